package ai.kubit.cohortimport;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shape of the code: which package may know which, and who may touch the outside world. */
class ArchitectureTest {
  private static final String ROOT = "ai.kubit.cohortimport";

  /** The two doors of the process: nobody may know them. */
  private static final String DOORS = "";

  /** What each package imports, lowest first: a line may name only what stands above it. */
  private static final Map<String, Set<String>> ARROWS = arrows();

  private static final Pattern AWS_ADAPTERS =
      Pattern.compile("(Dynamo|S3|Ses|Ssm|Lambda)[A-Za-z]*|Clients|Wiring");

  /** Those of them that answer for a port; the others only make clients. */
  private static final Pattern AWS_PORTS = Pattern.compile("(Dynamo|S3|Ses|Ssm|Lambda)[A-Za-z]*");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages(ROOT);

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    arrows.put("input", Set.of());
    arrows.put("outcome", Set.of());
    arrows.put("time", Set.of());
    arrows.put("storage", Set.of("input"));
    arrows.put("cohort.parquet", Set.of());
    arrows.put("cohort", Set.of("input", "outcome", "storage", "cohort.parquet"));
    arrows.put("schedule", Set.of("input", "cohort"));
    arrows.put("guard", Set.of("outcome", "schedule"));
    arrows.put("workspace", Set.of("input", "outcome", "time", "storage", "cohort"));
    arrows.put("membership", Set.of("outcome", "storage", "cohort", "workspace"));
    arrows.put("verification", Set.of("cohort", "membership"));
    arrows.put("delivery", Set.of("outcome", "time", "membership", "verification"));
    arrows.put(
        "ledger",
        Set.of(
            "outcome",
            "time",
            "guard",
            "storage",
            "cohort",
            "schedule",
            "membership",
            "verification"));
    arrows.put(
        "braze",
        Set.of("outcome", "time", "cohort", "workspace", "membership", "verification", "delivery"));
    arrows.put("telemetry", Set.of("outcome", "cohort", "verification", "ledger"));
    arrows.put(
        "importer",
        Set.of(
            "input",
            "outcome",
            "time",
            "guard",
            "storage",
            "cohort",
            "schedule",
            "workspace",
            "membership",
            "delivery",
            "ledger",
            "braze"));
    arrows.put(
        "verifier",
        Set.of(
            "outcome",
            "time",
            "storage",
            "cohort",
            "workspace",
            "membership",
            "verification",
            "delivery",
            "ledger",
            "importer"));
    arrows.put(
        "mail",
        Set.of("input", "outcome", "time", "guard", "cohort", "schedule", "ledger", "importer"));
    arrows.put(
        "report", Set.of("input", "outcome", "time", "cohort", "schedule", "ledger", "mail"));
    arrows.put(
        "work",
        Set.of(
            "time",
            "storage",
            "cohort",
            "workspace",
            "ledger",
            "telemetry",
            "importer",
            "mail",
            "verifier"));
    arrows.put(
        "command",
        Set.of(
            "input",
            "outcome",
            "time",
            "storage",
            "cohort",
            "schedule",
            "workspace",
            "membership",
            "verification",
            "ledger",
            "braze",
            "importer",
            "report",
            "work"));
    arrows.put(
        "app",
        Set.of(
            "input",
            "time",
            "storage",
            "cohort",
            "workspace",
            "membership",
            "delivery",
            "ledger",
            "braze",
            "telemetry",
            "importer",
            "verifier",
            "mail",
            "work",
            "command"));
    arrows.put("cli", Set.of("input", "outcome", "importer", "report", "work", "command", "app"));
    arrows.put(DOORS, Set.of("input", "time", "schedule", "importer", "command", "app", "cli"));
    return arrows;
  }

  @Test
  void everyPackageHasItsPlaceAmongTheOthers() {
    assertThat(MAIN.stream().map(ArchitectureTest::packageOf).distinct())
        .containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
  }

  @Test
  void thereIsNoWayBackUp() {
    List<String> below = new ArrayList<>();
    ARROWS.forEach(
        (from, to) -> {
          assertThat(below).as("what %s may import must stand before it", from).containsAll(to);
          below.add(from);
        });
  }

  @Test
  void eachPackageImportsOnlyWhatItMay() {
    classes().should(followTheArrows()).check(MAIN);
  }

  @Test
  void everyArrowIsInUse() {
    Map<String, Set<String>> used = new TreeMap<>();
    ARROWS.keySet().forEach(from -> used.put(from, new TreeSet<>()));
    MAIN.forEach(
        from ->
            arrowsOf(from)
                .forEach(
                    arrow -> used.get(packageOf(from)).add(packageOf(arrow.getTargetClass()))));
    assertThat(used).containsExactlyInAnyOrderEntriesOf(ARROWS);
  }

  @Test
  void awsIsKnownToItsAdaptersOnly() {
    noClasses()
        .that(areNot("adapters of AWS", name -> AWS_ADAPTERS.matcher(name).matches()))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(MAIN);
  }

  /** The ports speak one language of failure: StorageException, and what each port names itself. */
  @Test
  void failuresOfAwsAreCaughtByItsAdaptersOnly() {
    classes()
        .that(areNot("adapters of AWS", name -> AWS_PORTS.matcher(name).matches()))
        .should(notCatch("failures of AWS", name -> name.startsWith("software.amazon.awssdk.")))
        .andShould(
            not(
                dependOnClassesThat(
                    JavaClass.Predicates.assignableTo(
                        "software.amazon.awssdk.core.exception.SdkException"))))
        .check(MAIN);
  }

  @Test
  void httpIsKnownToTheWireOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".braze..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net.http..",
            "jakarta.ws.rs..",
            "org.jboss.resteasy..",
            "io.vertx..",
            "io.netty..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".delivery..")
        .should()
        .haveNameMatching(".*(Http|Header|Status|Body|Braze).*")
        .check(MAIN);
  }

  @Test
  void timeComesFromOnePlace() {
    Set<String> allowed = Set.of("SystemTime", "Terminal");
    noClasses()
        .that(areNot("clocks", allowed::contains))
        .should(callMethodWhere(reads("the clock or sleeps", ArchitectureTest::isClock)))
        .check(MAIN);
  }

  @Test
  void chanceComesFromOnePlace() {
    Set<String> allowed = Set.of("Clients", "BrazeDeliveryOpener");
    noClasses()
        .that(areNot("sources of chance", allowed::contains))
        .should()
        .accessTargetWhere(makesChance())
        .check(MAIN);
  }

  /**
   * The native image runs static initialisers when it is built: what they see of the clock, of
   * chance and of the environment would be the same in every process for ever.
   */
  @Test
  void nothingOfAProcessIsMadeBeforeItRuns() {
    for (JavaClass javaClass : MAIN) {
      javaClass
          .getStaticInitializer()
          .ifPresent(
              initialiser ->
                  assertThat(initialiser.getAccessesFromSelf())
                      .as("static initialiser of %s", javaClass.getName())
                      .noneMatch(access -> isOfOneProcess(access)));
    }
  }

  private static boolean isOfOneProcess(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    String member = access.getTarget().getName();
    return isClock(owner, member)
        || makesChance().test(access)
        || (owner.startsWith("software.amazon.awssdk.") && owner.contains("Client"))
        || owner.startsWith("io.vertx.")
        || (owner.equals("java.lang.System") && member.startsWith("getenv"))
        || (owner.equals("java.lang.System") && member.startsWith("getProperty"));
  }

  @Test
  void nothingNeedsTheToolsOfTheTests() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".local..",
            "com.amazonaws.services.dynamodbv2.local..",
            "com.robothy..",
            "org.junit..",
            "org.assertj..",
            "io.restassured..")
        .check(MAIN);
  }

  /**
   * On some Java versions it drops all but the first member of a file, and those rows are people.
   */
  @Test
  void exportsAreNotReadByTheJdksGzip() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".cohort..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.zip.GZIPInputStream")
        .check(MAIN);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper|Service)").check(MAIN);
  }

  private static String packageOf(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    return name.equals(ROOT) ? DOORS : name.substring(ROOT.length() + 1);
  }

  private static String outerName(JavaClass javaClass) {
    JavaClass outer = javaClass;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getSimpleName();
  }

  private static List<Dependency> arrowsOf(JavaClass from) {
    return from.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> isOurs(dependency.getTargetClass()))
        .filter(dependency -> !packageOf(dependency.getTargetClass()).equals(packageOf(from)))
        .toList();
  }

  private static boolean isOurs(JavaClass javaClass) {
    String name = javaClass.getBaseComponentType().getPackageName();
    return name.equals(ROOT) || name.startsWith(ROOT + ".");
  }

  private static ArchCondition<JavaClass> followTheArrows() {
    return new ArchCondition<>("import only what its package may import") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        Set<String> allowed = ARROWS.getOrDefault(packageOf(from), Set.of());
        arrowsOf(from).stream()
            .filter(arrow -> !allowed.contains(packageOf(arrow.getTargetClass())))
            .map(Dependency::getDescription)
            .forEach(arrow -> events.add(SimpleConditionEvent.violated(from, arrow)));
      }
    };
  }

  private static ArchCondition<JavaClass> notCatch(String what, Predicate<String> named) {
    return new ArchCondition<>("not catch " + what) {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        from.getCodeUnits().stream()
            .flatMap(unit -> unit.getTryCatchBlocks().stream())
            .flatMap(
                block ->
                    block.getCaughtThrowables().stream()
                        .filter(caught -> named.test(caught.getFullName()))
                        .map(caught -> block.getSourceCodeLocation() + " catches " + caught))
            .forEach(caught -> events.add(SimpleConditionEvent.violated(from, caught)));
      }
    };
  }

  private static DescribedPredicate<JavaClass> areNot(String what, Predicate<String> named) {
    return DescribedPredicate.describe(
        "are not " + what, javaClass -> !named.test(outerName(javaClass)));
  }

  private static <T extends JavaAccess<?>> DescribedPredicate<T> reads(
      String what, BiPredicate<String, String> target) {
    return DescribedPredicate.describe(
        what,
        access -> target.test(access.getTargetOwner().getFullName(), access.getTarget().getName()));
  }

  private static boolean isClock(String owner, String method) {
    return switch (owner) {
      case "java.lang.System" -> Set.of("currentTimeMillis", "nanoTime").contains(method);
      case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> method.equals("sleep");
      case "java.util.concurrent.locks.LockSupport" -> method.startsWith("park");
      case "java.time.Clock" -> method.startsWith("system");
      default -> owner.startsWith("java.time.") && method.equals("now");
    };
  }

  private static DescribedPredicate<JavaAccess<?>> makesChance() {
    return reads(
        "makes chance",
        (owner, member) ->
            switch (owner) {
              case "java.util.Random", "java.security.SecureRandom", "java.util.SplittableRandom" ->
                  member.equals("<init>");
              case "java.util.concurrent.ThreadLocalRandom" -> member.equals("current");
              case "java.lang.Math" -> member.equals("random");
              case "java.util.UUID" -> member.equals("randomUUID");
              default -> false;
            });
  }
}

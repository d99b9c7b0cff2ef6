package ai.kubit.cohortimport;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A rule of this house that no tool knows. Checkstyle asks for the others: at most 30 lines in a
 * method, at most 5 arguments of a constructor, a {@code package-info} for each package.
 */
class HouseRulesTest {
  private static final String ROOT = "ai.kubit.cohortimport";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages(ROOT);

  /**
   * Who takes an {@code Optional} all the same. They hand on, to one caller in their own package or
   * port, a field that an item, an event or a setting may lack: a second method would only move the
   * question. Nobody joins them; who is changed leaves the list.
   */
  private static final Set<String> HANDING_ON =
      Set.of(
          "AnswerJson.withExecution",
          "Begin.advanced",
          "Begin.begin",
          "Begin.begun",
          "Begin.known",
          "Begin.queued",
          "BeginRequest.event",
          "Belief.with",
          "BrazeHttp.<init>",
          "ClosePhase.commitUnchanged",
          "CohortExports.chosenBeside",
          "CohortRecordJson.put",
          "CohortSchedule.in",
          "CohortStore.records",
          "DeliverPhase.keepDistance",
          "DynamoCohortStore.records",
          "ExecutionText.wait",
          "ExecutionView.of",
          "Field.<init>",
          "Fold.afterAdd",
          "Fold.lost",
          "HistoryRow.<init>",
          "ImportExecutions.held",
          "ImportOptions.confirming",
          "MailOutbox.replaced",
          "MailOutbox.settled",
          "MailSource.of",
          "Memberships.load",
          "Memberships.superseded",
          "OpenWork.withActive",
          "OpenWork.withKept",
          "OperationsLog.<init>",
          "Remedy.again",
          "RuleEvent.tick");

  /** Who reads a name must not have to ask which of two types it is. */
  @Test
  void oneSimpleNameIsOneType() {
    Map<String, Set<String>> byName =
        ours()
            .collect(
                groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    mapping(JavaClass::getName, toCollection(TreeSet::new))));
    byName.values().removeIf(types -> types.size() == 1);

    assertThat(byName).isEmpty();
  }

  /** An absent argument is another method, or an empty value of its own type. */
  @Test
  void nobodyTakesAnOptional() {
    Set<String> takers =
        ours()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(unit -> !isOfARecord(unit) && !unit.getModifiers().contains(SYNTHETIC))
            .filter(
                unit ->
                    unit.getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(Optional.class)))
            .map(unit -> unit.getOwner().getSimpleName() + "." + unit.getName())
            .collect(toCollection(TreeSet::new));

    takers.removeAll(HANDING_ON);
    assertThat(takers).isEmpty();
  }

  private static boolean isOfARecord(JavaCodeUnit unit) {
    return unit.isConstructor() && unit.getOwner().isRecord();
  }

  private static Stream<JavaClass> ours() {
    return MAIN.stream()
        .filter(type -> !type.isAnonymousClass() && !type.getSimpleName().isEmpty())
        .filter(type -> !type.getSimpleName().contains("package-info"));
  }
}

package ai.kubit.cohortimport.local.tool;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long one sweep of the packaged program takes for many small cohorts that are due at
 * once, while a very large cohort, due before them, is imported. It checks that each cohort was
 * imported once and correctly. The time itself is only reported.
 */
public final class Rush {
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final int MEMBERS = 20;

  /** So many that the import takes a while, at five requests of 75 objects a second. */
  private static final int MEMBERS_OF_THE_GIANT = 6_000;

  private static final int REQUESTS_PER_SECOND_OF_THE_GIANT = 5;

  private final LocalCloud cloud;
  private final int count;
  private final Verdict verdict = new Verdict();

  public Rush(LocalCloud cloud, int count) {
    this.cloud = cloud;
    this.count = count;
  }

  /** Runs it. Returns whether each cohort was imported once and correctly. */
  public boolean run() {
    TestCohort giant = giant();
    List<TestCohort> cohorts = cohorts();
    System.out.printf(
        Locale.ROOT, "%n$ kubit-cohort-import sweep   (%,d cohorts and a giant are due)%n", count);
    try (Program sweep = Program.start(cloud.environment(), "sweep")) {
      verdict.same("sweep ends with exit code", 0, sweep.waitFor(PATIENCE));
      verdict.note("CPU seconds of the program", sweep.usage().cpu().toSeconds());
    }
    judge(cohorts);
    judge(giant, MEMBERS_OF_THE_GIANT, "the giant: ");
    verdict.note("the giant took seconds", seconds(List.of(giant)));
    verdict.print();
    return verdict.isGood();
  }

  private TestCohort giant() {
    TestCohort giant = new TestCohort(cloud, "giants", "giant");
    store(giant, REQUESTS_PER_SECOND_OF_THE_GIANT);
    prepare(giant, MEMBERS_OF_THE_GIANT);
    return giant;
  }

  private List<TestCohort> cohorts() {
    TestCohort template = new TestCohort(cloud, "rush", "template");
    store(template, 1_000);
    List<TestCohort> cohorts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TestCohort cohort = new TestCohort(cloud, "rush", "cohort-%04d".formatted(i));
      cohort.copyFrom(template);
      prepare(cohort, MEMBERS);
      cohorts.add(cohort);
    }
    return cohorts;
  }

  private static void prepare(TestCohort cohort, int members) {
    cohort.createInBraze(cohort.members(1, members));
    cohort.export(cohort.members(1, members));
    cohort.makeDue();
  }

  private void store(TestCohort cohort, int requestsPerSecond) {
    String limits =
        ", \"maxParallelImports\": 100, \"requestsPerSecond\": %d}}".formatted(requestsPerSecond);
    put(cohort.putWorkspace().replace("}}", limits));
    put(cohort.putSchedule());
  }

  private void put(String event) {
    try (Program program =
        new Program.Launch(cloud.environment()).stdin(event).start("--event", "-")) {
      verdict.same("what is needed is stored, exit code", 0, program.waitFor(PATIENCE));
    }
  }

  private void judge(List<TestCohort> cohorts) {
    long right = cohorts.stream().filter(cohort -> isRight(cohort, MEMBERS)).count();
    verdict.same("cohorts imported once and rightly", (long) count, right);
    double seconds = seconds(cohorts);
    verdict.note("from the first begin to the last end, seconds", seconds);
    verdict.note("cohorts a second", Math.round(count / Math.max(1, seconds)));
  }

  private void judge(TestCohort cohort, int members, String about) {
    verdict.same(about + "imported once and rightly", true, isRight(cohort, members));
  }

  private static boolean isRight(TestCohort cohort, int members) {
    List<JsonNode> history = cohort.history();
    return history.size() == 1
        && history.get(0).path("outcome").asText().equals("COMPLETED")
        && cohort.holders().equals(cohort.members(1, members));
  }

  /** The time from the first start to the last end, to the second, as the history has it. */
  private static double seconds(List<TestCohort> cohorts) {
    List<JsonNode> lines = cohorts.stream().flatMap(cohort -> cohort.history().stream()).toList();
    Instant first = time(lines, "startedAt").stream().min(Comparator.naturalOrder()).orElseThrow();
    Instant last = time(lines, "finishedAt").stream().max(Comparator.naturalOrder()).orElseThrow();
    return Duration.between(first, last).toSeconds();
  }

  private static List<Instant> time(List<JsonNode> lines, String field) {
    return lines.stream()
        .filter(line -> line.has(field))
        .map(line -> Instant.parse(line.path(field).asText()))
        .toList();
  }
}

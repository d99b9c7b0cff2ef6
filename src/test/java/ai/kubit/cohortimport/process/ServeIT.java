package ai.kubit.cohortimport.process;

import static ai.kubit.cohortimport.process.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code serve} as a container runs it: it makes the tick, and ends cleanly when it is told to. */
class ServeIT {
  private static final String WORKSPACE = "served";
  private static final int MEMBERS = 1_500;

  private static final LocalCloud CLOUD = LocalCloud.start();
  private static final Map<String, String> HERE = CLOUD.environment();
  private static final TestCohort TEMPLATE = new TestCohort(CLOUD, WORKSPACE, "template");

  /** 20 requests of 75, two a second. */
  @BeforeAll
  static void storeASlowWorkspace() {
    Runs.store(HERE, TEMPLATE);
    Runs.event(HERE, TEMPLATE.putWorkspace().replace("}}", ", \"requestsPerSecond\": 2}}"))
        .assertExit(0);
  }

  @AfterEach
  void everythingWorksAgain() {
    CLOUD.clearFaults();
  }

  @AfterAll
  static void close() throws IOException {
    CLOUD.close();
  }

  private static TestCohort cohort(String id, int members) {
    TestCohort cohort = new TestCohort(CLOUD, WORKSPACE, id);
    cohort.copyFrom(TEMPLATE);
    cohort.createInBraze(cohort.members(1, members));
    cohort.export(cohort.members(1, members));
    return cohort;
  }

  private static Program serve() {
    Program server = Program.start(HERE, "serve");
    server.awaitLine(line -> line.startsWith("ready"), Runs.PATIENCE);
    return server;
  }

  private static void await(Program program, BooleanSupplier until) {
    long end = System.nanoTime() + Runs.PATIENCE.toNanos();
    while (!until.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(program.output()).isNegative();
      Thread.onSpinWait();
    }
  }

  private static boolean isDone(TestCohort cohort) {
    return cohort.history().stream().anyMatch(line -> line.path("state").asText().equals("DONE"));
  }

  @Test
  void toldToEndItInterruptsAnImportThatAnotherProcessFinishes() {
    TestCohort cohort = cohort("interrupted", MEMBERS);
    cohort.makeDue();
    int requests;
    try (Program server = serve()) {
      await(server, () -> !cohort.holders().isEmpty());
      server.terminate();

      assertThat(server.waitFor(Runs.PATIENCE)).as(server.output()).isZero();
      assertThat(server.output()).contains("ended: ").doesNotContain("Exception");
      requests = CLOUD.braze().log().requests();
    }
    JsonNode active = cohort.entry().path("active");
    assertThat(active.path("state").asText()).isEqualTo("INTERRUPTED");
    assertThat(Instant.parse(active.path("resumeAt").asText())).isBeforeOrEqualTo(Instant.now());
    assertThat(active.path("legsWithoutProgress").asInt()).isZero();
    assertThat(cohort.holders()).isNotEmpty().hasSizeLessThan(MEMBERS);
    assertShown(cohort);

    run(HERE, "work").assertExit(0);

    assertThat(cohort.holders()).isEqualTo(cohort.members(1, MEMBERS));
    assertThat(CLOUD.braze().log().requests() - requests).isLessThan(20);
    JsonNode line = cohort.onlyExecution();
    assertThat(line.path("outcome").asText()).isEqualTo("COMPLETED");
    assertThat(line.path("counts").path("legs").asInt()).isEqualTo(2);
    assertThat(line.path("counts").path("usersImported").asInt()).isEqualTo(MEMBERS);
    TestCohort.assertCountsAddUp(line);
    assertThat(cohort.mails()).isEqualTo(1);
  }

  /** What it waits for is said to people and programs. */
  private static void assertShown(TestCohort cohort) {
    String id = cohort.onlyExecution().path("executionId").asText();
    String[] get = {"get-execution", WORKSPACE, cohort.cohortId(), "--execution-id", id};
    assertThat(run(HERE, get).assertExit(0).out())
        .contains("INTERRUPTED: Braze has answered")
        .contains("of 1,500 changes so far; it waits, because the process that worked on it was")
        .contains("told to end, and goes on at 20");
    assertThat(run(HERE, "history", WORKSPACE, cohort.cohortId()).assertExit(0).out())
        .contains("INTERRUPTED", "it waits, because the process");
    Supplier<JsonNode> shown =
        () ->
            run(HERE, "history", WORKSPACE, cohort.cohortId(), "--json")
                .json()
                .path("executions")
                .get(0);
    assertThat(shown.get().path("waitsBecause").asText()).contains("told to end");
    assertThat(shown.get().path("resumeAt").asText()).startsWith("20").endsWith("Z");
    assertThat(shown.get().path("progress").path("changesPlanned").asInt()).isEqualTo(MEMBERS);
    assertThat(shown.get().path("progress").path("changesAnswered").asInt())
        .isBetween(75, MEMBERS - 1);
  }

  @Test
  void toldToEndWithNothingToDoItEndsAtOnce() {
    try (Program server = serve()) {
      long start = System.nanoTime();
      server.terminate();

      assertThat(server.waitFor(Runs.PATIENCE)).as(server.output()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void stopImportOfAnotherProcessReachesIt() {
    TestCohort cohort = cohort("stopped", 4 * MEMBERS);
    cohort.makeDue();
    try (Program server = serve()) {
      await(server, () -> !cohort.holders().isEmpty());

      run(HERE, "stop-import", WORKSPACE, "stopped").assertExit(0);

      await(server, () -> isDone(cohort));
      assertThat(cohort.onlyExecution().path("outcome").asText()).isEqualTo("CANCELLED");
      assertThat(cohort.holders()).isNotEmpty().hasSizeLessThan(4 * MEMBERS);
      server.terminate();
      assertThat(server.waitFor(Runs.PATIENCE)).isZero();
    }
  }

  /** The process that a person began an import with may die: the next tick goes on with it. */
  @Test
  void importNowOfAnotherProcessReachesIt() {
    TestCohort cohort = cohort("begun-elsewhere", 100);
    try (Program server = serve()) {
      Stall stall = new Stall();
      CLOUD
          .dynamoFront()
          .add(
              When.nth(
                  2,
                  HttpCall.action("TransactWriteItems")
                      .and(HttpCall.bodyContains(cohort.cohortId()))),
              FrontFault.stallBefore(stall));
      try (Program person =
          Program.start(HERE, "import-now", WORKSPACE, cohort.cohortId(), "--no-wait")) {
        stall.awaitStalled();
        person.kill();
      }
      CLOUD.clearFaults();
      stall.discard();
      assertThat(cohort.entry().path("active").path("state").asText()).isEqualTo("QUEUED");

      await(server, () -> isDone(cohort));

      assertThat(cohort.holders()).isEqualTo(cohort.members(1, 100));
      assertThat(cohort.onlyExecution().path("trigger").asText()).isEqualTo("MANUAL");
      server.terminate();
      assertThat(server.waitFor(Runs.PATIENCE)).isZero();
    }
  }

  /** Ctrl-C at a terminal is no crash, either. */
  @Test
  void anImportAtTheTerminalThatIsToldToEndIsInterruptedToo() {
    TestCohort cohort = cohort("at-the-terminal", MEMBERS);
    try (Program person = Program.start(HERE, "import-now", WORKSPACE, cohort.cohortId())) {
      await(person, () -> !cohort.holders().isEmpty());
      person.terminate();

      assertThat(person.waitFor(Runs.PATIENCE)).as(person.output()).isEqualTo(6);
      assertThat(person.output()).contains("INTERRUPTED: ");
    }
    run(HERE, "work").assertExit(0);
    assertThat(cohort.holders()).isEqualTo(cohort.members(1, MEMBERS));
  }
}

package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.braze.BrazeRequest;
import ai.kubit.cohortimport.local.braze.Fault;
import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * SIGSTOP past the lease, SIGCONT after a successor: a sandbox that Lambda froze and woke up too
 * late. It must send nothing more and record nothing.
 */
class FreezeIT {
  private static final String WORKSPACE = "frozen";

  /** So short a leg is over when the successor is done: no request may be written then. */
  private static final String LEG = "PT3S";

  private static final LocalCloud CLOUD = LocalCloud.start();
  private static final Map<String, String> HERE = CLOUD.environment();
  private static final Map<String, String> SHORT_LEG = Runs.with(HERE, "KUBIT_LEG_LIMIT", LEG);
  private static final TestCohort TEMPLATE = new TestCohort(CLOUD, WORKSPACE, "template");

  @BeforeAll
  static void storeAWorkspace() {
    Runs.store(HERE, TEMPLATE);
    String slow = TEMPLATE.putWorkspace().replace("}}", ", \"requestsPerSecond\": 2}}");
    Runs.event(HERE, slow).assertExit(0);
  }

  @AfterEach
  void everythingWorksAgain() {
    CLOUD.clearFaults();
  }

  @AfterAll
  static void close() throws IOException {
    CLOUD.close();
  }

  private static TestCohort cohort(String id) {
    TestCohort cohort = new TestCohort(CLOUD, WORKSPACE, id);
    cohort.copyFrom(TEMPLATE);
    cohort.createInBraze(cohort.members(1, 600));
    cohort.export(cohort.members(1, 600));
    return cohort;
  }

  @Test
  void whoWakesUpPastItsLeaseSendsNothingMore() {
    TestCohort cohort = cohort("delivering");
    Stall stall = new Stall();
    CLOUD
        .braze()
        .faults()
        .add(When.nth(1, BrazeRequest.bodyContains(cohort.name())), Fault.stallBefore(stall));

    int before = CLOUD.braze().log().requests();
    // A request lives 20 seconds: what Braze had not applied by then is lost, and not late.
    assertOvertaken(cohort, stall, stall::discard);

    // All 8 requests of the successor and 3 of the newer import, but not 8 of the frozen one.
    assertThat(CLOUD.braze().log().requests() - before).isLessThan(8 + 8 + 3);
  }

  @Test
  void whoWakesUpBeforeItsCommitRecordsNothing() {
    TestCohort cohort = cohort("committing");
    Stall stall = new Stall();
    CLOUD
        .dynamoFront()
        .add(
            When.nth(
                1,
                HttpCall.action("TransactWriteItems")
                    .and(HttpCall.bodyContains(cohort.cohortId()))
                    .and(HttpCall.bodyContains("\"DONE\""))),
            FrontFault.stallBefore(stall));

    assertOvertaken(cohort, stall, stall::release);
  }

  /**
   * Freezes an import at the stall; successors finish it and import a newer export; then it wakes.
   */
  private static void assertOvertaken(TestCohort cohort, Stall stall, Runnable afterThaw) {
    try (Program frozen = Program.start(SHORT_LEG, "import-now", WORKSPACE, cohort.cohortId())) {
      stall.awaitStalled();
      frozen.freeze();
      CLOUD.clearFaults();
      long frozenAt = System.nanoTime();
      cohort.letTimePass();
      Runs.run(HERE, "work", WORKSPACE, cohort.cohortId()).assertExit(0);
      assertThat(cohort.holders()).isEqualTo(cohort.members(1, 600));
      cohort.export(cohort.members(1, 400));
      cohort.letTimePass();
      cohort.makeDue();
      Runs.run(HERE, "work", WORKSPACE, cohort.cohortId()).assertExit(0);
      assertThat(cohort.holders()).isEqualTo(cohort.members(1, 400));
      awaitEndOfLeg(frozenAt);
      int requests = CLOUD.braze().log().requests();
      List<?> history = cohort.history();
      var entry = cohort.entry();
      List<String> state = CLOUD.listState("state/" + WORKSPACE + "/" + cohort.cohortId() + "/mem");

      frozen.thaw();
      afterThaw.run();
      int exit = frozen.waitFor(Runs.PATIENCE);

      assertThat(CLOUD.braze().log().requests()).as(frozen.output()).isEqualTo(requests);
      assertThat(cohort.history()).isEqualTo(history).hasSize(2);
      assertThat(cohort.entry()).isEqualTo(entry);
      assertThat(cohort.mails()).isEqualTo(2);
      assertThat(CLOUD.listState("state/" + WORKSPACE + "/" + cohort.cohortId() + "/mem"))
          .containsAll(state);
      assertThat(exit).as(frozen.output()).isIn(0, 6);
      assertThat(frozen.output()).contains(cohort.history().get(0).path("executionId").asText());
    }
    assertNothingIsDamaged(cohort);
  }

  private static void awaitEndOfLeg(long frozenAtNanos) {
    long end = frozenAtNanos + Duration.parse(LEG).toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  /** What the successors recorded can still be read and gone on from. */
  private static void assertNothingIsDamaged(TestCohort cohort) {
    cohort.export(cohort.members(1, 390));
    cohort.letTimePass();
    cohort.makeDue();
    Runs.run(HERE, "work", WORKSPACE, cohort.cohortId()).assertExit(0);
    assertThat(cohort.holders()).isEqualTo(cohort.members(1, 390));
    cohort.history().forEach(TestCohort::assertCountsAddUp);
  }
}

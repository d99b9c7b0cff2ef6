package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For each safety the harm that it prevents: take the safety away, and its test fails. */
class SafetiesTest {
  private static final Logger QUIET = Logger.getLogger("ai.kubit.cohortimport");
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofMinutes(40);

  @TempDir Path scratch;
  private World world;

  @BeforeEach
  void begin() {
    QUIET.setLevel(Level.OFF);
    world = new World(1, 75, scratch);
  }

  @AfterEach
  void end() {
    QUIET.setLevel(null);
  }

  // Maybe

  @Test
  void aLostAddThatLandedIsRemovedWhenTheUserLeaves() {
    world.braze.next(BrazeFault.GARBAGE_BUT_APPLIED, 3);
    importOf(Export.ofUsers(1, 2));
    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2");

    importOf(Export.ofUsers(2));

    assertThat(holders()).containsExactly("u2");
  }

  @Test
  void aRemovalWhoseAnswerIsLostIsSentAgain() {
    importOf(Export.ofUsers(1, 2));
    world.braze.next(BrazeFault.GARBAGE, 3);
    importOf(Export.ofUsers(2));
    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2");

    importOf(Export.ofUsers(2));

    assertThat(holders()).containsExactly("u2");
  }

  @Test
  void addsOfAnImportThatEndedHalfWayAreRemovedWhenTheirUsersLeave() {
    world.gate.arm(Strike.killAfter(Port.BRAZE, 1));
    world.writeFolder(Export.ofUsers(1, 2));
    world.later(Duration.ofMinutes(62), world::stop);
    world.day();
    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2");

    importOf(Export.ofUsers(2));

    assertThat(holders()).containsExactly("u2");
  }

  // Isolation

  @Test
  void x4AScheduleThatNamesAnotherWorkspacesDataIsRefused() {
    world.exports.putText("exports/other/theirs/members.csv", "external_id\nu1\n");
    CohortRecord record = world.entry();
    ObjectNode foreign = ScheduleJson.of(record.schedule().stored());
    foreign.put("workspaceId", "other").put("cohortId", "theirs");
    world.store.write(
        CohortStore.StoreWrite.of(
            record.with(
                new CohortRecord.CohortSchedule(
                    ScheduleJson.read(record.cohort(), foreign),
                    record.schedule().state(),
                    record.schedule().revision(),
                    record.schedule().nextRunAt(),
                    record.schedule().lastScheduledTime()))));

    world.day();

    assertThat(reason()).isEqualTo(Reason.BAD_SCHEDULE);
    assertThat(holders()).isEmpty();
    assertThat(world.braze.requests()).isZero();
  }

  // Guard

  @Test
  void anEmptyExportRemovesNobody() {
    importOf(Export.ofUsers(1, 2));

    importOf(Export.ofUsers());

    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2");
    assertThat(reason()).isEqualTo(Reason.GUARD_EMPTY);
  }

  @Test
  void aCohortThatShrankBeyondBeliefLosesNobodyUntilAPersonConfirms() {
    importOf(Export.of(users(130)));

    importOf(Export.of(users(50)));
    int afterRefusal = holders().size();
    world.pause(Duration.ofMinutes(1));
    world.confirm("yes");
    world.settle();
    world.pause(Duration.ofSeconds(30));

    assertThat(afterRefusal).isEqualTo(existing(130));
    assertThat(holders()).hasSize(existing(50));
  }

  @Test
  void anExportThatCannotBeReadInPartRemovesNobody() {
    importOf(Export.ofUsers(1, 2));

    importOf(Export.with(Map.of(new Person(4), false), 1, 0));

    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2", "u4");
    assertThat(reason()).isEqualTo(Reason.REMOVALS_HELD);
  }

  // Removals first, and the distance

  @Test
  void whoGetsAnotherNameKeepsTheValueThoughBrazeIsSlowWithTheRemoval() {
    importOf(Export.of(Map.of(new Person(1), true, new Person(2), false)));
    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2");
    world.braze.applyNextAfter(Duration.ofSeconds(9), Duration.ZERO);

    importOf(Export.ofUsers(1, 2));

    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2");
  }

  @Test
  void whoGetsAnotherNameKeepsTheValueThoughBrazeIsQuick() {
    importOf(Export.of(Map.of(new Person(1), true)));
    world.braze.applyNextAfter(Duration.ZERO, Duration.ZERO);

    importOf(Export.ofUsers(1));

    assertThat(holders()).containsExactly("u1");
  }

  @Test
  void whoComesBackInTheNextImportStaysThoughBrazeIsSlowWithTheRemoval() {
    importOf(Export.ofUsers(1, 2));
    world.writeFolder(Export.ofUsers(2));
    world.braze.applyNextAfter(Duration.ofSeconds(9), Duration.ZERO);
    world.importNow("leaves");
    world.writeFolder(Export.ofUsers(1, 2));
    world.importNow("comes back");
    world.settle();
    world.pause(Duration.ofSeconds(30));

    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2");
  }

  // Durable plan

  @Test
  void whatALegSentBeforeItDiedIsKnownThoughTheExportIsAnotherByNow() {
    world.gate.arm(Strike.killAfter(Port.BRAZE, 1));
    world.later(Duration.ofMinutes(65), () -> world.writeFolder(Export.ofUsers(2)));
    importOf(Export.ofUsers(1, 2));

    importOf(Export.ofUsers(2));

    assertThat(holders()).containsExactly("u2");
  }

  @Test
  void aPlanThatIsNotWrittenIsNotSent() {
    world.gate.arm(Strike.killBefore(Port.LEDGER, 3));
    world.writeFolder(Export.ofUsers(1, 2));
    world.pause(Duration.ofMinutes(60));
    world.sweep();

    assertThat(world.braze.requests()).isZero();
    assertThat(world.entry().active()).isPresent();
  }

  // Lease

  @Test
  void aSecondWorkerSendsNothingWhileTheFirstOneWorks() {
    world.later(Duration.ofHours(1).plusMillis(20), world::work);
    importOf(Export.ofUsers(1, 2));

    assertThat(world.braze.requests()).isEqualTo(1);
    assertThat(world.last().counts().effort().legs()).isEqualTo(1);
  }

  /** Between a worker's look at a cohort and its take, another worker may have taken it. */
  @Test
  void aWorkerThatLookedBeforeTheFirstOneTookGetsNoLease() {
    List<LegLease> rivals = new ArrayList<>();
    world.later(
        Duration.ofHours(1).plusMillis(20),
        () ->
            new ImportExecutions(world.store, world.time, () -> "rival")
                .take(World.COHORT, world.time.now().plus(Duration.ofMinutes(15)))
                .ifPresent(rivals::add));
    importOf(Export.ofUsers(1, 2));

    assertThat(world.braze.requests()).isEqualTo(1);
    assertThat(rivals).isEmpty();
    assertThat(world.last().counts().effort().legs()).isEqualTo(1);
  }

  @Test
  void theSameTriggerTwiceIsOneImport() {
    world.writeFolder(Export.ofUsers(1, 2));
    world.importNow("click");
    world.importNow("click");
    world.settle();

    assertThat(world.history()).hasSize(1);
    assertThat(world.braze.requests()).isEqualTo(1);
  }

  // Fence

  @Test
  void aFrozenLegThatWakesUpSendsNothing() {
    world.gate.arm(Strike.freezeBefore(Port.BRAZE, 1, LONGER_THAN_A_LEASE));
    world.later(
        Duration.ofMinutes(85),
        () -> {
          world.writeFolder(Export.ofUsers(2));
          world.importNow("meanwhile");
        });
    importOf(Export.ofUsers(1, 2));

    assertThat(world.history()).hasSize(2);
    assertThat(holders()).containsExactly("u2");
    assertThat(Verdicts.whenQuiet(world)).isEmpty();
  }

  @Test
  void aFrozenLegThatWakesUpCommitsNothing() {
    world.gate.arm(Strike.freezeBefore(Port.LEDGER, 5, LONGER_THAN_A_LEASE));
    world.later(
        Duration.ofMinutes(85),
        () -> {
          world.writeFolder(Export.ofUsers(2, 4));
          world.importNow("meanwhile");
        });
    importOf(Export.ofUsers(1, 2));

    assertThat(world.history()).hasSize(2);
    assertThat(holders()).containsExactlyInAnyOrder("u2", "u4");
    assertThat(Verdicts.whenQuiet(world)).isEmpty();
  }

  @Test
  void aFrozenLegThatWakesUpDoesNotEndTheNextImportWithItsOwnBelief() {
    world.gate.arm(Strike.freezeBefore(Port.LEDGER, 5, LONGER_THAN_A_LEASE));
    world.gate.arm(Strike.killAfter(Port.BRAZE, 3));
    world.later(
        Duration.ofMinutes(90),
        () -> {
          world.writeFolder(Export.ofUsers(2, 4));
          world.importNow("meanwhile, and dies once it has removed u1 and added u4");
        });
    importOf(Export.ofUsers(1, 2));
    assertThat(holders()).containsExactlyInAnyOrder("u2", "u4");

    importOf(Export.ofUsers(2));

    assertThat(holders()).containsExactly("u2");
    assertThat(Verdicts.whenQuiet(world)).isEmpty();
  }

  @Test
  void aFrozenLegThatWakesUpDoesNotEndWhatItsSuccessorIsWorkingOn() {
    world.gate.arm(Strike.freezeBefore(Port.LEDGER, 5, Duration.ofMinutes(25)));
    world.gate.arm(Strike.killBefore(Port.LEDGER, 7)); // the commit of the successor
    importOf(Export.ofUsers(1, 2));

    assertThat(world.last().counts().effort().legs()).isEqualTo(3);
    assertThat(holders()).containsExactlyInAnyOrder("u1", "u2");
    assertThat(Verdicts.whenQuiet(world)).isEmpty();
  }

  @Test
  void aFrozenLegThatWakesUpDeletesNothingThatIsNeeded() {
    importOf(Export.ofUsers(1, 2));
    world.gate.arm(Strike.freezeBefore(Port.LEDGER, 5, LONGER_THAN_A_LEASE));
    importOf(Export.ofUsers(2, 4));

    assertThat(holders()).containsExactlyInAnyOrder("u2", "u4");
    assertThat(Verdicts.whenQuiet(world)).isEmpty();
    assertThat(Verdicts.afterACleanRun(world, Export.ofUsers(4))).isEmpty();
  }

  // One plan, one place

  @Test
  void aPlanIsNotDeliveredToAnotherPlaceThanTheOneItWasMadeFor() {
    world.gate.arm(Strike.killAfter(Port.BRAZE, 1));
    world.writeFolder(Export.ofUsers(1, 2));
    world.later(Duration.ofMinutes(61), () -> moveTo("Audiences"));
    world.day();
    world.pause(Duration.ofMinutes(30));

    assertThat(reason()).isEqualTo(Reason.BAD_WORKSPACE);
    assertThat(world.brazeState.holders("Audiences", world.name())).isEmpty();

    moveTo(World.ATTRIBUTE);
    importOf(Export.ofUsers(2));

    assertThat(holders()).containsExactly("u2");
  }

  private void moveTo(String attribute) {
    WorkspaceRecord record = world.workspaces.find(World.COHORT.workspaceId()).orElseThrow();
    Workspace now = record.workspace();
    world.workspaces.put(
        record.with(
            new Workspace(
                now.workspaceId(),
                now.restEndpoint(),
                new Workspace.DeliveryWay(now.mode(), attribute, now.partnerName()),
                new Workspace.WorkspaceLimits(
                    now.requestsPerSecond(), now.maxBatchSize(), now.maxParallelImports()),
                new Workspace.DeviceLookups(now.deviceLookup(), now.deviceLookupsPerMinute()))));
  }

  // What is judged

  private void importOf(Export export) {
    world.writeFolder(export);
    world.day();
    world.pause(Duration.ofSeconds(30));
  }

  private Set<String> holders() {
    return world.brazeState.holders(World.ATTRIBUTE, world.name());
  }

  private Reason reason() {
    ImportExecution.Ending ending = world.last().ending().orElseThrow();
    assertThat(ending.outcome()).isNotEqualTo(Outcome.COMPLETED);
    return ending.reason().orElseThrow();
  }

  private static Map<Person, Boolean> users(int number) {
    Map<Person, Boolean> users = new HashMap<>();
    for (int i = 0; i < number; i++) {
      users.put(new Person(i), false);
    }
    return users;
  }

  private static int existing(int number) {
    return (int) users(number).keySet().stream().filter(Person::isUser).count();
  }
}

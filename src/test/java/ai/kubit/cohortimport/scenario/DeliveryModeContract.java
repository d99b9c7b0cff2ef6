package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds in both delivery modes, judged by what Braze holds in the end. */
abstract class DeliveryModeContract {
  private static final Logger QUIET = Logger.getLogger("ai.kubit.cohortimport");

  @TempDir Path scratch;
  World world;

  abstract DeliveryMode mode();

  @BeforeEach
  void begin() {
    QUIET.setLevel(Level.OFF);
    world = new World(1, 20, scratch, mode());
  }

  @AfterEach
  void end() {
    QUIET.setLevel(null);
  }

  final void importOf(Export export) {
    world.writeFolder(export);
    world.day();
    world.pause(Duration.ofSeconds(30));
  }

  final Counts counts() {
    return world.last().counts();
  }

  final Outcome outcome() {
    return world.last().ending().orElseThrow().outcome();
  }

  @Test
  void whoEntersIsAddedAndWhoLeavesIsRemoved() {
    importOf(Export.ofUsers(1, 2, 4));
    assertThat(world.holders()).containsExactlyInAnyOrder("u1", "u2", "u4");
    assertThat(outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(counts().members().usersImported()).isEqualTo(3);

    importOf(Export.ofUsers(2, 4, 5));

    assertThat(world.holders()).containsExactlyInAnyOrder("u2", "u4", "u5");
    assertThat(counts().changes().addsPlanned()).isEqualTo(1);
    assertThat(counts().changes().removesPlanned()).isEqualTo(1);
    assertThat(counts().members().usersImported()).isEqualTo(3);
  }

  @Test
  void theSameExportAgainCostsNothing() {
    importOf(Export.ofUsers(1, 2));
    int before = world.braze.requests();

    importOf(Export.ofUsers(1, 2));

    assertThat(world.braze.requests()).isEqualTo(before);
    assertThat(counts().members().usersImported()).isEqualTo(2);
  }

  @Test
  void aliasesAreMembersToo() {
    importOf(Export.of(Map.of(new Person(1), true, new Person(2), false)));

    assertThat(world.holders()).containsExactlyInAnyOrder("u1", "u2");
  }

  @Test
  void nobodyIsCreated() {
    int before = world.brazeState.profileCount();

    importOf(Export.ofUsers(1, 3, 10)); // 3 and 10 are no users

    assertThat(world.holders()).containsExactly("u1");
    assertThat(world.brazeState.profileCount()).isEqualTo(before);
  }

  @Test
  void aRenamedCohortHasItsMembersUnderTheNewNameAlone() {
    importOf(Export.ofUsers(1, 2));
    world.rename("Very important");
    importOf(Export.ofUsers(1, 2));

    assertThat(world.holders()).containsExactlyInAnyOrder("u1", "u2");
    assertThat(world.brazeState.holders(World.ATTRIBUTE, "VIPs")).isEmpty();
    assertThat(world.last().cohortName()).isEqualTo("Very important");
    assertThat(outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(counts().members().usersImported()).isEqualTo(2);
    assertThat(Verdicts.afterACleanRun(world, Export.ofUsers(1, 2))).isEmpty();
  }

  @Test
  void theOldNameIsFreeForAnotherCohortAfterTheRename() {
    importOf(Export.ofUsers(1, 2));
    world.rename("Very important");
    importOf(Export.ofUsers(1, 2));

    assertThat(world.store.holderOf("acme", "VIPs")).isEmpty();
    assertThat(world.store.holderOf("acme", "Very important")).contains("vips");
  }

  @Test
  void aLostAddThatLandedIsRemovedWhenTheUserLeaves() {
    world.braze.next(BrazeFault.GARBAGE_BUT_APPLIED, 4);
    importOf(Export.ofUsers(1, 2));

    importOf(Export.ofUsers(2));

    assertThat(world.holders()).containsExactly("u2");
  }

  @Test
  void anOutageOfAnHourEndsAsIfThereHadBeenNone() {
    world.writeFolder(Export.ofUsers(1, 2, 4, 5, 6));
    world.later(
        Duration.between(world.time.now(), world.entry().schedule().nextRunAt().orElseThrow()),
        () -> world.braze.outage(Duration.ofMinutes(20)));
    world.day();

    assertThat(outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(counts().effort().legs()).isGreaterThan(1);
    assertThat(world.holders()).hasSize(5);
  }

  @Test
  void b6AnOutageThatDoesNotEndEndsTheImportAndNothingIsBelievedThatIsNotSo() {
    importOf(Export.ofUsers(1));
    world.writeFolder(Export.ofUsers(1, 2));
    world.later(
        Duration.between(world.time.now(), world.entry().schedule().nextRunAt().orElseThrow()),
        () -> world.braze.outage(Duration.ofHours(5)));
    int before = world.braze.requests();
    world.day();

    assertThat(outcome()).isEqualTo(Outcome.FAILED);
    assertThat(world.last().ending().orElseThrow().reason()).contains(Reason.BRAZE_UNAVAILABLE);
    assertThat(world.holders()).containsExactly("u1");
    assertThat(world.braze.requests() - before).isLessThan(100);
    assertThat(Verdicts.whenQuiet(world)).isEmpty();
    world.braze.recover();
    assertThat(Verdicts.afterACleanRun(world, Export.ofUsers(1, 2))).isEmpty();
  }

  @Test
  void anImportThatDiesHalfWayIsFinishedByAnother() {
    world.gate.arm(Strike.killAfter(Port.BRAZE, 3));
    Map<Person, Boolean> many = new java.util.HashMap<>();
    for (int number = 0; number < 100; number++) {
      many.put(new Person(number), false);
    }

    importOf(Export.of(many));

    assertThat(outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(Verdicts.afterACleanRun(world, Export.of(many))).isEmpty();
  }

  @Test
  void b15OneMemberThatBrazeCannotTakeDoesNotHinderTheOthers() {
    world.excused.add(new Person(2));
    world.braze.poison("u2");

    importOf(Export.ofUsers(1, 2, 4, 5, 6, 7, 8));

    assertThat(world.holders()).containsExactlyInAnyOrder("u1", "u4", "u5", "u6", "u7", "u8");
    assertThat(counts().changes().refused()).isEqualTo(1);
    assertThat(counts().changes().accepted()).isEqualTo(6);
    assertThat(world.last().ending().orElseThrow().reason()).contains(Reason.MEMBERS_REFUSED);
  }

  @Test
  void theGuardHoldsAnEmptyExport() {
    importOf(Export.ofUsers(1, 2));

    importOf(Export.ofUsers());

    assertThat(outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(world.holders()).hasSize(2);
    assertThat(counts().members().usersImported()).isEqualTo(2);
  }

  @Test
  void aFullRefreshSendsEveryMemberAgain() {
    importOf(Export.ofUsers(1, 2));

    world.importNow("refresh", new ImportOptions(false, true, false), true);

    assertThat(counts().changes().addsPlanned()).isEqualTo(2);
    assertThat(world.holders()).hasSize(2);
  }

  /** Drain, in the words of the command. */
  @Test
  void aDrainedCohortHasNobodyAndItsNameIsFree() {
    importOf(Export.ofUsers(1, 2));

    world.drain();
    world.pause(Duration.ofSeconds(30));

    assertThat(world.holders()).isEmpty();
    assertThat(counts().members().usersImported()).isZero();
    assertThat(world.store.holderOf("acme", "VIPs")).isEmpty();
  }

  @Test
  void anImportAfterAChangeOfModeSendsEveryone() {
    importOf(Export.ofUsers(1, 2));
    DeliveryMode other =
        mode() == DeliveryMode.COHORT ? DeliveryMode.ATTRIBUTE : DeliveryMode.COHORT;
    World.changeMode(world, other);

    world.importNow("after", ImportOptions.PLAIN, true);
    world.pause(Duration.ofSeconds(30));

    ImportExecution after = world.last();
    assertThat(after.counts().changes().accepted()).isEqualTo(2);
    assertThat(after.ending().orElseThrow().message()).contains("mode");
    assertThat(world.holders()).containsExactlyInAnyOrder("u1", "u2");
  }
}

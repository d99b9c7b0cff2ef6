package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of each change is what all its sendings together allow to be said. */
class DeliveryTruthTest {
  private static final Logger QUIET = Logger.getLogger("ai.kubit.cohortimport");
  private static final int[] TEN = {1, 2, 4, 5, 6, 7, 8, 9, 11, 12};

  @TempDir Path scratch;
  private World world;

  @BeforeEach
  void begin() {
    QUIET.setLevel(Level.OFF);
  }

  @AfterEach
  void end() {
    QUIET.setLevel(null);
  }

  private void world(DeliveryMode mode) {
    world = new World(1, 10, scratch, mode);
  }

  private void importOf(int... users) {
    world.writeFolder(Export.ofUsers(users));
    world.day();
  }

  private Counts.Changes changes() {
    return world.last().counts().changes();
  }

  private static int[] without(int user) {
    return IntStream.of(TEN).filter(other -> other != user).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void anAddThatMayHaveLandedIsNotForgottenWhenItsRepetitionIsRefused(DeliveryMode mode) {
    world(mode);
    importOf(12);
    world.braze.next(BrazeFault.SERVER_ERROR_BUT_APPLIED, 1);
    world.braze.refuseRepeats(100);
    importOf(TEN);

    assertThat(changes().unknown()).isEqualTo(9);
    assertThat(changes().refused()).isZero();
    assertThat(world.last().ending().orElseThrow().reason()).contains(Reason.MEMBERS_UNKNOWN);

    assertThat(Verdicts.afterACleanRun(world, Export.ofUsers(without(1)))).isEmpty();
    assertThat(world.holders()).doesNotContain("u1");
  }

  @ParameterizedTest
  @EnumSource
  void aRemovalThatMayHaveLandedIsUnknownWhenItsRepetitionIsRefused(DeliveryMode mode) {
    world(mode);
    importOf(TEN);
    world.braze.next(BrazeFault.CLOSED_BUT_APPLIED, 1);
    world.braze.refuseRepeats(100);
    importOf(without(1));

    assertThat(changes().unknown()).isEqualTo(1);
    assertThat(Verdicts.afterACleanRun(world, Export.ofUsers(TEN))).isEmpty();
    assertThat(world.holders()).contains("u1");
  }

  @ParameterizedTest
  @EnumSource
  void whatADeadLegMayHaveSentIsNotRefusedForCertain(DeliveryMode mode) {
    world(mode);
    world.gate.arm(Strike.killAfter(Port.BRAZE, mode == DeliveryMode.COHORT ? 2 : 1));
    world.braze.refuseRepeats(100);
    importOf(TEN);

    assertThat(changes().unknown()).isEqualTo(10);
    assertThat(world.last().counts().effort().legs()).isEqualTo(2);
    assertThat(Verdicts.afterACleanRun(world, Export.ofUsers(without(1)))).isEmpty();
  }

  @Test
  void aRefusalInALegAfterOneThatEndedInOrderIsCertain() {
    world(DeliveryMode.ATTRIBUTE);
    world.braze.next(BrazeFault.NO_CONNECTION, 200);
    Instant due = world.entry().schedule().nextRunAt().orElseThrow();
    world.later(
        Duration.between(world.time.now(), due.plus(Duration.ofMinutes(4))), world.braze::recover);
    world.braze.block("u4");
    importOf(TEN);

    assertThat(world.last().counts().effort().legs()).isGreaterThan(1);
    assertThat(changes().accepted()).isEqualTo(9);
    assertThat(changes().refused()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"KEY_REFUSED", "FORBIDDEN", "NOT_FOUND", "REDIRECTED"})
  void aDenialThrowsNoAnswersAway(BrazeFault denial) {
    world(DeliveryMode.ATTRIBUTE);
    world.braze.next(denial, 1);
    importOf(IntStream.range(0, 60).toArray());

    assertThat(world.last().ending().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(changes().accepted()).isEqualTo(50);
    assertThat(changes().unknown()).isZero();
    assertThat(changes().notSent()).isEqualTo(10);
    assertThat(world.last().counts().members().usersImported()).isEqualTo(50);
  }

  @Test
  void aSuccessThatCountsNobodyImportsNobody() {
    world(DeliveryMode.ATTRIBUTE);
    world.braze.next(BrazeFault.COUNTS_NONE, 50);
    importOf(IntStream.range(0, 30).toArray());

    assertThat(world.holders()).isEmpty();
    assertThat(world.last().counts().members().usersImported()).isZero();
    assertThat(world.last().ending().orElseThrow().outcome())
        .isEqualTo(Outcome.COMPLETED_WITH_ERRORS);
    assertThat(world.last().ending().orElseThrow().message()).contains("accounts for 30 of 30");
  }

  @Test
  void aSuccessThatLeavesOneOutImportsNobodyForCertain() {
    world(DeliveryMode.ATTRIBUTE);
    world.braze.next(BrazeFault.COUNTS_FEWER, 2);
    importOf(TEN);

    assertThat(changes().unknown()).isEqualTo(10);
    assertThat(Verdicts.afterACleanRun(world, Export.ofUsers(TEN))).isEmpty();
    assertThat(new TreeSet<>(world.holders())).hasSize(10);
  }

  @ParameterizedTest
  @EnumSource
  void aSuccessThatAlsoSaysItsContraryIsNone(DeliveryMode mode) {
    world(mode);
    importOf(1, 2, 4, 5);
    world.braze.next(BrazeFault.TWO_MESSAGES, 3);
    importOf(1, 2, 4, 5, 7);

    assertThat(changes().unknown()).isEqualTo(1);
  }
}

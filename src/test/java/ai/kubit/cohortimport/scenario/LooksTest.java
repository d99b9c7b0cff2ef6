package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.AnswerText;
import ai.kubit.cohortimport.command.Command;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.local.braze.BrazeState;
import ai.kubit.cohortimport.local.braze.NewProfile;
import ai.kubit.cohortimport.local.braze.TrackObject;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.verification.Diagnosis;
import ai.kubit.cohortimport.verification.Verification;
import ai.kubit.cohortimport.verification.Verification.LookState;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import ai.kubit.cohortimport.workspace.Workspace.ProfileUse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at what Braze really holds: after imports, and when a person asks. */
class LooksTest {
  private static final Logger QUIET = Logger.getLogger("ai.kubit.cohortimport");
  private static final int MEMBERS = 1_160;
  private static final int UNKNOWN = 60;

  @TempDir Path scratch;
  private World world;

  @BeforeEach
  void begin() {
    QUIET.setLevel(Level.OFF);
    world = worldOf(DeliveryMode.ATTRIBUTE);
  }

  private World worldOf(DeliveryMode mode) {
    World fresh = new World(1, 75, scratch, mode);
    fresh.readProfiles(ProfileUse.VALUE);
    for (int i = UNKNOWN; i < MEMBERS; i++) {
      fresh.brazeState.create(NewProfile.identified("c" + i).withAlias("n" + i, "crm"));
    }
    return fresh;
  }

  @AfterEach
  void end() {
    QUIET.setLevel(null);
  }

  /** Members by external id; the first 60 are no users of Braze's. */
  private void importOf(int from, int to) {
    world.writeText(
        "external_id\n"
            + IntStream.range(from, to).mapToObj(i -> "c" + i).collect(Collectors.joining("\n"))
            + "\n");
    world.importNow("t" + from + "-" + to);
    world.settle();
    world.pause(Duration.ofSeconds(15)); // Braze applies what it took
  }

  private void importEveryone() {
    importOf(0, MEMBERS);
    assertThat(world.last().ending().orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  /** The five minutes after an import, and what follows. */
  private Verification lookAfterImport() {
    world.pause(Duration.ofMinutes(5));
    world.settle();
    return found();
  }

  private Verification found() {
    return world.last().verification().orElseThrow();
  }

  private String report() {
    String key = world.last().reports().get("not-in-braze");
    return new String(world.state.get(key).orElseThrow(), StandardCharsets.UTF_8);
  }

  private Answer verify(int sample) {
    return world.run(new Command.Verify(World.COHORT, sample, true)).orElseThrow();
  }

  private void track(int user, java.util.function.UnaryOperator<TrackObject> change) {
    world.brazeState.track(List.of(change.apply(TrackObject.externalId("c" + user))));
  }

  @Test
  void ofAllMembersExactlyThoseWhoExistAreFound() {
    importEveryone();

    Answer answer = verify(0);

    Verification found = found();
    assertThat(found.state()).isEqualTo(LookState.DONE);
    assertThat(found.diagnosis()).isEqualTo(Diagnosis.AGREES);
    assertThat(found.lookedUp())
        .isEqualTo(new Verification.LookedUp(MEMBERS, MEMBERS, UNKNOWN, 1_100, 0, 0));
    assertThat(found.estimate().orElseThrow().percent()).isEqualTo(94.8);
    assertThat(found.estimate().orElseThrow().isExact()).isTrue();
    assertThat(world.braze.profileReads()).isBetween(24, 28);
    assertThat(AnswerText.of(answer))
        .contains("of 1,160 members looked up, 1,100 exist (94.8 %)")
        .contains("all who exist are in the cohort");
  }

  @Test
  void anImportIsFollowedByALookFiveMinutesAfterItsLastAnswer() {
    importEveryone();
    ImportExecution done = world.last();
    assertThat(done.verification()).isEmpty();
    assertThat(world.braze.profileReads()).isZero();

    Verification found = lookAfterImport();

    assertThat(found.lookedUp().looked()).isBetween(900L, 1_100L);
    assertThat(found.estimate().orElseThrow().low()).isLessThanOrEqualTo(94.8);
    assertThat(found.estimate().orElseThrow().high()).isGreaterThanOrEqualTo(94.8);
    assertThat(found.diagnosis()).isEqualTo(Diagnosis.AGREES);
    assertThat(Duration.between(done.ending().orElseThrow().finishedAt(), found.at()))
        .isGreaterThan(Duration.ofMinutes(4));
    assertThat(world.last().counts()).isEqualTo(done.counts());
    assertThat(world.entry().look()).isEmpty();
  }

  @Test
  void theReportNamesWhoeverIsNotInBraze() {
    importEveryone();
    track(100, user -> user.remove(World.ATTRIBUTE, world.name()));

    verify(0);

    String report = report();
    assertThat(report.lines()).hasSize(1 + UNKNOWN + 1);
    assertThat(report).startsWith("finding,kind,id,label").contains("ABSENT,E,c7,");
    assertThat(report).contains("LACKS,E,c100,");
    assertThat(world.state.keys()).noneMatch(key -> key.contains("/looks/"));
  }

  @Test
  void aBlockedAttributeIsHeldByNobody() {
    world.brazeState.blockAttribute(World.ATTRIBUTE);
    importEveryone();
    assertThat(lookAfterImport().diagnosis()).isEqualTo(Diagnosis.NOBODY_HOLDS_IT);
  }

  @Test
  void anAttributeThatIsNoArrayIsHeldByNobody() {
    for (int i = UNKNOWN; i < MEMBERS; i++) {
      track(i, user -> user.text(World.ATTRIBUTE, "a text"));
    }
    importEveryone();
    assertThat(lookAfterImport().diagnosis()).isEqualTo(Diagnosis.NOBODY_HOLDS_IT);
  }

  @Test
  void fullArraysAreToldFromOtherReasons() {
    importEveryone();
    for (int i = UNKNOWN; i < UNKNOWN + 30; i++) {
      for (int value = 0; value < BrazeState.DEFAULT_ARRAY_MAXIMUM; value++) {
        String other = "other " + value;
        track(i, user -> user.add(World.ATTRIBUTE, other));
      }
    }
    verify(0);
    assertThat(found().diagnosis()).isEqualTo(Diagnosis.ARRAYS_FULL);
    assertThat(found().lookedUp().lacks()).isEqualTo(30);
  }

  @Test
  void aValueThatSomebodyTookAwayIsMissed() {
    importEveryone();
    track(100, user -> user.remove(World.ATTRIBUTE, world.name()));
    Answer answer = verify(0);
    assertThat(found().diagnosis()).isEqualTo(Diagnosis.SOME_LACK_IT);
    assertThat(found().isWell()).isFalse();
    assertThat(AnswerText.of(answer)).contains("1 of them are not in the cohort");
  }

  @Test
  void whoLeftAndStillHoldsItIsFound() {
    importEveryone();
    lookAfterImport();
    importOf(0, 1_000);
    track(1_100, user -> user.add(World.ATTRIBUTE, world.name()));

    Verification found = lookAfterImport();

    assertThat(found.diagnosis()).isEqualTo(Diagnosis.LEAVERS_HOLD_IT);
    assertThat(found.lookedUp().leaversHold()).isEqualTo(1);
  }

  @Test
  void aliasesThatDoNotMatchAreTheKindThatIsNamed() {
    world.writeText(
        "external_id,alias_name,alias_label\n"
            + IntStream.range(100, 200)
                .mapToObj(i -> "c" + i + ",,\n")
                .collect(Collectors.joining())
            + IntStream.range(200, 300)
                .mapToObj(i -> ",n" + i + ",wrong\n")
                .collect(Collectors.joining()));
    world.importNow("aliases");
    world.settle();

    verify(0);

    assertThat(found().diagnosis()).isEqualTo(Diagnosis.ALIASES_UNKNOWN);
    assertThat(found().lookedUp().absent()).isEqualTo(100);
    assertThat(found().lookedUp().holds()).isEqualTo(100);
  }

  @Test
  void aPartnerCohortTellsOnlyWhoExists() {
    world = worldOf(DeliveryMode.COHORT);
    importEveryone();
    verify(0);
    assertThat(found().diagnosis()).isEqualTo(Diagnosis.EXISTENCE_ONLY);
    assertThat(found().lookedUp().absent()).isEqualTo(UNKNOWN);
    assertThat(found().isWell()).isTrue();
  }

  @Test
  void matchAsksForNoAttribute() {
    world.readProfiles(ProfileUse.MATCH);
    importEveryone();
    track(100, user -> user.remove(World.ATTRIBUTE, world.name()));
    verify(0);
    assertThat(found().diagnosis()).isEqualTo(Diagnosis.EXISTENCE_ONLY);
    assertThat(found().lookedUp().holds()).isZero();
    assertThat(found().lookedUp().lacks()).isZero();
  }

  /** Braze takes up to nine seconds here to apply what it took. */
  @Test
  void aPersonWhoAsksAtOnceWaitsUntilBrazeHasAppliedTheImport() {
    world.writeText("external_id\nc100\nc101\nc102\n");
    world.importNow("wait", ImportOptions.PLAIN, true);

    verify(0);

    assertThat(found().diagnosis()).isEqualTo(Diagnosis.AGREES);
    assertThat(found().lookedUp().holds()).isEqualTo(3);
  }

  @Test
  void aLimitThatIsUsedUpEndsTheLookAndNoImport() {
    importEveryone();
    world.later(Duration.ofSeconds(20), () -> world.braze.next(BrazeFault.RATE_LIMITED, 1));

    verify(0);

    assertThat(found().state()).isEqualTo(LookState.CUT_SHORT);
    assertThat(found().message()).contains("profileReadsPerMinute");
    assertThat(found().lookedUp().looked()).isBetween(200L, MEMBERS - 200L);
    assertThat(found().diagnosis()).isEqualTo(Diagnosis.AGREES);
    assertThat(found().isWell()).isFalse();
    assertThat(world.entry().look()).isEmpty();
    importOf(100, MEMBERS);
    assertThat(world.last().ending().orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aLookThatDiesGoesOnWhereItWas() {
    importEveryone();
    world.gate.arm(Strike.killAfter(Port.BRAZE, 15));
    assertThat(world.run(new Command.Verify(World.COHORT, 0, true))).isEmpty();
    assertThat(world.entry().look()).isPresent();

    world.settle();
    world.pause(Duration.ofMinutes(20));
    world.settle();

    assertThat(found().lookedUp())
        .isEqualTo(new Verification.LookedUp(MEMBERS, MEMBERS, UNKNOWN, 1_100, 0, 0));
    assertThat(world.braze.profileReads()).isBetween(24, 39);
    assertThat(report().lines()).hasSize(1 + UNKNOWN);
  }

  @Test
  void aNewImportReplacesTheLookThatWaits() {
    importEveryone();
    importOf(0, 1_000);
    List<ImportExecution> history = world.history();

    Verification found = lookAfterImport();

    assertThat(found.lookedUp().members()).isEqualTo(1_000);
    assertThat(world.history().get(1).executionId()).isEqualTo(history.get(1).executionId());
    assertThat(world.history().get(1).verification()).isEmpty();
  }

  @Test
  void anImportThatBeginsEndsTheLegThatLooks() {
    importEveryone();
    world.later(Duration.ofSeconds(20), () -> world.importNow("meanwhile"));

    verify(0);
    world.settle();

    assertThat(world.history()).hasSize(2);
    assertThat(lookAfterImport().lookedUp().members()).isEqualTo(MEMBERS);
    assertThat(world.history().get(1).verification()).isEmpty();
  }

  @Test
  void withoutLeaveNothingIsLookedAt() {
    world.readProfiles(ProfileUse.OFF);
    importEveryone();
    assertThat(world.entry().look()).isEmpty();

    Answer answer = verify(0);

    assertThat(answer).isInstanceOf(Answer.WrongEvent.class);
    assertThat(AnswerText.of(answer)).contains("MATCH or VALUE").contains("users.export.ids");
    assertThat(world.braze.profileReads()).isZero();
  }

  @Test
  void beforeTheFirstImportThereIsNothingToLookFor() {
    assertThat(verify(0)).isInstanceOf(Answer.NothingThere.class);
  }

  @Test
  void aDryRunIsFollowedByNoLook() {
    importEveryone();
    lookAfterImport();
    world.writeText("external_id\nc100\n");
    world.importNow("dry", new ImportOptions(true, false, false), true);
    assertThat(world.entry().look()).isEmpty();
  }
}

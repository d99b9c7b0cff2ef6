package ai.kubit.cohortimport.local.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ai.kubit.cohortimport.local.braze.AppliedOperation.Kind;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrazeStateTest {
  private static final String COHORTS = "Kubit cohorts";

  private final BrazeState braze = new BrazeState();

  private TrackResult track(TrackObject... objects) {
    return braze.track(List.of(objects));
  }

  private static TrackObject user(String id) {
    return TrackObject.externalId(id).updateOnly();
  }

  @Test
  void anArrayIsAnOrderedSetAndAddingAgainMovesToTheEnd() {
    braze.createUsers("u");
    track(user("u").add(COHORTS, "A"));
    track(user("u").add(COHORTS, "B"));
    track(user("u").add(COHORTS, "A"));
    assertThat(braze.values("u", COHORTS)).containsExactly("B", "A");
  }

  @Test
  void removingAnAbsentValueChangesNothingButCostsADataPoint() {
    braze.createUsers("u");
    track(user("u").add(COHORTS, "A"));
    track(user("u").remove(COHORTS, "a"));
    assertThat(braze.values("u", COHORTS)).containsExactly("A");
    assertThat(braze.totals().dataPoints()).isEqualTo(2);
  }

  @Test
  void aFullArrayLosesItsOldestValue() {
    BrazeState small = new BrazeState(InstantSource.system(), 2);
    small.createUsers("u");
    small.track(List.of(user("u").add(COHORTS, "A")));
    small.track(List.of(user("u").add(COHORTS, "B")));
    small.track(List.of(user("u").add(COHORTS, "C")));
    assertThat(small.values("u", COHORTS)).containsExactly("B", "C");
    assertThat(small.totals().evicted()).isEqualTo(1);
  }

  @Test
  void anUnknownUserIsSilentlyIgnoredOnlyWithUpdateExistingOnly() {
    assertThat(track(user("nobody").add(COHORTS, "A")).processed()).isEqualTo(1);
    assertThat(braze.profileCount()).isZero();
    track(TrackObject.externalId("nobody").add(COHORTS, "A"));
    assertThat(braze.values("nobody", COHORTS)).containsExactly("A");
    assertThat(braze.totals().unknown()).isEqualTo(1);
    assertThat(braze.totals().created()).isEqualTo(1);
  }

  @Test
  void oneObjectMayAddAndRemove() {
    braze.createUsers("u");
    track(user("u").add(COHORTS, "Old"));
    track(user("u").change(COHORTS, List.of("New"), List.of("Old")));
    assertThat(braze.values("u", COHORTS)).containsExactly("New");
    assertThat(braze.holders(COHORTS, "New")).containsExactly("u");
  }

  @Test
  void aLongValueIsCutWhenAddedAndThereforeNotFoundWhenRemoved() {
    braze.createUsers("u");
    String name = "x".repeat(256);
    track(user("u").add(COHORTS, name));
    track(user("u").remove(COHORTS, name));
    assertThat(braze.values("u", COHORTS)).containsExactly("x".repeat(255));
  }

  @Test
  void overwritesAndNullsWipeWhatOtherCohortsWrote() {
    braze.createUsers("u", "v");
    track(user("u").add(COHORTS, "A"), user("v").add(COHORTS, "A"));
    track(user("u").set(COHORTS, "B"), user("v").wipe(COHORTS));
    assertThat(braze.values("u", COHORTS)).containsExactly("B");
    assertThat(braze.values("v", COHORTS)).isEmpty();
    assertThat(braze.totals().overwritten()).isEqualTo(2);
  }

  @Test
  void refusedObjectsAreNamedByTheirIndexAndTheOthersAreApplied() {
    braze.createUsers("u");
    braze.block("spam");
    TrackObject both = user("u").add(COHORTS, "A");
    both.brazeId = "b";
    TrackResult result =
        track(
            both,
            user("u").add(COHORTS, "A"),
            new TrackObject().add(COHORTS, "A"),
            user("é".repeat(494)).add(COHORTS, "A"),
            user("spam").add(COHORTS, "A"));
    assertThat(result.errors())
        .extracting(TrackResult.ObjectError::index)
        .containsExactly(0, 2, 3, 4);
    assertThat(result.errors().get(2).type())
        .isEqualTo("'external_id' must be fewer than 988 bytes");
    assertThat(braze.values("u", COHORTS)).containsExactly("A");
  }

  @Test
  void aliasesAndBrazeIdsNameProfilesToo() {
    String id = braze.create(NewProfile.anonymous().withAlias("n", "l").withDevice("d"));
    track(
        TrackObject.alias("n", "l").add(COHORTS, "A"),
        TrackObject.alias("n", "L").add(COHORTS, "A"));
    track(TrackObject.brazeId(id).updateOnly().add(COHORTS, "B"));
    assertThat(braze.valuesOfAlias("n", "l", COHORTS)).containsExactly("A", "B");
    assertThat(braze.holders(COHORTS, "A")).containsExactly("alias:l/n");
  }

  @Test
  void theLogTellsWhatWasAppliedInWhichOrder() {
    braze.createUsers("u", "v");
    track(user("u").remove(COHORTS, "A"));
    track(user("v").add(COHORTS, "A"));
    assertThat(braze.operations(COHORTS))
        .extracting(AppliedOperation::profile, AppliedOperation::kind, AppliedOperation::changed)
        .containsExactly(tuple("u", Kind.REMOVE, false), tuple("v", Kind.ADD, true));
  }

  @Test
  void aDeviceIdMatchesOnlyAnonymousUsersInAPartnerCohort() {
    String anonymous = braze.create(NewProfile.anonymous().withDevice("d1"));
    braze.create(NewProfile.identified("u").withDevice("d2"));
    braze.nameCohort("c", "Cohort");
    CohortChange join = new CohortChange(List.of(), List.of("d1", "d2", "d3"), List.of(), false);
    braze.changeCohort("c", List.of(join));
    assertThat(braze.cohortMembers("c")).containsExactly("device:d1");
    braze.identify(anonymous, "v");
    CohortChange leave = new CohortChange(List.of(), List.of("d1"), List.of(), true);
    braze.changeCohort("c", List.of(leave));
    assertThat(braze.cohortMembers("c")).containsExactly("v");
  }
}

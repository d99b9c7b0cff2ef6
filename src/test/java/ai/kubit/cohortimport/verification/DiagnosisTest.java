package ai.kubit.cohortimport.verification;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId.Kind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private static final ProfileFinding HOLDS = new ProfileFinding(true, true, 3);
  private static final ProfileFinding LACKS = new ProfileFinding(true, false, 3);
  private static final ProfileFinding FULL = new ProfileFinding(true, false, 500);

  private LookTally tally = LookTally.NOTHING;

  private DiagnosisTest members(int count, Kind kind, ProfileFinding profile) {
    IntStream.range(0, count).forEach(i -> tally = tally.plus(kind, profile, true));
    return this;
  }

  private DiagnosisTest leavers(int count, ProfileFinding profile) {
    IntStream.range(0, count).forEach(i -> tally = tally.plusLeaver(profile));
    return this;
  }

  private Diagnosis diagnosis() {
    return Diagnosis.of(tally, 1160, true);
  }

  @Test
  void whoExistsHoldsItAndNobodyElse() {
    members(1100, Kind.EXTERNAL_ID, HOLDS).members(60, Kind.EXTERNAL_ID, ProfileFinding.ABSENT);
    leavers(20, LACKS).leavers(5, ProfileFinding.ABSENT);
    assertThat(diagnosis()).isEqualTo(Diagnosis.AGREES);
    assertThat(tally.looked()).isEqualTo(1160);
    assertThat(tally.found()).isEqualTo(1100);
    assertThat(tally.absent()).isEqualTo(60);
  }

  @Test
  void nobodyHoldsItWhereTheAttributeIsBlockedOrMissing() {
    assertThat(members(50, Kind.EXTERNAL_ID, ProfileFinding.EXISTS).diagnosis())
        .isEqualTo(Diagnosis.NOBODY_HOLDS_IT);
  }

  @Test
  void nobodyHoldsItWhereTheAttributeIsNoArray() {
    assertThat(members(50, Kind.EXTERNAL_ID, ProfileFinding.OTHER_TYPE).diagnosis())
        .isEqualTo(Diagnosis.NOBODY_HOLDS_IT);
  }

  @Test
  void whoLacksItHasAFullArray() {
    assertThat(members(90, Kind.EXTERNAL_ID, HOLDS).members(10, Kind.EXTERNAL_ID, FULL).diagnosis())
        .isEqualTo(Diagnosis.ARRAYS_FULL);
    assertThat(members(9, Kind.ALIAS, FULL).diagnosis()).isEqualTo(Diagnosis.ARRAYS_FULL);
  }

  @Test
  void someLackItWithoutAReasonOfTheirOwn() {
    assertThat(members(90, Kind.EXTERNAL_ID, HOLDS).members(1, Kind.ALIAS, LACKS).diagnosis())
        .isEqualTo(Diagnosis.SOME_LACK_IT);
  }

  @Test
  void theKindWhoseIdsDoNotMatchIsNamed() {
    members(90, Kind.EXTERNAL_ID, HOLDS);
    members(3, Kind.ALIAS, HOLDS).members(7, Kind.ALIAS, ProfileFinding.ABSENT);
    assertThat(diagnosis()).isEqualTo(Diagnosis.ALIASES_UNKNOWN);
    members(91, Kind.EXTERNAL_ID, ProfileFinding.ABSENT);
    assertThat(diagnosis()).isEqualTo(Diagnosis.EXTERNAL_IDS_UNKNOWN);
  }

  @Test
  void idsThatDoNotMatchExplainWhoLacksIt() {
    members(8, Kind.DEVICE_ID, ProfileFinding.ABSENT).members(2, Kind.DEVICE_ID, LACKS);
    assertThat(diagnosis()).isEqualTo(Diagnosis.DEVICES_UNKNOWN);
  }

  @Test
  void halfOfThemOrAFewSayNothingAboutAKind() {
    members(5, Kind.EXTERNAL_ID, HOLDS).members(5, Kind.EXTERNAL_ID, ProfileFinding.ABSENT);
    members(4, Kind.ALIAS, ProfileFinding.ABSENT);
    assertThat(diagnosis()).isEqualTo(Diagnosis.AGREES);
  }

  /** Nobody of them holds the name, so they cannot agree, however few they are. */
  @Test
  void aFewOfWhomNobodyExistsDoNotAgree() {
    assertThat(members(3, Kind.ALIAS, ProfileFinding.ABSENT).diagnosis())
        .isEqualTo(Diagnosis.ALIASES_UNKNOWN);
    assertThat(members(4, Kind.EXTERNAL_ID, ProfileFinding.ABSENT).diagnosis())
        .isEqualTo(Diagnosis.EXTERNAL_IDS_UNKNOWN);
  }

  @Test
  void leaversWhoStillHoldItAreToldAfterMembersWhoDoNot() {
    members(90, Kind.EXTERNAL_ID, HOLDS).leavers(1, HOLDS);
    assertThat(diagnosis()).isEqualTo(Diagnosis.LEAVERS_HOLD_IT);
    members(1, Kind.EXTERNAL_ID, LACKS);
    assertThat(diagnosis()).isEqualTo(Diagnosis.SOME_LACK_IT);
  }

  @Test
  void withoutTheAttributeOnlyExistenceIsTold() {
    LookTally one = LookTally.NOTHING.plus(Kind.EXTERNAL_ID, ProfileFinding.EXISTS, false);
    assertThat(one.holders().lacks()).isZero();
    assertThat(Diagnosis.of(one, 1, false)).isEqualTo(Diagnosis.EXISTENCE_ONLY);
  }

  @Test
  void whereNobodyCouldBeLookedUpThatIsTold() {
    assertThat(Diagnosis.of(LookTally.NOTHING, 3, true)).isEqualTo(Diagnosis.NOTHING_SEEN);
    assertThat(Diagnosis.of(LookTally.NOTHING, 0, true)).isEqualTo(Diagnosis.AGREES);
  }

  @Test
  void onlyTwoDiagnosesLeaveNothingToDo() {
    assertThat(Diagnosis.values())
        .filteredOn(Diagnosis::isWell)
        .containsExactly(Diagnosis.AGREES, Diagnosis.EXISTENCE_ONLY);
  }
}

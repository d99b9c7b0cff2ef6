package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.cohort.MemberId.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who stays and is sent again, because a leaver may take the value along. */
class SharedProfilesTest {

  private static MemberId member(Kind kind, String id) {
    return switch (kind) {
      case EXTERNAL_ID -> MemberId.externalId(id);
      case ALIAS -> MemberId.alias(id, "label");
      case DEVICE_ID -> MemberId.deviceId(id);
    };
  }

  private static Optional<MemberChange> again(Kind leaving, MembershipRow stays) {
    SharedProfiles profiles = new SharedProfiles("VIP");
    profiles.left(MemberChange.removing(member(leaving, "leaver"), "VIP"));
    profiles.stay(List.of(stays), List.of());
    return profiles.again(stays);
  }

  /** The plan's table of H, a held leaver who is back: beside which leavers it is sent again. */
  @ParameterizedTest
  @CsvSource({
    "EXTERNAL_ID, EXTERNAL_ID, false",
    "EXTERNAL_ID, ALIAS,       true",
    "EXTERNAL_ID, DEVICE_ID,   true",
    "ALIAS,       EXTERNAL_ID, true",
    "ALIAS,       ALIAS,       true",
    "ALIAS,       DEVICE_ID,   true",
    "DEVICE_ID,   EXTERNAL_ID, true",
    "DEVICE_ID,   ALIAS,       true",
    "DEVICE_ID,   DEVICE_ID,   true",
  })
  void aHeldLeaverWhoIsBackIsSentAgainBesideWhoMayBeTheSame(
      Kind stays, Kind leaving, boolean again) {
    MemberId member = member(stays, "stays");
    MembershipRow certain = MembershipRow.certain(member, "VIP", "");

    assertThat(again(leaving, certain.besideAnAdd()))
        .isEqualTo(
            again
                ? Optional.of(MemberChange.adding(member, "VIP"))
                : Optional.<MemberChange>empty());
    assertThat(again(leaving, certain)).isEmpty();
    assertThat(SharedProfiles.mayBeOneOf(EnumSet.of(leaving), member)).isEqualTo(again);
  }

  @Test
  void aHeldLeaverWhoLeavesOrWhoHoldsAnotherNameIsNotSentAgain() {
    MembershipRow held = MembershipRow.certain(member(Kind.ALIAS, "a"), "VIP", "").besideAnAdd();
    SharedProfiles profiles = new SharedProfiles("VIP");
    MemberChange leaves = MemberChange.removing(held.member(), "VIP");
    profiles.left(leaves);
    profiles.stay(List.of(held), List.of(leaves));

    assertThat(profiles.isEmpty()).isTrue();
    assertThat(profiles.again(held)).isEmpty();
    assertThat(
            again(
                Kind.ALIAS,
                MembershipRow.certain(member(Kind.ALIAS, "b"), "Old", "").besideAnAdd()))
        .isEmpty();
  }

  @Test
  void besideNobodyWhoLeavesNobodyIsSentAgain() {
    assertThat(SharedProfiles.mayBeOneOf(EnumSet.noneOf(Kind.class), member(Kind.ALIAS, "a")))
        .isFalse();
  }
}

package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of the fold table, from every belief. */
class FoldTest {
  private static final MemberId MEMBER = MemberId.externalId("u1");
  private static final MembershipRow ADDED = MembershipRow.certain(MEMBER, "VIP", "new-profile");

  /**
   * {@code certain}, {@code maybe}, {@code H} (a held leaver), each with the refused removals so
   * far, or {@code none}.
   */
  private static Optional<MembershipRow> belief(String text) {
    if (text.equals("none")) {
      return Optional.empty();
    }
    String[] parts = text.split("-", 2);
    int refused = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    return Optional.of(
        new MembershipRow(
            MEMBER,
            "VIP",
            !parts[0].equals("maybe"),
            "old-profile",
            refused,
            parts[0].equals("H")));
  }

  private static String text(Optional<MembershipRow> belief) {
    return belief
        .map(
            known ->
                (known.heldBeside() ? "H" : known.certain() ? "certain" : "maybe")
                    + (known.removalsRefused() == 0 ? "" : "-" + known.removalsRefused()))
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "none,      ACCEPTED, certain",
    "maybe,     ACCEPTED, certain",
    "maybe-2,   ACCEPTED, certain",
    "certain,   ACCEPTED, certain",
    "certain-2, ACCEPTED, certain",
    "none,      REFUSED,  none",
    "maybe,     REFUSED,  maybe",
    "maybe-2,   REFUSED,  maybe-2",
    "certain,   REFUSED,  maybe",
    "none,      UNKNOWN,  maybe",
    "maybe,     UNKNOWN,  maybe",
    "certain,   UNKNOWN,  certain",
    "none,      NOT_DONE, none",
    "maybe,     NOT_DONE, maybe",
    "certain,   NOT_DONE, certain",
    "H,         ACCEPTED, certain",
    "H-1,       ACCEPTED, certain",
    "H,         REFUSED,  maybe",
    "H,         UNKNOWN,  H",
    "H,         NOT_DONE, H",
  })
  void afterAnAdd(String before, Fate fate, String after) {
    MembershipRow added = fate == Fate.NOT_DONE ? MembershipRow.certain(MEMBER, "VIP", "") : ADDED;

    assertThat(text(Fold.afterAdd(belief(before), added, fate))).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({
    "certain,   ACCEPTED, none",
    "maybe,     ACCEPTED, none",
    "certain-2, ACCEPTED, none",
    "certain,   REFUSED,  certain-1",
    "certain-1, REFUSED,  certain-2",
    "certain-2, REFUSED,  none",
    "maybe,     REFUSED,  maybe-1",
    "maybe-1,   REFUSED,  maybe-2",
    "maybe-2,   REFUSED,  none",
    "certain,   UNKNOWN,  maybe",
    "certain-2, UNKNOWN,  maybe",
    "maybe,     UNKNOWN,  maybe",
    "certain,   NOT_DONE, certain",
    "certain-1, NOT_DONE, certain-1",
    "maybe,     NOT_DONE, maybe",
    "H,         ACCEPTED, none",
    "H,         REFUSED,  maybe-1",
    "H-1,       REFUSED,  maybe-2",
    "H-2,       REFUSED,  none",
    "H,         UNKNOWN,  maybe",
    "H,         NOT_DONE, maybe",
    "H-1,       NOT_DONE, maybe-1",
  })
  void afterARemoval(String before, Fate fate, String after) {
    assertThat(text(Fold.afterRemove(belief(before).orElseThrow(), fate))).isEqualTo(after);
  }

  @Test
  void aDeviceThatWasFoundAndNotToldKeepsItsProfile() {
    assertThat(Fold.afterAdd(Optional.empty(), ADDED, Fate.NOT_DONE))
        .contains(MembershipRow.maybe(MEMBER, "VIP", "new-profile"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCEPTED", "UNKNOWN"})
  void anAddedMemberKeepsWhoAndWhatWasSent(Fate fate) {
    MembershipRow after = Fold.afterAdd(Optional.empty(), ADDED, fate).orElseThrow();

    assertThat(after.member()).isEqualTo(MEMBER);
    assertThat(after.value()).isEqualTo("VIP");
    assertThat(after.brazeId()).isEqualTo("new-profile");
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "UNKNOWN"})
  void aMemberWhoIsNotGoneKeepsWhoAndWhatWasBelieved(Fate fate) {
    MembershipRow after = Fold.afterRemove(belief("certain").orElseThrow(), fate).orElseThrow();

    assertThat(after.member()).isEqualTo(MEMBER);
    assertThat(after.value()).isEqualTo("VIP");
    assertThat(after.brazeId()).isEqualTo("old-profile");
  }

  @Test
  void aCertainMemberWhoseRefreshIsLostStaysWhollyAsBelieved() {
    Optional<MembershipRow> before = belief("certain");

    assertThat(Fold.afterAdd(before, ADDED, Fate.UNKNOWN)).isEqualTo(before);
  }
}

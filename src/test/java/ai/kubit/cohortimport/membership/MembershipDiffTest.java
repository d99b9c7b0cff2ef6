package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MembershipDiff.SliceChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipDiffTest {
  private static final MemberId ANN = MemberId.externalId("ann");
  private static final MemberId DEVICE = MemberId.deviceId("device");

  private static SliceChanges diff(List<MemberId> export, List<MembershipRow> believed) {
    return new MembershipDiff("VIP", false, member -> true).changes(export, believed);
  }

  private static SliceChanges refresh(List<MemberId> export, List<MembershipRow> believed) {
    return new MembershipDiff("VIP", true, member -> true).changes(export, believed);
  }

  private static SliceChanges withoutDevices(
      boolean refreshAll, List<MemberId> export, List<MembershipRow> believed) {
    return new MembershipDiff("VIP", refreshAll, member -> member.kind() != MemberId.Kind.DEVICE_ID)
        .changes(export, believed);
  }

  @Test
  void whoEnteredIsAdded() {
    SliceChanges changes = diff(List.of(ANN, ANN), List.of());

    assertThat(changes)
        .isEqualTo(
            new SliceChanges(List.of(), List.of(MemberChange.adding(ANN, "VIP")), 1, 1, 0, 0, 0));
  }

  @Test
  void whoLeftIsRemovedFromEveryValueOnTheKnownProfile() {
    SliceChanges changes =
        diff(
            List.of(),
            List.of(
                MembershipRow.certain(ANN, "VIP", "profile"),
                MembershipRow.maybe(ANN, "Old", "profile")));

    assertThat(changes)
        .isEqualTo(
            new SliceChanges(
                List.of(new MemberChange(ANN, "profile", null, List.of("VIP", "Old"))),
                List.of(),
                0,
                0,
                0,
                0,
                1));
  }

  @Test
  void whoStaysCertainlyCostsNothing() {
    assertThat(diff(List.of(ANN), List.of(MembershipRow.certain(ANN, "VIP", ""))))
        .isEqualTo(new SliceChanges(List.of(), List.of(), 1, 0, 1, 0, 1));
  }

  @Test
  void whoIsOnlyMaybeThereIsAddedAgainOnTheKnownProfile() {
    assertThat(diff(List.of(ANN), List.of(MembershipRow.maybe(ANN, "VIP", "profile"))).additions())
        .containsExactly(new MemberChange(ANN, "profile", "VIP", List.of()));
  }

  @Test
  void aRenameIsOneObjectWithBothChanges() {
    SliceChanges changes =
        diff(List.of(ANN), List.of(MembershipRow.certain(ANN, "Old", "profile")));

    assertThat(changes.additions())
        .containsExactly(new MemberChange(ANN, "profile", "VIP", List.of("Old")));
    assertThat(changes.removals()).isEmpty();
    assertThat(changes.unchanged()).isZero();
  }

  @Test
  void anOldNameThatIsStillThereIsRemovedFromWhoHoldsTheNewOne() {
    SliceChanges changes =
        diff(
            List.of(ANN),
            List.of(MembershipRow.maybe(ANN, "Old", ""), MembershipRow.certain(ANN, "VIP", "")));

    assertThat(changes.additions())
        .containsExactly(new MemberChange(ANN, "", null, List.of("Old")));
    assertThat(changes.unchanged()).isEqualTo(1);
  }

  @Test
  void aRefreshSendsWhoIsCertainAgain() {
    SliceChanges changes = refresh(List.of(ANN), List.of(MembershipRow.certain(ANN, "VIP", "")));

    assertThat(changes.additions()).containsExactly(MemberChange.adding(ANN, "VIP"));
    assertThat(changes.unchanged()).isZero();
  }

  @Test
  void whoCannotBeAddressedIsCountedAndNotSent() {
    assertThat(withoutDevices(false, List.of(DEVICE), List.of()))
        .isEqualTo(new SliceChanges(List.of(), List.of(), 1, 0, 0, 1, 0));
  }

  @Test
  void whoIsThereAndCanNoLongerBeAddressedIsUnchangedEvenWhenRefreshed() {
    assertThat(
            withoutDevices(
                true, List.of(DEVICE), List.of(MembershipRow.certain(DEVICE, "VIP", ""))))
        .isEqualTo(new SliceChanges(List.of(), List.of(), 1, 0, 1, 0, 1));
  }

  /** The rule of the class, word by word, over sets of pairs. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void randomChangesAgreeWithPlainSets(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      List<MemberId> export = new ArrayList<>();
      List<MembershipRow> believed = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        MemberId member =
            random.nextInt(4) == 0 ? MemberId.deviceId("m" + i) : MemberId.externalId("m" + i);
        for (int times = random.nextInt(3); times > 0; times--) {
          export.add(member);
        }
        for (String value : List.of("VIP", "Old", "Older")) {
          if (random.nextInt(3) == 0) {
            believed.add(new MembershipRow(member, value, random.nextBoolean(), "p" + i, 0));
          }
        }
      }
      boolean refreshAll = random.nextInt(4) == 0;
      compare(refreshAll, export, believed, withoutDevices(refreshAll, export, believed));
    }
  }

  private static void compare(
      boolean refreshAll,
      List<MemberId> export,
      List<MembershipRow> believed,
      SliceChanges changes) {
    Set<MemberId> desired = new HashSet<>(export);
    Set<MemberId> certain = new HashSet<>();
    Map<MemberId, Set<String>> remove = new HashMap<>();
    Set<MemberId> members = new HashSet<>();
    for (MembershipRow belief : believed) {
      members.add(belief.member());
      boolean wanted = belief.value().equals("VIP") && desired.contains(belief.member());
      if (wanted && belief.certain()) {
        certain.add(belief.member());
      }
      if (!wanted) {
        remove.computeIfAbsent(belief.member(), m -> new HashSet<>()).add(belief.value());
      }
    }
    Set<MemberId> add = new HashSet<>(desired);
    if (!refreshAll) {
      add.removeAll(certain);
    }
    Set<MemberId> unsupported = new HashSet<>(add);
    unsupported.removeIf(
        member -> member.kind() != MemberId.Kind.DEVICE_ID || members.contains(member));
    // Whoever is believed in was looked up once, and needs no lookup any more.
    add.removeIf(member -> member.kind() == MemberId.Kind.DEVICE_ID && !members.contains(member));
    Set<MemberId> unchanged = new HashSet<>(certain);
    unchanged.removeAll(add);

    Map<MemberId, Set<String>> removed = new HashMap<>();
    changes.removals().forEach(c -> removed.put(c.member(), new HashSet<>(c.remove())));
    Set<MemberId> added = new HashSet<>();
    for (MemberChange change : changes.additions()) {
      change.added().ifPresent(value -> added.add(change.member()));
      if (!change.remove().isEmpty()) {
        removed.put(change.member(), new HashSet<>(change.remove()));
      }
      assertThat(desired).contains(change.member());
    }
    changes.removals().forEach(c -> assertThat(desired.contains(c.member())).isFalse());
    assertThat(added.equals(add)).isTrue();
    assertThat(removed.equals(remove)).isTrue();
    assertThat(changes.members()).isEqualTo(desired.size());
    assertThat(changes.duplicates()).isEqualTo(export.size() - desired.size());
    assertThat(changes.unchanged()).isEqualTo(unchanged.size());
    assertThat(changes.unsupported()).isEqualTo(unsupported.size());
    assertThat(changes.believedMembers()).isEqualTo(members.size());
    assertThat(changes.members())
        .isEqualTo(changes.unchanged() + added.size() + changes.unsupported());
  }
}

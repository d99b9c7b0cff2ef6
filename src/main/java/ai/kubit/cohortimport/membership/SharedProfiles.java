package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds members who stay, but lose their value because another member leaves.
 *
 * <p>Two devices may have one anonymous profile. If one of them leaves the cohort, its removal
 * takes the value from the profile, and so from the device that stays, too. So the device that
 * stays is added again, in a step of its own ({@code again-}) after the removals. If that add is
 * not accepted, the profile does not hold the value. So such a step leaves the row <em>maybe</em>,
 * never certain as it was before.
 *
 * <p>The same holds for a member who stays and is {@link MembershipRow#heldBeside}, if somebody
 * leaves who may be the same person. The project's page "State", chapter "One person under two
 * names", explains why.
 */
final class SharedProfiles {
  private final String value;
  private final Set<String> losing = new HashSet<>();
  private final Set<MemberId> leavers = new HashSet<>();
  private final Set<MemberId.Kind> kindsLeaving = EnumSet.noneOf(MemberId.Kind.class);
  private final Set<MemberId> heldBeside = new HashSet<>();

  /**
   * Creates it without any member.
   *
   * @param value the value that members must hold
   */
  SharedProfiles(String value) {
    this.value = value;
  }

  /** Notes a member who leaves. */
  void left(MemberChange removal) {
    kindsLeaving.add(removal.member().kind());
    if (!removal.brazeId().isEmpty() && removal.remove().contains(value)) {
      losing.add(removal.brazeId());
      leavers.add(removal.member());
    }
  }

  /** Notes the members of a slice who are {@link MembershipRow#heldBeside} and stay. */
  void stay(List<MembershipRow> believed, List<MemberChange> removals) {
    Set<MemberId> leaving = new HashSet<>();
    removals.forEach(removal -> leaving.add(removal.member()));
    for (MembershipRow belief : believed) {
      if (belief.heldBeside() && !leaving.contains(belief.member())) {
        heldBeside.add(belief.member());
      }
    }
  }

  boolean isEmpty() {
    return losing.isEmpty() && (heldBeside.isEmpty() || kindsLeaving.isEmpty());
  }

  /**
   * Whether a member with one of these kinds of identifier may be the same person as this member.
   * Two external ids are always two persons. About an alias or a device nobody can say.
   */
  static boolean mayBeOneOf(Set<MemberId.Kind> others, MemberId member) {
    return member.kind() == MemberId.Kind.EXTERNAL_ID
        ? others.contains(MemberId.Kind.ALIAS) || others.contains(MemberId.Kind.DEVICE_ID)
        : !others.isEmpty();
  }

  /**
   * The change that must be sent again for a member who stays; empty if none. Call it only after
   * all leavers were noted.
   */
  Optional<MemberChange> again(MembershipRow belief) {
    boolean loses =
        belief.certain()
            && belief.value().equals(value)
            && (losesItsProfile(belief) || losesItsOtherName(belief));
    return loses
        ? Optional.of(MemberChange.adding(belief.member(), value).of(belief.brazeId()))
        : Optional.empty();
  }

  private boolean losesItsProfile(MembershipRow belief) {
    return losing.contains(belief.brazeId()) && !leavers.contains(belief.member());
  }

  private boolean losesItsOtherName(MembershipRow belief) {
    return belief.heldBeside()
        && heldBeside.contains(belief.member())
        && mayBeOneOf(kindsLeaving, belief.member());
  }
}

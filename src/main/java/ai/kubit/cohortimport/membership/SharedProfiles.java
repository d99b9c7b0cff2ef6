package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two devices may lead to one anonymous profile. When one of them leaves, its removal takes the
 * value from the profile, and so from the one that stays; that one is added again, in a step of its
 * own that follows the removals. Should it not be accepted, the value is lost for certain until
 * then: such a step leaves <em>maybe</em>, never the certainty of before.
 *
 * <p>The same goes for who stays and is {@link MembershipRow#heldBeside}, when somebody leaves who
 * may be the same person.
 */
final class SharedProfiles {
  private final String value;
  private final Set<String> losing = new HashSet<>();
  private final Set<MemberId> leavers = new HashSet<>();
  private final Set<MemberId.Kind> kindsLeaving = EnumSet.noneOf(MemberId.Kind.class);
  private final Set<MemberId> heldBeside = new HashSet<>();

  /**
   * None yet.
   *
   * @param value what members are to hold
   */
  SharedProfiles(String value) {
    this.value = value;
  }

  /** Takes notice of a member who leaves. */
  void left(MemberChange removal) {
    kindsLeaving.add(removal.member().kind());
    if (!removal.brazeId().isEmpty() && removal.remove().contains(value)) {
      losing.add(removal.brazeId());
      leavers.add(removal.member());
    }
  }

  /** Takes notice of those of a slice who are {@link MembershipRow#heldBeside} and stay. */
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
   * Whether somebody of these kinds may be the member under another name. An external id is another
   * person than every other external id; of an alias and a device nobody can say.
   */
  static boolean mayBeOneOf(Set<MemberId.Kind> others, MemberId member) {
    return member.kind() == MemberId.Kind.EXTERNAL_ID
        ? others.contains(MemberId.Kind.ALIAS) || others.contains(MemberId.Kind.DEVICE_ID)
        : !others.isEmpty();
  }

  /** What must be sent again to somebody who stays; all leavers must be known by now. */
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

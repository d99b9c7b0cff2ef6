package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Two devices may lead to one anonymous profile. When one of them leaves, its removal takes the
 * value from the profile, and so from the one that stays; that one is added again, in a step of its
 * own that follows the removals. Should it not be accepted, the value is lost for certain until
 * then: such a step leaves <em>maybe</em>, never the certainty of before.
 */
final class SharedProfiles {
  private final String value;
  private final Set<String> losing = new HashSet<>();
  private final Set<MemberId> leavers = new HashSet<>();

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
    if (!removal.brazeId().isEmpty() && removal.remove().contains(value)) {
      losing.add(removal.brazeId());
      leavers.add(removal.member());
    }
  }

  boolean isEmpty() {
    return losing.isEmpty();
  }

  /** What must be sent again to somebody who stays; all leavers must be known by now. */
  Optional<MemberChange> again(Believed belief) {
    boolean loses =
        belief.certain()
            && belief.value().equals(value)
            && losing.contains(belief.brazeId())
            && !leavers.contains(belief.member());
    return loses
        ? Optional.of(MemberChange.adding(belief.member(), value).of(belief.brazeId()))
        : Optional.empty();
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to change for one member: one object of a request to Braze. If a cohort is renamed, one
 * object adds the new value and removes the old ones. No value is in both.
 *
 * @param member the member
 * @param brazeId the profile that a device lookup found; the empty string if the member's own
 *     identifier is sent
 * @param add the value to add to the attribute, or null
 * @param remove the values to remove from the attribute; may be empty
 */
public record MemberChange(MemberId member, String brazeId, String add, List<String> remove) {
  public MemberChange {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(brazeId, "brazeId");
    remove = List.copyOf(remove);
    if (add == null && remove.isEmpty()) {
      throw new IllegalArgumentException("a change must change something");
    }
    if (add != null && remove.contains(add)) {
      throw new IllegalArgumentException("a value cannot be added and removed at once");
    }
  }

  public static MemberChange adding(MemberId member, String value) {
    return new MemberChange(member, "", value, List.of());
  }

  public static MemberChange removing(MemberId member, String value) {
    return new MemberChange(member, "", null, List.of(value));
  }

  /** The same change for the profile that a device lookup found. */
  public MemberChange of(String foundBrazeId) {
    return new MemberChange(member, foundBrazeId, add, remove);
  }

  public Optional<String> added() {
    return Optional.ofNullable(add);
  }

  /** How many single changes this is. The counts of the history count single changes. */
  public int size() {
    return (add == null ? 0 : 1) + remove.size();
  }
}

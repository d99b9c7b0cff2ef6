package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to change for one member: one object of one request to Braze. A renamed cohort asks for
 * the new value to be added and the old ones removed in the same object; no value is ever in both.
 *
 * @param member who
 * @param brazeId the profile that a device lookup found; empty where the member names itself
 * @param add the value to add to the attribute, or null
 * @param remove the values to remove from the attribute, possibly none
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

  /** How many single changes this is: each counts as one in the equations of the history. */
  public int size() {
    return (add == null ? 0 : 1) + remove.size();
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.Objects;

/**
 * One row of a membership: in Braze, this member holds this value, certainly or maybe.
 *
 * @param value the name of the cohort as it was sent
 * @param certain whether Braze certainly accepted it; otherwise it is maybe
 * @param brazeId the profile that a device lookup found; the empty string if the member's own
 *     identifier is sent
 * @param removalsRefused in how many executions in a row Braze refused its removal
 * @param heldBeside whether its removal was once held back or refused while a member was added who
 *     may be the same person under another name. The row is certain, but a removal of that other
 *     member would take the value from this one, too
 */
record MembershipRow(
    MemberId member,
    String value,
    boolean certain,
    String brazeId,
    int removalsRefused,
    boolean heldBeside) {
  MembershipRow {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(brazeId, "brazeId");
  }

  MembershipRow(
      MemberId member, String value, boolean certain, String brazeId, int removalsRefused) {
    this(member, value, certain, brazeId, removalsRefused, false);
  }

  /**
   * The row after its removal was held back or refused while such a member was added. A row that is
   * maybe does not change.
   */
  MembershipRow besideAnAdd() {
    return certain ? new MembershipRow(member, value, true, brazeId, removalsRefused, true) : this;
  }

  static MembershipRow certain(MemberId member, String value, String brazeId) {
    return new MembershipRow(member, value, true, brazeId, 0);
  }

  static MembershipRow maybe(MemberId member, String value, String brazeId) {
    return new MembershipRow(member, value, false, brazeId, 0);
  }
}

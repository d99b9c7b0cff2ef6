package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.Objects;

/**
 * One thing we believe about Braze: this member's attribute holds this value.
 *
 * @param value the name of the cohort as it was sent
 * @param certain accepted by Braze; otherwise it was sent and its fate is unknown
 * @param brazeId the profile a device lookup found; empty where the member names itself
 * @param removalsRefused how many executions in a row Braze refused to remove it
 * @param heldBeside certain, but its removal was once held back or refused while somebody was added
 *     who may be the same person under another name: the removal of that one takes the value from
 *     this one
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

  /** The same after its removal was held back beside such an add; of the others nothing is lost. */
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

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
 */
record Believed(
    MemberId member, String value, boolean certain, String brazeId, int removalsRefused) {
  Believed {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(brazeId, "brazeId");
  }

  static Believed certain(MemberId member, String value, String brazeId) {
    return new Believed(member, value, true, brazeId, 0);
  }

  static Believed maybe(MemberId member, String value, String brazeId) {
    return new Believed(member, value, false, brazeId, 0);
  }
}

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.membership.DeviceFinding;

/**
 * What became of one object. Reasons come from a closed set of our own sentences, never from
 * Braze's text, which may repeat ids.
 */
public sealed interface ChangeResult {
  /** Braze took it. Whether such a user exists there is something Braze does not say. */
  record Accepted() implements ChangeResult {}

  /** Braze refused this very object. */
  record Refused(String reason) implements ChangeResult {}

  /** It was sent, and no answer of Braze says what became of it. */
  record Unknown(String reason) implements ChangeResult {}

  /** Nothing was to change; a device was looked up. */
  record Device(DeviceFinding finding) implements ChangeResult {}

  ChangeResult ACCEPTED = new Accepted();

  static ChangeResult refused(RefusalReason reason) {
    return new Refused(reason.text());
  }

  static ChangeResult unknown(UnknownReason reason) {
    return new Unknown(reason.text());
  }
}

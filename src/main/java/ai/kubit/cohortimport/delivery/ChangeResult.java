package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.membership.DeviceFinding;
import ai.kubit.cohortimport.verification.ProfileFinding;

/**
 * What became of one object. Reasons are sentences of this program, never Braze's text, because
 * that may repeat ids.
 */
public sealed interface ChangeResult {
  /** Braze accepted the object. Braze does not say whether such a user exists. */
  record Accepted() implements ChangeResult {}

  /** Braze refused this object. */
  record Refused(String reason) implements ChangeResult {}

  /** The object was sent, but no answer of Braze says what became of it. */
  record Unknown(String reason) implements ChangeResult {}

  /**
   * Braze has certainly not applied the object. Either the delivery stopped before the object was
   * sent, or Braze refused the whole request unread, as it does with a wrong key.
   */
  record NotSent() implements ChangeResult {}

  /** A device was looked up; nothing was to be changed. */
  record Device(DeviceFinding finding) implements ChangeResult {}

  /** Nothing was to change; a profile was looked at. */
  record Profile(ProfileFinding finding) implements ChangeResult {}

  ChangeResult ACCEPTED = new Accepted();
  ChangeResult NOT_SENT = new NotSent();
  ChangeResult STOPPED = new Unknown(UnknownReason.STOPPED.text());

  static ChangeResult refused(RefusalReason reason) {
    return new Refused(reason.text());
  }

  /** Whether the next leg of the execution, if there is one, must send the object again. */
  static boolean isOpen(ChangeResult result) {
    return result instanceof NotSent || result.equals(STOPPED);
  }

  /**
   * The result if Braze may have applied the object at an earlier attempt. A later refusal does not
   * undo that, so the object is unknown.
   */
  static ChangeResult afterDoubt(ChangeResult result) {
    if (result instanceof Refused) {
      return unknown(UnknownReason.REFUSED_LATER);
    }
    return result instanceof NotSent ? STOPPED : result;
  }

  static ChangeResult unknown(UnknownReason reason) {
    return new Unknown(reason.text());
  }
}

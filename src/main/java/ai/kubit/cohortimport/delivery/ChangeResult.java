package ai.kubit.cohortimport.delivery;

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

  /**
   * Nothing of it is at Braze: the delivery stopped before it was written, or Braze turned it away
   * unread together with everything else, as it does with a wrong key.
   */
  record NotSent() implements ChangeResult {}

  /** Nothing was to change; a device was looked up. */
  record Device(DeviceFinding finding) implements ChangeResult {}

  ChangeResult ACCEPTED = new Accepted();
  ChangeResult NOT_SENT = new NotSent();
  ChangeResult STOPPED = new Unknown(UnknownReason.STOPPED.text());

  static ChangeResult refused(RefusalReason reason) {
    return new Refused(reason.text());
  }

  /** Whether another leg, if there is one, sends the object again. */
  static boolean isOpen(ChangeResult result) {
    return result instanceof NotSent || result.equals(STOPPED);
  }

  /** The same where an earlier sending may have landed: no refusal makes that undone. */
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

package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.outcome.Reason;
import java.time.Instant;

/** Why a delivery ended before everything was answered. */
public sealed interface DeliveryStop {

  /**
   * Braze must get over something; objects without an answer are to be sent again by another leg.
   *
   * @param resumeAt when trying again makes sense
   * @param why for the log and for whoever asks what the import waits for
   */
  record Interrupted(Instant resumeAt, String why) implements DeliveryStop {}

  /**
   * A person must act.
   *
   * @param message for the recipient: what happened and what to do
   * @param detail for the log
   */
  record Failed(Reason reason, String message, String detail) implements DeliveryStop {}

  /** The leg or its fence is over; objects without an answer are to be sent again. */
  record OutOfTime() implements DeliveryStop {}
}

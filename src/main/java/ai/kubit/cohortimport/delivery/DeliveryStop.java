package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.outcome.Reason;
import java.time.Instant;

/** Why a delivery stopped before everything was answered. */
public sealed interface DeliveryStop {

  /**
   * Braze fails or limits the rate for a time. Another leg must send the objects without an answer
   * again.
   *
   * @param resumeAt when it makes sense to try again
   * @param why what the import waits for; for the log and for people
   */
  record Interrupted(Instant resumeAt, String why) implements DeliveryStop {}

  /**
   * A person must act.
   *
   * @param message for the recipient: what happened and what to do
   * @param detail for the log
   */
  record Failed(Reason reason, String message, String detail) implements DeliveryStop {}

  /**
   * The leg's end or the fence has come. Another leg must send the objects without an answer again.
   */
  record OutOfTime() implements DeliveryStop {}
}

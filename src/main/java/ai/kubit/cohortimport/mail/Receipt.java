package ai.kubit.cohortimport.mail;

/** What became of a message that was handed over. A reason names no address. */
public sealed interface Receipt {

  /**
   * Accepted for delivery, which is not yet delivered.
   *
   * @param messageId under which the deliverer knows it
   */
  record Sent(String messageId) implements Receipt {}

  /** Not accepted, and trying again would not help: the recipient or the sender must be changed. */
  record Undeliverable(String reason) implements Receipt {}

  /** Not accepted for a reason that passes: throttling, a quota, the network. */
  record TryLater(String reason) implements Receipt {}
}

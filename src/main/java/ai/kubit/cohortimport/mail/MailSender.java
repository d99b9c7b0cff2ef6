package ai.kubit.cohortimport.mail;

/**
 * Hands mails over to whoever delivers them. Implementations are safe for use by several threads.
 */
public interface MailSender {
  /**
   * Sends one message to one recipient, so that a bad address among several spoils nothing for the
   * others. Blocks until the message was accepted or not; a message whose fate is unknown counts as
   * {@link Receipt.TryLater} and may reach the recipient twice. Never throws for what became of the
   * message.
   *
   * @param recipient one address
   */
  Receipt send(String recipient, RenderedMail mail);
}

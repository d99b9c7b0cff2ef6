package ai.kubit.cohortimport.mail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Keeps what it accepts; answers what it was told to, in order, and then accepts everything. */
public final class RecordingMailSender implements MailSender {
  private final List<Message> messages = new ArrayList<>();
  private final Queue<Receipt> answers = new ArrayDeque<>();

  /** A message that was accepted. */
  public record Message(String recipient, RenderedMail mail) {}

  /** The next message gets this answer; one that is not {@link Receipt.Sent} is not kept. */
  public synchronized void answerNext(Receipt receipt) {
    answers.add(receipt);
  }

  /** What was accepted, in order. */
  public synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  @Override
  public synchronized Receipt send(String recipient, RenderedMail mail) {
    Receipt answer = answers.poll();
    if (answer != null && !(answer instanceof Receipt.Sent)) {
      return answer;
    }
    messages.add(new Message(recipient, mail));
    return answer == null ? new Receipt.Sent("message-" + messages.size()) : answer;
  }
}

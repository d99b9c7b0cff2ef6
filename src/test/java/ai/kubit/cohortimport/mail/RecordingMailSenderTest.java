package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

class RecordingMailSenderTest extends MailSenderContract {
  private final RecordingMailSender sender = new RecordingMailSender();

  @Override
  MailSender sender() {
    return sender;
  }

  @Override
  void refuseNext() {
    sender.answerNext(new Receipt.Undeliverable("as asked"));
  }

  @Override
  void throttleNext() {
    sender.answerNext(new Receipt.TryLater("as asked"));
  }

  @Override
  RecordingMailSender.Message accepted() {
    assertThat(sender.messages()).hasSize(1);
    return sender.messages().get(0);
  }
}

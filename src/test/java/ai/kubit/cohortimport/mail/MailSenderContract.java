package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import org.junit.jupiter.api.Test;

/** What every sender of mails must do, the real one and the one of the tests. */
abstract class MailSenderContract {
  static final RenderedMail MAIL =
      new RenderedMail(
          "Imported: Größe 50 % & mehr – 日本",
          "Grüße\nzwei & drei", "<p>Grüße</p>", "de", new CohortKey("acme", "groesse"));

  /** The sender under test. */
  abstract MailSender sender();

  /** Makes the next message be refused for good. */
  abstract void refuseNext();

  /** Makes the next message fail for a reason that passes. */
  abstract void throttleNext();

  /** The only message that was accepted. */
  abstract RecordingMailSender.Message accepted();

  @Test
  void anAcceptedMessageIsTheOneThatWasSent() {
    Receipt receipt = sender().send("anna@example.com", MAIL);

    assertThat(receipt)
        .isInstanceOfSatisfying(
            Receipt.Sent.class, sent -> assertThat(sent.messageId()).isNotBlank());
    assertThat(accepted()).isEqualTo(new RecordingMailSender.Message("anna@example.com", MAIL));
  }

  @Test
  void aRefusedMessageIsNotWorthAnotherTry() {
    refuseNext();

    assertThat(sender().send("anna@example.com", MAIL)).isInstanceOf(Receipt.Undeliverable.class);
  }

  @Test
  void aThrottledMessageIsTriedLater() {
    throttleNext();

    assertThat(sender().send("anna@example.com", MAIL)).isInstanceOf(Receipt.TryLater.class);
  }

  @Test
  void oneBadRecipientSpoilsNothingForTheNext() {
    refuseNext();
    sender().send("nobody@example.com", MAIL);

    sender().send("anna@example.com", MAIL);

    assertThat(accepted().recipient()).isEqualTo("anna@example.com");
  }
}

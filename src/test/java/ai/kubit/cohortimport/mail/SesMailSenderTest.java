package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.aws.ParsedMail;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ses.SesClient;

class SesMailSenderTest extends MailSenderContract {
  private final SesStub stub = new SesStub();
  private final SesClient client =
      SesClient.builder()
          .endpointOverride(stub.address())
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
          .httpClient(UrlConnectionHttpClient.create())
          .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .build();
  private final SesMailSender sender =
      new SesMailSender(client, MailSource.of("import@example.com", Optional.empty()));

  @AfterEach
  void close() {
    client.close();
    stub.close();
  }

  @Override
  MailSender sender() {
    return sender;
  }

  @Override
  void refuseNext() {
    stub.failNext(400, "MessageRejected");
  }

  @Override
  void throttleNext() {
    stub.failNext(400, "Throttling");
  }

  @Override
  RecordingMailSender.Message accepted() {
    assertThat(stub.accepted()).hasSize(1);
    ParsedMail mail = received();
    return new RecordingMailSender.Message(
        mail.headers().get("To"),
        new RenderedMail(
            mail.subject(),
            mail.text(),
            mail.html(),
            mail.headers().get("Content-Language"),
            MAIL.cohort()));
  }

  private ParsedMail received() {
    return ParsedMail.of(Base64.getDecoder().decode(stub.accepted().get(0).get("RawMessage.Data")));
  }

  @Test
  void theEnvelopeNamesOneSenderAndOneRecipient() {
    sender.send("anna@example.com", MAIL);

    assertThat(stub.accepted().get(0))
        .containsEntry("Action", "SendRawEmail")
        .containsEntry("Source", "import@example.com")
        .containsEntry("Destinations.member.1", "anna@example.com")
        .doesNotContainKey("Destinations.member.2");
    assertThat(received().headers())
        .containsEntry("From", "Kubit Cohort Import <import@example.com>");
  }

  @Test
  void anAddressThatWouldNameASecondRecipientIsNotSentTo() {
    assertThat(sender.send("anna@example.com, evil@example.com", MAIL))
        .isInstanceOf(Receipt.Undeliverable.class);
    assertThat(sender.send("anna@example.com\r\nBcc: evil@example.com", MAIL))
        .isInstanceOf(Receipt.Undeliverable.class);
    assertThat(stub.accepted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, MessageRejected",
    "400, MailFromDomainNotVerifiedException",
    "400, AccountSendingPausedException",
    "400, InvalidParameterValue",
    "403, AccessDenied",
  })
  void whatOnlyPeopleCanChangeIsRefused(int status, String code) {
    stub.failNext(status, code);

    assertThat(sender.send("anna@example.com", MAIL))
        .isEqualTo(new Receipt.Undeliverable("SES answered " + status + " " + code));
  }

  @ParameterizedTest
  @CsvSource({
    "400, Throttling",
    "429, TooManyRequestsException",
    "400, LimitExceededException",
    "403, ExpiredToken",
    "500, InternalFailure",
    "503, ServiceUnavailable",
  })
  void whatPassesIsTriedLater(int status, String code) {
    stub.failNext(status, code);

    assertThat(sender.send("anna@example.com", MAIL))
        .isEqualTo(new Receipt.TryLater("SES answered " + status + " " + code));
  }

  @Test
  void anUnreachableSesIsTriedLater() {
    stub.close();

    assertThat(sender.send("anna@example.com", MAIL))
        .isEqualTo(new Receipt.TryLater("SES could not be reached"));
  }
}

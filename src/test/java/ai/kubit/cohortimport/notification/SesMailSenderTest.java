package ai.kubit.cohortimport.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
  private final SesMailSender sender = new SesMailSender(client);

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
    Map<String, String> fields = stub.accepted().get(0);
    return new RecordingMailSender.Message(
        fields.get("Source"),
        fields.get("Destination.ToAddresses.member.1"),
        new RenderedMail(
            fields.get("Message.Subject.Data"),
            fields.get("Message.Body.Text.Data"),
            fields.get("Message.Body.Html.Data")));
  }

  @Test
  void everyPartTravelsAsUtf8ToOneRecipient() {
    sender.send("import@example.com", "anna@example.com", MAIL);

    assertThat(stub.accepted().get(0))
        .containsEntry("Message.Subject.Charset", "UTF-8")
        .containsEntry("Message.Body.Text.Charset", "UTF-8")
        .containsEntry("Message.Body.Html.Charset", "UTF-8")
        .doesNotContainKey("Destination.ToAddresses.member.2");
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

    assertThat(sender.send("import@example.com", "anna@example.com", MAIL))
        .isEqualTo(new Receipt.Refused("SES answered " + status + " " + code));
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

    assertThat(sender.send("import@example.com", "anna@example.com", MAIL))
        .isEqualTo(new Receipt.TryLater("SES answered " + status + " " + code));
  }

  @Test
  void anUnreachableSesIsTriedLater() {
    stub.close();

    assertThat(sender.send("import@example.com", "anna@example.com", MAIL))
        .isEqualTo(new Receipt.TryLater("SES could not be reached"));
  }
}

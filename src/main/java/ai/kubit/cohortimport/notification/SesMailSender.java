package ai.kubit.cohortimport.notification;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.Content;
import software.amazon.awssdk.services.ses.model.Message;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;

/**
 * Sends by Amazon SES. Subject, addresses and bodies travel in fields of the API, so nothing in
 * them can become a header. What SES says is reduced to its error code: its sentences repeat
 * addresses.
 */
public final class SesMailSender implements MailSender {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final int SERVER_ERROR = 500;

  /** Errors of the 4xx family that pass by themselves: quotas and the credentials' renewal. */
  private static final Set<String> PASSING =
      Set.of(
          "LimitExceeded",
          "LimitExceededException",
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired");

  private final SesClient ses;

  public SesMailSender(SesClient ses) {
    this.ses = Objects.requireNonNull(ses, "ses");
  }

  @Override
  public Receipt send(String from, String recipient, RenderedMail mail) {
    try {
      return new Receipt.Sent(ses.sendEmail(request(from, recipient, mail)).messageId());
    } catch (AwsServiceException answer) {
      return passes(answer)
          ? new Receipt.TryLater(reason(answer))
          : new Receipt.Refused(reason(answer));
    } catch (SdkClientException noAnswer) {
      return new Receipt.TryLater("SES could not be reached");
    }
  }

  private static SendEmailRequest request(String from, String recipient, RenderedMail mail) {
    Message message =
        Message.builder()
            .subject(content(mail.subject()))
            .body(body -> body.text(content(mail.text())).html(content(mail.html())))
            .build();
    return SendEmailRequest.builder()
        .source(from)
        .destination(to -> to.toAddresses(recipient))
        .message(message)
        .build();
  }

  private static Content content(String text) {
    return Content.builder().charset(UTF_8).data(text).build();
  }

  private static boolean passes(AwsServiceException answer) {
    return answer.statusCode() >= SERVER_ERROR
        || answer.isThrottlingException()
        || answer.isClockSkewException()
        || PASSING.contains(code(answer));
  }

  private static String reason(AwsServiceException answer) {
    return "SES answered " + answer.statusCode() + " " + code(answer);
  }

  private static String code(AwsServiceException answer) {
    return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
        ? ""
        : answer.awsErrorDetails().errorCode();
  }
}

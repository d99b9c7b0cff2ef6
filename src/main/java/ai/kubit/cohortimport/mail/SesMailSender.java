package ai.kubit.cohortimport.mail;

import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.SendRawEmailRequest;

/**
 * Sends by Amazon SES, as raw messages: {@code SendEmail} has no headers of the caller's. What SES
 * says is reduced to its error code: its sentences repeat addresses.
 */
public final class SesMailSender implements MailSender {
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
  private final MailSource source;
  private final MimeMail message;

  public SesMailSender(SesClient ses, MailSource source) {
    this.ses = Objects.requireNonNull(ses, "ses");
    this.source = Objects.requireNonNull(source, "source");
    this.message = new MimeMail(source);
  }

  @Override
  public Receipt send(String recipient, RenderedMail mail) {
    if (!MailSource.isAddress(recipient)) {
      return new Receipt.Undeliverable("the recipient's address is not a plain one");
    }
    try {
      return new Receipt.Sent(ses.sendRawEmail(request(recipient, mail)).messageId());
    } catch (AwsServiceException answer) {
      return passes(answer)
          ? new Receipt.TryLater(reason(answer))
          : new Receipt.Undeliverable(reason(answer));
    } catch (SdkClientException noAnswer) {
      return new Receipt.TryLater("SES could not be reached");
    }
  }

  private SendRawEmailRequest request(String recipient, RenderedMail mail) {
    SdkBytes raw = SdkBytes.fromByteArrayUnsafe(message.of(recipient, mail));
    return SendRawEmailRequest.builder()
        .source(source.address())
        .destinations(recipient)
        .rawMessage(message -> message.data(raw))
        .build();
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

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.BrazeAnswer;
import ai.kubit.cohortimport.delivery.Denial;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.delivery.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Reads what partner cohorts answer. A 2xx of Braze's accepts the whole batch: Braze names no
 * single ids here and drops unknown ones silently (Braze, "Partner cohort import").
 */
public final class PartnerAnswers {
  private final Denial dataImportKey;
  private final Denial partnerKey;
  private final StatusReading statuses;

  public PartnerAnswers(Denial dataImportKey, Denial partnerKey) {
    this.dataImportKey = dataImportKey;
    this.partnerKey = partnerKey;
    this.statuses = new StatusReading(dataImportKey);
  }

  /** The verdict on members that were sent. */
  public Verdict readChanges(BrazeAnswer answer, int objects) {
    if (answer.status() == 400 && isAboutTheCohort(message(answer))) {
      return Verdict.denied(dataImportKey.cohortRefused(answer.status()));
    }
    return readStatus(answer, objects);
  }

  /** The verdict on the cohort's name, which was sent before any member. */
  public Verdict readName(BrazeAnswer answer, int objects) {
    Verdict verdict = readStatus(answer, objects);
    return verdict.kind() == Verdict.Kind.INDIGESTIBLE
        ? Verdict.denied(dataImportKey.cohortRefused(answer.status()))
        : verdict;
  }

  private Verdict readStatus(BrazeAnswer answer, int objects) {
    if (answer.isSuccessful()) {
      return saysSuccess(answer)
          ? Verdict.accepted(objects)
          : Verdict.senseless(UnknownReason.SENSELESS_ANSWER, objects);
    }
    if (answer.status() == 401 && message(answer).contains("partner api key")) {
      return Verdict.keyRefused(partnerKey.keyRefused(answer.status()));
    }
    RefusalReason alone =
        answer.status() == 413 ? RefusalReason.TOO_LARGE : RefusalReason.REFUSED_ALONE;
    return statuses.of(answer.status()).orElseGet(() -> Verdict.indigestible(alone, objects));
  }

  /**
   * Braze answers with nothing, or with JSON that holds nothing or {@code success}. A page comes
   * from somebody else, and another message or errors are no success.
   */
  private static boolean saysSuccess(BrazeAnswer answer) {
    return answer.body().length == 0
        || AnswerBody.of(answer).filter(body -> saysSuccess(answer, body)).isPresent();
  }

  private static boolean saysSuccess(BrazeAnswer answer, JsonNode body) {
    String message = AnswerBody.message(body);
    boolean success =
        !body.has("message")
            || message.equals("success")
            || (answer.status() == 202 && message.equals("queued"));
    return success && body.path("errors").isEmpty() && !body.path("errors").isValueNode();
  }

  private static boolean isAboutTheCohort(String message) {
    return message.contains("cohort_id")
        || message.contains("name must")
        || message.contains("created_at");
  }

  private static String message(BrazeAnswer answer) {
    return AnswerBody.of(answer).map(AnswerBody::message).orElse("").toLowerCase(Locale.ROOT);
  }
}

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.UnknownReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Reads the responses to calls about partner cohorts. A 2xx from Braze accepts the whole batch:
 * here Braze names no single ids, and ignores unknown ones silently (<a
 * href="https://www.braze.com/docs/cohort_import/">Braze, "Partner cohort import"</a>).
 */
public final class PartnerResponses {
  private final FailureMessages dataImportKey;
  private final FailureMessages partnerKey;
  private final StatusReading statuses;

  public PartnerResponses(FailureMessages dataImportKey, FailureMessages partnerKey) {
    this.dataImportKey = dataImportKey;
    this.partnerKey = partnerKey;
    this.statuses = new StatusReading(dataImportKey);
  }

  /** What the response means for the members that were sent. */
  public ResponseDecision readChanges(BrazeResponse answer, int objects) {
    if (answer.status() == 400 && isAboutTheCohort(message(answer))) {
      return ResponseDecision.denied(dataImportKey.cohortRefused(answer.status()));
    }
    return readStatus(answer, objects);
  }

  /** What the response means for the cohort's name, which is sent before any member. */
  public ResponseDecision readName(BrazeResponse answer, int objects) {
    ResponseDecision decision = readStatus(answer, objects);
    return decision.meaning() == ResponseDecision.Meaning.INDIGESTIBLE
        ? ResponseDecision.denied(dataImportKey.cohortRefused(answer.status()))
        : decision;
  }

  private ResponseDecision readStatus(BrazeResponse answer, int objects) {
    if (answer.isSuccessful()) {
      return saysSuccess(answer)
          ? ResponseDecision.accepted(objects)
          : ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, objects);
    }
    if (answer.status() == 401 && message(answer).contains("partner api key")) {
      return ResponseDecision.keyRefused(partnerKey.keyRefused(answer.status()));
    }
    RefusalReason alone =
        answer.status() == 413 ? RefusalReason.TOO_LARGE : RefusalReason.REFUSED_ALONE;
    return statuses
        .of(answer.status())
        .orElseGet(() -> ResponseDecision.indigestible(alone, objects));
  }

  /**
   * Whether a 2xx response is a success. Braze answers with an empty body, or with JSON that is
   * empty or whose message is {@code success}. An HTML page comes from somebody else, such as a
   * proxy. Another message, or errors, are no success.
   */
  private static boolean saysSuccess(BrazeResponse answer) {
    return answer.body().length == 0
        || ResponseBody.of(answer).filter(body -> saysSuccess(answer, body)).isPresent();
  }

  private static boolean saysSuccess(BrazeResponse answer, JsonNode body) {
    String message = ResponseBody.message(body);
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

  private static String message(BrazeResponse answer) {
    return ResponseBody.of(answer).map(ResponseBody::message).orElse("").toLowerCase(Locale.ROOT);
  }
}

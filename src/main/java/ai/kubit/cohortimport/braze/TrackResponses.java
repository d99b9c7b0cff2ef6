package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.UnknownReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the responses of {@code /users/track}. A 2xx alone is no success. The message must say so,
 * and {@code errors} may still name objects that were refused. A response that is not clear is
 * never taken as a success (<a
 * href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Braze, "POST: Track
 * users"</a>; <a href="https://www.braze.com/docs/api/errors/">Braze, "API errors and
 * responses"</a>).
 */
public final class TrackResponses {
  private static final String TOO_MANY = "max input length exceeded";

  private final StatusReading statuses;

  public TrackResponses(StatusReading statuses) {
    this.statuses = statuses;
  }

  /**
   * What a response means.
   *
   * @param objects how many objects were sent
   */
  public ResponseDecision read(BrazeResponse answer, int objects) {
    return statuses
        .of(answer.status())
        .orElseGet(
            () ->
                answer.isSuccessful()
                    ? readSuccess(answer, objects)
                    : readRefusal(answer, objects));
  }

  private static ResponseDecision readSuccess(BrazeResponse answer, int objects) {
    Optional<JsonNode> body = ResponseBody.of(answer);
    if (body.isEmpty()) {
      return ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, objects);
    }
    TrackErrors errors = TrackErrors.of(body.get(), objects);
    if (!saysSuccess(answer, body.get())) {
      return ResponseDecision.senseless(
          errors.results(ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER)));
    }
    if (!errors.areClear()) {
      return ResponseDecision.senseless(
          errors.results(ChangeResult.unknown(UnknownReason.ERRORS_UNCLEAR)));
    }
    return addsUp(body.get(), errors, objects)
        ? ResponseDecision.answered(errors.results(ChangeResult.ACCEPTED))
        : ResponseDecision.miscounted(
            errors.results(ChangeResult.unknown(UnknownReason.MISCOUNTED)));
  }

  /**
   * Whether the message is a success. With 202 and "queued" Braze says, during maintenance, that it
   * has received the request and will process it later (section "Queued Responses" of earlier
   * versions of "API errors and responses").
   */
  private static boolean saysSuccess(BrazeResponse answer, JsonNode body) {
    String message = ResponseBody.message(body);
    return message.equals("success") || (answer.status() == 202 && message.equals("queued"));
  }

  /**
   * Whether the response's count fits the objects that were sent. Braze counts the objects that it
   * has queued. Responses were seen that count the refused objects, and others that do not, so both
   * are right. A response without a count is right, too.
   */
  private static boolean addsUp(JsonNode body, TrackErrors errors, int objects) {
    JsonNode processed = body.path("attributes_processed");
    if (processed.isMissingNode()) {
      return true;
    }
    long count = processed.isIntegralNumber() ? processed.asLong() : -1;
    return count == objects || count == objects - errors.refused();
  }

  private static ResponseDecision readRefusal(BrazeResponse answer, int objects) {
    Optional<JsonNode> body = ResponseBody.of(answer);
    if (body.map(ResponseBody::message).orElse("").toLowerCase(Locale.ROOT).contains(TOO_MANY)) {
      return ResponseDecision.tooMany(objects);
    }
    RefusalReason alone =
        answer.status() == 413 ? RefusalReason.TOO_LARGE : RefusalReason.REFUSED_ALONE;
    return body.map(json -> TrackErrors.of(json, objects))
        .filter(errors -> errors.areClear() && errors.refused() > 0)
        .map(errors -> ResponseDecision.refusedPartly(errors.results(ChangeResult.ACCEPTED)))
        .orElseGet(() -> ResponseDecision.indigestible(alone, objects));
  }
}

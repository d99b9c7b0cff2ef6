package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.UnknownReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what {@code /users/track} answers. A 2xx is no success by itself: only the message says so,
 * and {@code errors} names single objects that were refused all the same. What cannot be read for
 * certain is never taken for a success (Braze, "POST: Track users", "API errors and responses").
 */
public final class TrackResponses {
  private static final String TOO_MANY = "max input length exceeded";

  private final StatusReading statuses;

  public TrackResponses(StatusReading statuses) {
    this.statuses = statuses;
  }

  /**
   * The decision about an answer.
   *
   * @param objects how many were sent
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

  /** A 202 is Braze's word for "queued", while it is being maintained. */
  private static boolean saysSuccess(BrazeResponse answer, JsonNode body) {
    String message = ResponseBody.message(body);
    return message.equals("success") || (answer.status() == 202 && message.equals("queued"));
  }

  /**
   * Whether the success accounts for every object that it does not refuse. Braze counts what it has
   * queued; whether the refused ones are among them has been seen both ways. An answer without the
   * count says nothing against itself.
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

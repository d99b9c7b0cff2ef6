package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.BrazeAnswer;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.delivery.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what {@code /users/track} answers. A 2xx is no success by itself: only the message says so,
 * and {@code errors} names single objects that were refused all the same. What cannot be read for
 * certain is never taken for a success (Braze, "POST: Track users", "API errors and responses").
 */
public final class TrackAnswers {
  private static final String TOO_MANY = "max input length exceeded";

  private final StatusReading statuses;

  public TrackAnswers(StatusReading statuses) {
    this.statuses = statuses;
  }

  /**
   * The verdict on an answer.
   *
   * @param objects how many were sent
   */
  public Verdict read(BrazeAnswer answer, int objects) {
    return statuses
        .of(answer.status())
        .orElseGet(
            () ->
                answer.isSuccessful()
                    ? readSuccess(answer, objects)
                    : readRefusal(answer, objects));
  }

  private static Verdict readSuccess(BrazeAnswer answer, int objects) {
    Optional<JsonNode> body = AnswerBody.of(answer);
    if (body.isEmpty()) {
      return Verdict.senseless(UnknownReason.SENSELESS_ANSWER, objects);
    }
    TrackErrors errors = TrackErrors.of(body.get(), objects);
    if (!saysSuccess(answer, body.get())) {
      return Verdict.senseless(
          errors.results(ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER)));
    }
    if (!errors.areClear()) {
      return Verdict.senseless(errors.results(ChangeResult.unknown(UnknownReason.ERRORS_UNCLEAR)));
    }
    return addsUp(body.get(), errors, objects)
        ? Verdict.answered(errors.results(ChangeResult.ACCEPTED))
        : Verdict.miscounted(errors.results(ChangeResult.unknown(UnknownReason.MISCOUNTED)));
  }

  /** A 202 is Braze's word for "queued", while it is being maintained. */
  private static boolean saysSuccess(BrazeAnswer answer, JsonNode body) {
    String message = AnswerBody.message(body);
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

  private static Verdict readRefusal(BrazeAnswer answer, int objects) {
    Optional<JsonNode> body = AnswerBody.of(answer);
    if (body.map(AnswerBody::message).orElse("").toLowerCase(Locale.ROOT).contains(TOO_MANY)) {
      return Verdict.tooMany(objects);
    }
    RefusalReason alone =
        answer.status() == 413 ? RefusalReason.TOO_LARGE : RefusalReason.REFUSED_ALONE;
    return body.map(json -> TrackErrors.of(json, objects))
        .filter(errors -> errors.areClear() && errors.refused() > 0)
        .map(errors -> Verdict.refusedPartly(errors.results(ChangeResult.ACCEPTED)))
        .orElseGet(() -> Verdict.indigestible(alone, objects));
  }
}

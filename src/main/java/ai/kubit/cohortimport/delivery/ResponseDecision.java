package ai.kubit.cohortimport.delivery;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What an answer means for a batch.
 *
 * @param kind what to do
 * @param results one for each object, in order: what holds if the batch is not tried any more;
 *     empty where trying again is all there is
 * @param failure why the delivery cannot go on; only with {@link Kind#KEY_REFUSED} and {@link
 *     Kind#DENIED}
 */
public record ResponseDecision(
    Kind kind, List<ChangeResult> results, Optional<DeliveryStop.Failed> failure) {

  /** What to do with the batch. */
  public enum Kind {
    /** Every object has its result. */
    ANSWERED,
    /** Nothing was taken; the refused objects are at fault, the others can be sent again. */
    REFUSED_PARTLY,
    /** The answer makes no sense; a few tries later the results stand. */
    SENSELESS,
    /**
     * A success that counts another number of objects than were sent, and does not say whom it
     * means; one more try later the results stand.
     */
    MISCOUNTED,
    /** More objects than Braze lets this workspace send at once. */
    TOO_MANY,
    /** Refused as a whole: halve it until the guilty object stands alone. */
    INDIGESTIBLE,
    /** Braze asks to slow down. */
    RATE_LIMITED,
    /** Braze cannot at the moment. */
    UNAVAILABLE,
    /** The key is refused; a fresher one may be accepted. */
    KEY_REFUSED,
    /** Nothing sent like this will ever be accepted. */
    DENIED
  }

  public ResponseDecision {
    results = List.copyOf(results);
  }

  public static ResponseDecision answered(List<ChangeResult> results) {
    return new ResponseDecision(Kind.ANSWERED, results, Optional.empty());
  }

  /** Every object of so many was accepted. */
  public static ResponseDecision accepted(int objects) {
    return answered(Collections.nCopies(objects, ChangeResult.ACCEPTED));
  }

  public static ResponseDecision refusedPartly(List<ChangeResult> results) {
    return new ResponseDecision(Kind.REFUSED_PARTLY, results, Optional.empty());
  }

  public static ResponseDecision senseless(List<ChangeResult> results) {
    return new ResponseDecision(Kind.SENSELESS, results, Optional.empty());
  }

  public static ResponseDecision senseless(UnknownReason reason, int objects) {
    return senseless(Collections.nCopies(objects, ChangeResult.unknown(reason)));
  }

  public static ResponseDecision miscounted(List<ChangeResult> results) {
    return new ResponseDecision(Kind.MISCOUNTED, results, Optional.empty());
  }

  public static ResponseDecision tooMany(int objects) {
    return whole(Kind.TOO_MANY, RefusalReason.TOO_LARGE, objects);
  }

  public static ResponseDecision indigestible(RefusalReason reason, int objects) {
    return whole(Kind.INDIGESTIBLE, reason, objects);
  }

  public static ResponseDecision rateLimited() {
    return new ResponseDecision(Kind.RATE_LIMITED, List.of(), Optional.empty());
  }

  public static ResponseDecision unavailable() {
    return new ResponseDecision(Kind.UNAVAILABLE, List.of(), Optional.empty());
  }

  public static ResponseDecision keyRefused(DeliveryStop.Failed failure) {
    return new ResponseDecision(Kind.KEY_REFUSED, List.of(), Optional.of(failure));
  }

  public static ResponseDecision denied(DeliveryStop.Failed failure) {
    return new ResponseDecision(Kind.DENIED, List.of(), Optional.of(failure));
  }

  private static ResponseDecision whole(Kind kind, RefusalReason reason, int objects) {
    return new ResponseDecision(
        kind, Collections.nCopies(objects, ChangeResult.refused(reason)), Optional.empty());
  }
}

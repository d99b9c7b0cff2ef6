package ai.kubit.cohortimport.delivery;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What an answer means for a batch.
 *
 * @param meaning what the answer says
 * @param results one for each object, in order: what holds if the batch is not tried any more;
 *     empty where trying again is all there is
 * @param stop why the delivery cannot go on; null where it can
 */
public record ResponseDecision(
    Meaning meaning, List<ChangeResult> results, DeliveryStop.Failed stop) {

  /** What the answer says. */
  public enum Meaning {
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

  /**
   * Why the delivery cannot go on; with {@link Meaning#KEY_REFUSED} and {@link Meaning#DENIED}
   * only.
   */
  public Optional<DeliveryStop.Failed> failure() {
    return Optional.ofNullable(stop);
  }

  public static ResponseDecision answered(List<ChangeResult> results) {
    return new ResponseDecision(Meaning.ANSWERED, results, null);
  }

  /** Every object of so many was accepted. */
  public static ResponseDecision accepted(int objects) {
    return answered(Collections.nCopies(objects, ChangeResult.ACCEPTED));
  }

  public static ResponseDecision refusedPartly(List<ChangeResult> results) {
    return new ResponseDecision(Meaning.REFUSED_PARTLY, results, null);
  }

  public static ResponseDecision senseless(List<ChangeResult> results) {
    return new ResponseDecision(Meaning.SENSELESS, results, null);
  }

  public static ResponseDecision senseless(UnknownReason reason, int objects) {
    return senseless(Collections.nCopies(objects, ChangeResult.unknown(reason)));
  }

  public static ResponseDecision miscounted(List<ChangeResult> results) {
    return new ResponseDecision(Meaning.MISCOUNTED, results, null);
  }

  public static ResponseDecision tooMany(int objects) {
    return whole(Meaning.TOO_MANY, RefusalReason.TOO_LARGE, objects);
  }

  public static ResponseDecision indigestible(RefusalReason reason, int objects) {
    return whole(Meaning.INDIGESTIBLE, reason, objects);
  }

  public static ResponseDecision rateLimited() {
    return new ResponseDecision(Meaning.RATE_LIMITED, List.of(), null);
  }

  public static ResponseDecision unavailable() {
    return new ResponseDecision(Meaning.UNAVAILABLE, List.of(), null);
  }

  public static ResponseDecision keyRefused(DeliveryStop.Failed failure) {
    return new ResponseDecision(Meaning.KEY_REFUSED, List.of(), failure);
  }

  public static ResponseDecision denied(DeliveryStop.Failed failure) {
    return new ResponseDecision(Meaning.DENIED, List.of(), failure);
  }

  private static ResponseDecision whole(Meaning meaning, RefusalReason reason, int objects) {
    return new ResponseDecision(
        meaning, Collections.nCopies(objects, ChangeResult.refused(reason)), null);
  }
}

package ai.kubit.cohortimport.delivery;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What an answer means for a batch.
 *
 * @param meaning what the answer says
 * @param results one for each object, in order: the results that count if the batch is not sent
 *     again; empty if the batch must be sent again
 * @param stop why the delivery cannot go on; null if it can
 */
public record ResponseDecision(
    Meaning meaning, List<ChangeResult> results, DeliveryStop.Failed stop) {

  /** What the answer says. */
  public enum Meaning {
    /** Every object has its result. */
    ANSWERED,
    /** Braze accepted nothing. Some objects are refused; the others can be sent again. */
    REFUSED_PARTLY,
    /**
     * The answer makes no sense. The batch is sent again a few times; after that the results count.
     */
    SENSELESS,
    /**
     * A success that counts another number of objects than were sent, and does not say which. The
     * batch is sent once more; after that the results count.
     */
    MISCOUNTED,
    /** The batch has more objects than Braze allows in one request of this workspace. */
    TOO_MANY,
    /** The batch is refused as a whole. It must be halved until the guilty object is alone. */
    INDIGESTIBLE,
    /** The rate limit is used up. */
    RATE_LIMITED,
    /** Braze fails at the moment; the batch can be sent again later. */
    UNAVAILABLE,
    /** The key is refused. A newer one may be accepted. */
    KEY_REFUSED,
    /** No request of this kind will be accepted, so the delivery must stop. */
    DENIED
  }

  public ResponseDecision {
    results = List.copyOf(results);
  }

  /**
   * Why the delivery cannot go on; present only with {@link Meaning#KEY_REFUSED} and {@link
   * Meaning#DENIED}.
   */
  public Optional<DeliveryStop.Failed> failure() {
    return Optional.ofNullable(stop);
  }

  public static ResponseDecision answered(List<ChangeResult> results) {
    return new ResponseDecision(Meaning.ANSWERED, results, null);
  }

  /** All objects were accepted. */
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

package ai.kubit.cohortimport.delivery;

import java.util.List;

/**
 * Decides whether one object makes Braze's servers fail ("poison"), or the servers fail anyway.
 *
 * <ul>
 *   <li>A batch that fails several times is halved; in what looks like an outage this happens
 *       sooner, because a half is as good a probe as the whole. In a real outage that costs little:
 *       the circuit breaker allows one request at a time, however many batches wait, and afterwards
 *       there is one more request for each probe.
 *   <li>A single object is blamed only if Braze worked meanwhile: after the object's batch had
 *       failed for the first time, Braze accepted something else (mostly the other half), and then
 *       failed on this object twice.
 *   <li>If Braze has accepted nothing else meanwhile, an object that it accepted before is sent
 *       once more, as a witness. Without a witness it is unclear whether the object is guilty or
 *       Braze is down. Then no object is blamed, and the delivery stops as in an outage.
 * </ul>
 */
final class PoisonObjectRule {
  private static final int ERRORS_OF_A_BATCH = 5;
  private static final int ERRORS_OF_A_SUSPECT = 2;
  private static final int ERRORS_AMID_SUCCESS = 2;

  private final ResultReporter report;
  private final RetryScheduler retries;
  private final CircuitBreaker circuitBreaker;
  private Taken lastTaken;

  PoisonObjectRule(ResultReporter report, RetryScheduler retries, CircuitBreaker circuitBreaker) {
    this.report = report;
    this.retries = retries;
    this.circuitBreaker = circuitBreaker;
  }

  /** An object that Braze accepted, by its position in its batch. */
  private record Taken(Batch batch, int position) {
    Batch asWitness() {
      return batch.asWitness(position);
    }
  }

  /** Braze's servers failed on the batch. They may have applied it all the same. */
  void serverErred(Batch batch, RateLimits said) {
    batch.markPerhapsReceived();
    batch.serverErred(circuitBreaker.successes());
    boolean suspicious = batch.isSuspect() || circuitBreaker.isOutage();
    int enough = suspicious ? ERRORS_OF_A_SUSPECT : ERRORS_OF_A_BATCH;
    if (batch.serverErrors() < enough) {
      retries.afterServerError(batch, said);
    } else if (batch.size() > 1) {
      retries.halves(batch.splitAsSuspect(), said);
    } else if (batch.errorsAmidSuccess() >= ERRORS_AMID_SUCCESS) {
      report.tell(batch, List.of(ChangeResult.unknown(UnknownReason.SERVER_ERROR)));
    } else {
      if (batch.errorsAmidSuccess() == 0) {
        callWitness();
      }
      retries.afterServerError(batch, said);
    }
  }

  /** Remembers an object that Braze accepted, so that it can be sent again as a witness. */
  void answered(Batch batch, List<ChangeResult> results) {
    for (int position = 0; position < batch.size(); position++) {
      if (ResultReporter.isAnswered(results.get(position))) {
        lastTaken = new Taken(batch, position);
        return;
      }
    }
  }

  /** Forgets the witness: nothing that was sent so far will be sent again as one. */
  void forgetWitness() {
    lastTaken = null;
  }

  private void callWitness() {
    if (lastTaken != null) {
      retries.atOnce(List.of(lastTaken.asWitness()));
    }
    lastTaken = null;
  }
}

package ai.kubit.cohortimport.delivery;

import java.util.List;

/**
 * Tells an object that breaks Braze's servers from servers that are broken.
 *
 * <ul>
 *   <li>A batch that fails again and again is halved, in what looks like an outage even sooner: the
 *       halves are as good for probing as the whole. If it is an outage, that costs nothing while
 *       it lasts, as the circuit breaker lets through one request at a time however many batches
 *       wait, and afterwards one request more for each probe.
 *   <li>An object that stands alone is blamed only if Braze worked meanwhile: Braze took something
 *       else after the first failure of the batch that the object was in, and failed on the object
 *       twice after that. Mostly that was the other half.
 *   <li>Where nothing else is left to be sent, an object that Braze took before is sent once more
 *       as a witness. Without any, the object may be guilty or Braze may be down: nobody is blamed,
 *       the delivery ends as in an outage.
 * </ul>
 */
final class PoisonObjectRule {
  private static final int ERRORS_OF_A_BATCH = 5;
  private static final int ERRORS_OF_A_SUSPECT = 2;
  private static final int ERRORS_AMID_SUCCESS = 2;

  private final ResultReporter report;
  private final RetryScheduler retries;
  private final CircuitBreaker outage;
  private Taken lastTaken;

  PoisonObjectRule(ResultReporter report, RetryScheduler retries, CircuitBreaker outage) {
    this.report = report;
    this.retries = retries;
    this.outage = outage;
  }

  /** An object that Braze took, where it stands in its batch. */
  private record Taken(Batch batch, int position) {
    Batch asWitness() {
      return batch.asWitness(position);
    }
  }

  /** Braze's servers failed on the batch, which they may have received all the same. */
  void serverErred(Batch batch, RateLimits said) {
    batch.markPerhapsReceived();
    batch.serverErred(outage.successes());
    boolean suspicious = batch.isSuspect() || outage.isOutage();
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

  /** Remembers an object that Braze took, so that it can be sent again as a witness. */
  void answered(Batch batch, List<ChangeResult> results) {
    for (int position = 0; position < batch.size(); position++) {
      if (ResultReporter.isAnswered(results.get(position))) {
        lastTaken = new Taken(batch, position);
        return;
      }
    }
  }

  /** From here on nothing that was sent so far is sent again as a witness. */
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

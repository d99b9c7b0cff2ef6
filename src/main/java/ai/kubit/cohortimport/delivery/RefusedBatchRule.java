package ai.kubit.cohortimport.delivery;

import java.util.List;
import java.util.OptionalInt;

/**
 * What becomes of a batch that Braze refused as a whole: it is split until the guilty object stands
 * alone, and that one is refused. Learns how many objects Braze allows in one request.
 */
final class RefusedBatchRule {
  /** Objects refused one by one, none accepted: it is not the objects. */
  private static final int HOPELESS = 200;

  /** What Braze allows at once on every plan there is (Braze, "POST: Track users"). */
  private static final int SAFE_BATCH_SIZE = 50;

  private final ResultReporter report;
  private final RetryScheduler retries;
  private final StopLatch stop;
  private long refusedAlone;
  private int learned;

  RefusedBatchRule(ResultReporter report, RetryScheduler retries, StopLatch stop) {
    this.report = report;
    this.retries = retries;
    this.stop = stop;
  }

  /** The batch size that Braze turned out to allow; empty unless it refused a larger one. */
  OptionalInt learnedBatchSize() {
    return learned == 0 ? OptionalInt.empty() : OptionalInt.of(learned);
  }

  /** The batch has more objects than Braze allows. */
  void tooMany(Batch batch, List<ChangeResult> results) {
    int size = batch.size();
    int smaller = size > SAFE_BATCH_SIZE ? SAFE_BATCH_SIZE : Math.max(1, size / 2);
    learned = learned == 0 ? smaller : Math.min(smaller, learned);
    splitOrReport(batch, learned, results);
  }

  /** One of the objects is at fault, and Braze does not say which. */
  void indigestible(Batch batch, List<ChangeResult> results) {
    splitOrReport(batch, (batch.size() + 1) / 2, results);
    if (report.accepted() == 0 && refusedAlone >= HOPELESS) {
      stop.set(StopMessages.hopeless(refusedAlone));
    }
  }

  private void splitOrReport(Batch batch, int most, List<ChangeResult> results) {
    if (batch.size() == 1) {
      refusedAlone++;
      report.tell(batch, results);
    } else {
      retries.atOnce(batch.split(most));
    }
  }
}

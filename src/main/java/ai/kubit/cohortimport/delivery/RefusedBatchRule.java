package ai.kubit.cohortimport.delivery;

import java.util.List;
import java.util.OptionalInt;

/**
 * Decides about a batch that Braze refused as a whole: it is split until the guilty object is
 * alone, and that object is refused. It also learns how many objects Braze allows in one request.
 */
final class RefusedBatchRule {
  /**
   * After so many single objects were refused and none accepted, the fault is not in the objects,
   * and the delivery stops.
   */
  private static final int HOPELESS = 200;

  /**
   * The number of objects that Braze allows on each of its plans: in general 75, but 50 for some
   * plans by monthly active users in its documentation of 2025 (<a
   * href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Braze, "POST: Track
   * users"</a>).
   */
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

  /** The batch size that Braze allows; empty unless Braze has refused a larger batch. */
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

  /** One of the objects is wrong, and Braze does not say which. */
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

package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.time.Time;
import java.time.Instant;
import java.util.List;

/** Tells the listener the results of objects, and counts the accepted ones. */
final class ResultReporter {
  private final CohortDelivery.Listener listener;
  private final Time time;
  private final boolean leavesDoubt;
  private long accepted;

  /**
   * Creates a reporter.
   *
   * @param leavesDoubt whether a request without an answer may have changed something
   */
  ResultReporter(CohortDelivery.Listener listener, Time time, boolean leavesDoubt) {
    this.listener = listener;
    this.time = time;
    this.leavesDoubt = leavesDoubt;
  }

  long accepted() {
    return accepted;
  }

  /** Whether Braze accepted the object, or answered the lookup. */
  static boolean isAnswered(ChangeResult result) {
    return result instanceof ChangeResult.Accepted || result instanceof ChangeResult.Device;
  }

  /**
   * Tells the results of a batch. The listener is called once for each run of consecutive objects,
   * because a batch may lack objects that were told before. If an earlier request may have applied
   * an object, it is never told as refused or not sent, but as unknown.
   *
   * @param ofTheLastAnswer one result for each object, in the order of the batch
   */
  void tell(Batch batch, List<ChangeResult> ofTheLastAnswer) {
    if (batch.isWitness()) {
      return;
    }
    List<ChangeResult> results =
        leavesDoubt && batch.perhapsReceived()
            ? ofTheLastAnswer.stream().map(ChangeResult::afterDoubt).toList()
            : ofTheLastAnswer;
    for (ChangeResult result : results) {
      accepted += isAnswered(result) ? 1 : 0;
    }
    Instant at = time.now();
    int from = 0;
    for (int to = 1; to <= batch.size(); to++) {
      if (to == batch.size() || batch.index(to) != batch.index(to - 1) + 1) {
        listener.answered(
            batch.step(),
            batch.index(from),
            batch.changes().subList(from, to),
            results.subList(from, to),
            at);
        from = to;
      }
    }
  }

  /** Tells the objects that an answer names as refused. Returns a batch of the others. */
  Batch refused(Batch batch, List<ChangeResult> results) {
    if (results.stream().noneMatch(ResultReporter::isRefused)) {
      return batch;
    }
    tell(
        batch.only(position -> isRefused(results.get(position))),
        results.stream().filter(ResultReporter::isRefused).toList());
    return batch.only(position -> !isRefused(results.get(position)));
  }

  static List<ChangeResult> notRefused(List<ChangeResult> results) {
    return results.stream().filter(result -> !isRefused(result)).toList();
  }

  private static boolean isRefused(ChangeResult result) {
    return result instanceof ChangeResult.Refused;
  }
}

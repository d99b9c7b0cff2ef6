package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.time.Time;
import java.time.Instant;
import java.util.List;

/** Tells the listener about batches, and counts what was accepted. */
final class ResultReporter {
  private final CohortDelivery.Listener listener;
  private final Time time;
  private long accepted;

  ResultReporter(CohortDelivery.Listener listener, Time time) {
    this.listener = listener;
    this.time = time;
  }

  long accepted() {
    return accepted;
  }

  /** Whether Braze took the object. */
  static boolean isAnswered(ChangeResult result) {
    return result instanceof ChangeResult.Accepted || result instanceof ChangeResult.Device;
  }

  /**
   * Reports run by run: a batch whose middle was refused is no longer of one piece. What may have
   * landed by an earlier request is never reported as refused.
   */
  void of(Batch batch, List<ChangeResult> ofTheLastAnswer) {
    if (batch.isWitness()) {
      return;
    }
    List<ChangeResult> results =
        batch.perhapsReceived()
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
}

package ai.kubit.cohortimport.delivery;

import java.util.List;

/**
 * Decides about a batch whose answer makes no sense, or counts another number of objects than were
 * sent. It is sent again a few times; after that its objects are unknown. Objects that such an
 * answer names as refused are refused at once.
 */
final class UnclearAnswerRule {
  private static final int SENSELESS_TRIES = 3;

  /**
   * A success with a wrong count is still an answer of Braze, and Braze may bill a batch that is
   * sent again. So a batch is sent again only once. After this many batches of the delivery were
   * sent again in vain, no batch is sent again for its count.
   */
  private static final int SECOND_COUNTS = 5;

  private final ResultReporter report;
  private final RetryScheduler retries;
  private int secondCounts;

  UnclearAnswerRule(ResultReporter report, RetryScheduler retries) {
    this.report = report;
    this.retries = retries;
  }

  /** The batch got a good answer. If it was sent again for its count, that has helped. */
  void answered(Batch batch) {
    secondCounts -= batch.isCountedAgain() ? 1 : 0;
  }

  /**
   * The answer makes no sense.
   *
   * @param results the results that count if the batch is not sent again, one for each object
   */
  void senseless(Batch batch, List<ChangeResult> results) {
    Batch others = report.refused(batch, results);
    if (others.size() == 0) {
      return;
    }
    others.markPerhapsReceived();
    if (others.answeredSenselessly() >= SENSELESS_TRIES) {
      report.tell(others, ResultReporter.notRefused(results));
    } else {
      retries.later(others);
    }
  }

  /**
   * The success counts another number of objects than were sent.
   *
   * @param results the results that count if the batch is not sent again, one for each object
   */
  void miscounted(Batch batch, List<ChangeResult> results) {
    Batch others = report.refused(batch, results);
    if (others.size() == 0) {
      return;
    }
    others.markPerhapsReceived();
    if (others.isCountedAgain() || secondCounts >= SECOND_COUNTS) {
      report.tell(others, ResultReporter.notRefused(results));
    } else {
      secondCounts++;
      others.countAgain();
      retries.later(others);
    }
  }
}

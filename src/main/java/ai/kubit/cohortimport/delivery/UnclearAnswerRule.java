package ai.kubit.cohortimport.delivery;

import java.util.List;

/**
 * What becomes of a batch whose answer makes no sense, or counts other objects than were sent: it
 * is sent again a few times, then its objects are unknown. Whom such an answer names as refused is
 * refused at once.
 */
final class UnclearAnswerRule {
  private static final int SENSELESS_TRIES = 3;

  /**
   * A count that does not add up is Braze's word, and a repetition may be billed again. So a batch
   * is repeated once, and no batch is repeated any more after so many repetitions of the whole
   * delivery did not help.
   */
  private static final int SECOND_COUNTS = 5;

  private final ResultReporter report;
  private final RetryScheduler retries;
  private int secondCounts;

  UnclearAnswerRule(ResultReporter report, RetryScheduler retries) {
    this.report = report;
    this.retries = retries;
  }

  /** The batch was answered well: a repetition for its count has helped. */
  void answered(Batch batch) {
    secondCounts -= batch.isCountedAgain() ? 1 : 0;
  }

  /**
   * The answer makes no sense.
   *
   * @param results what holds if the batch is not tried any more, one for each object
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
   * @param results what holds if the batch is not tried any more, one for each object
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

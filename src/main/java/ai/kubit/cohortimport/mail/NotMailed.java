package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.MailStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The imports about which nobody was told, because no mail could be delivered. */
final class NotMailed {
  private NotMailed() {}

  /**
   * When they ended, the oldest first: those since the last import about which somebody was told.
   *
   * @param past executions of the cohort
   */
  static List<Instant> before(ImportExecution execution, List<ImportExecution> past) {
    Stream<ImportExecution> newestFirst =
        past.stream()
            .filter(one -> !one.executionId().equals(execution.executionId()))
            .filter(one -> one.ending().isPresent() && endedAt(one).isBefore(endedAt(execution)))
            .filter(one -> !one.mail().equals(MailStatus.NONE))
            .sorted(Comparator.comparing(NotMailed::endedAt).reversed());
    return newestFirst
        .takeWhile(one -> one.mail().sent() == 0)
        .filter(one -> one.mail().failed() > 0 && one.mail().owed() == 0)
        .map(NotMailed::endedAt)
        .sorted()
        .toList();
  }

  private static Instant endedAt(ImportExecution execution) {
    return execution.ending().orElseThrow().finishedAt();
  }
}

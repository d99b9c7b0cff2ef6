package ai.kubit.cohortimport.report;

import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the history page is written from.
 *
 * @param workspaceId whose history it is
 * @param generatedAt when the facts were read
 * @param locale the reader's language
 * @param cohorts in the order they are to be shown, after those that need a person
 */
public record HistoryPageFacts(
    String workspaceId, Instant generatedAt, MailLocale locale, List<CohortHistory> cohorts) {
  public HistoryPageFacts {
    Objects.requireNonNull(workspaceId, "workspaceId");
    Objects.requireNonNull(generatedAt, "generatedAt");
    Objects.requireNonNull(locale, "locale");
    cohorts = List.copyOf(cohorts);
  }
}

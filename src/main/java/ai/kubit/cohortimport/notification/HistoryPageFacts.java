package ai.kubit.cohortimport.notification;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the history page is written from.
 *
 * @param workspaceId whose history it is
 * @param generatedAt when the facts were read
 * @param cohorts in the order they are to be shown
 */
public record HistoryPageFacts(
    String workspaceId, Instant generatedAt, List<CohortHistory> cohorts) {
  public HistoryPageFacts {
    Objects.requireNonNull(workspaceId, "workspaceId");
    Objects.requireNonNull(generatedAt, "generatedAt");
    cohorts = List.copyOf(cohorts);
  }
}

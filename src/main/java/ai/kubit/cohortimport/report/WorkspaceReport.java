package ai.kubit.cohortimport.report;

import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import ai.kubit.cohortimport.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The history page of a workspace, read from the cohort store: every cohort that has or had a
 * schedule, with its executions, the newest first. A page holds {@value #MOST_EXECUTIONS}
 * executions at most, each cohort an equal share of them, never more than {@value
 * #MOST_OF_A_COHORT}; where older ones are left out, it says so.
 */
@Singleton
public final class WorkspaceReport {
  /** As many as a browser still scrolls through; about 20 MB. */
  static final int MOST_EXECUTIONS = 20_000;

  /** A daily cohort's, as long as history is kept. */
  static final int MOST_OF_A_COHORT = 400;

  /** Each waits for DynamoDB most of its time. */
  static final int QUERIES_AT_ONCE = 16;

  private static final int NEXT_RUNS = 3;

  private final CohortStore store;
  private final HistoryPage page;
  private final Time time;

  @Inject
  public WorkspaceReport(CohortStore store, HistoryPage page, Time time) {
    this.store = store;
    this.page = page;
    this.time = time;
  }

  /**
   * A page.
   *
   * @param cohorts how many it shows
   * @param executions how many it shows
   */
  public record Page(String html, int cohorts, int executions) {}

  /** The page as it is now; of a workspace without cohorts it says that there are none. */
  public Page of(String workspaceId, MailLocale locale) {
    HistoryPageFacts facts = facts(workspaceId, locale);
    int executions = facts.cohorts().stream().mapToInt(cohort -> cohort.executions().size()).sum();
    return new Page(page.render(facts), facts.cohorts().size(), executions);
  }

  HistoryPageFacts facts(String workspaceId, MailLocale locale) {
    List<CohortRecord> records = store.records(workspaceId);
    int share = Math.max(1, MOST_EXECUTIONS / Math.max(1, records.size()));
    int limit = Math.min(MOST_OF_A_COHORT, share);
    return new HistoryPageFacts(workspaceId, time.now(), locale, histories(records, limit));
  }

  /** One query for each cohort, several at once: 3,000 cohorts are 3,000 of them. */
  private List<CohortHistory> histories(List<CohortRecord> records, int limit) {
    ExecutorService threads = Executors.newFixedThreadPool(QUERIES_AT_ONCE);
    try {
      List<Future<CohortHistory>> histories =
          records.stream().map(record -> threads.submit(() -> history(record, limit))).toList();
      List<CohortHistory> read = new ArrayList<>();
      for (Future<CohortHistory> history : histories) {
        read.add(history.get());
      }
      return read;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the report was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private CohortHistory history(CohortRecord record, int limit) {
    CohortRecord.CohortSchedule schedule = record.schedule();
    StoredSchedule stored = schedule.stored();
    Newest newest = newest(record, limit);
    return new CohortHistory(
        record.cohort(),
        stored.cohortName().isEmpty() ? record.cohort().cohortId() : stored.cohortName(),
        schedule.state(),
        stored.schedule().map(ImportSchedule::cadence),
        schedule.state() == ScheduleState.LIVE ? schedule.nextRuns(NEXT_RUNS) : List.<Instant>of(),
        stored.schedule().map(ImportSchedule::timeZone).orElse(ZoneOffset.UTC),
        record.active(),
        newest.executions(),
        newest.more());
  }

  private record Newest(List<ImportExecution> executions, boolean more) {}

  private Newest newest(CohortRecord record, int limit) {
    CohortStore.ExecutionPage page =
        store.history(record.cohort(), new HistoryQuery(limit, Optional.empty(), Optional.empty()));
    return new Newest(page.executions(), page.nextToken().isPresent());
  }
}

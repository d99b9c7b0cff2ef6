package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.execution.CohortEntry;
import ai.kubit.cohortimport.execution.CohortLedger;
import ai.kubit.cohortimport.execution.CohortLedger.HistoryQuery;
import ai.kubit.cohortimport.execution.ImportExecution;
import ai.kubit.cohortimport.schedule.CadenceText;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import ai.kubit.cohortimport.time.Time;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history page of a workspace, read from the ledger: every cohort that has or had a schedule,
 * with its executions, the newest first. A page holds {@value #MOST_EXECUTIONS} executions at most,
 * each cohort an equal share of them, never more than {@value #MOST_OF_A_COHORT}; where older ones
 * are left out, it says so.
 */
public final class WorkspaceReport {
  /** As many as a browser still scrolls through; about 20 MB. */
  static final int MOST_EXECUTIONS = 20_000;

  /** A daily cohort's, as long as history is kept. */
  static final int MOST_OF_A_COHORT = 400;

  private static final int LARGEST_QUERY = 100;
  private static final int NEXT_RUNS = 3;

  private final CohortLedger ledger;
  private final HistoryPage page;
  private final Time time;

  public WorkspaceReport(CohortLedger ledger, HistoryPage page, Time time) {
    this.ledger = ledger;
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
  public Page of(String workspaceId) {
    HistoryPageFacts facts = facts(workspaceId);
    int executions = facts.cohorts().stream().mapToInt(cohort -> cohort.executions().size()).sum();
    return new Page(page.render(facts), facts.cohorts().size(), executions);
  }

  HistoryPageFacts facts(String workspaceId) {
    List<CohortEntry> entries = ledger.entries(workspaceId);
    int share = Math.max(1, MOST_EXECUTIONS / Math.max(1, entries.size()));
    int limit = Math.min(MOST_OF_A_COHORT, share);
    return new HistoryPageFacts(
        workspaceId, time.now(), entries.stream().map(entry -> history(entry, limit)).toList());
  }

  private CohortHistory history(CohortEntry entry, int limit) {
    CohortEntry.Appointment appointment = entry.appointment();
    StoredSchedule stored = new StoredSchedule(appointment.definition());
    Newest newest = newest(entry, limit);
    return new CohortHistory(
        entry.cohort(),
        appointment.definition().path("cohortName").asText(entry.cohort().cohortId()),
        appointment.state(),
        stored.schedule().map(WorkspaceReport::sentence).orElse("The schedule cannot be used."),
        appointment.state() == ScheduleState.LIVE
            ? stored.runsFrom(appointment.nextRunAt(), NEXT_RUNS)
            : List.<Instant>of(),
        stored.schedule().map(ImportSchedule::timeZone).orElse(ZoneOffset.UTC),
        entry.active(),
        newest.executions(),
        newest.more());
  }

  private static String sentence(ImportSchedule schedule) {
    String sentence = CadenceText.describe(schedule.cadence(), schedule.timeZone());
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private record Newest(List<ImportExecution> executions, boolean more) {}

  private Newest newest(CohortEntry entry, int limit) {
    List<ImportExecution> found = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      int wanted = Math.min(LARGEST_QUERY, limit - found.size());
      CohortLedger.HistoryPage next =
          ledger.history(entry.cohort(), new HistoryQuery(wanted, Optional.empty(), token));
      found.addAll(next.executions());
      token = next.nextToken();
    } while (token.isPresent() && found.size() < limit);
    return new Newest(found, token.isPresent());
  }
}

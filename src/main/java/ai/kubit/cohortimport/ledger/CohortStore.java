package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The only truth about schedules and executions. Reads are strongly consistent, except {@link #due}
 * and {@link #oldestUnderWay}, which are hints. All writes go through {@link #transition}.
 */
public interface CohortStore {

  Optional<CohortRecord> record(CohortKey cohort);

  /** Every cohort of a workspace, by cohort id. */
  List<CohortRecord> records(String workspaceId);

  /**
   * Some cohorts of a workspace, by cohort id.
   *
   * @param after only those whose id comes after this one
   * @param limit how many at most
   */
  List<CohortRecord> records(String workspaceId, Optional<String> after, int limit);

  /** Cohorts that were due at that moment, the longest overdue first; possibly stale. */
  List<DueCohort> due(Instant now, int limit);

  /** When the oldest import that is under way anywhere was begun; possibly stale. */
  Optional<Instant> oldestUnderWay();

  Optional<ImportExecution> execution(CohortKey cohort, String executionId);

  /**
   * A cohort's executions, newest first. Where one outcome is asked for and is rare, a page may
   * hold fewer than its limit, or none, and have a token nevertheless.
   *
   * @throws IllegalArgumentException when the token is not from an earlier page of this history
   */
  ExecutionPage history(CohortKey cohort, HistoryQuery query);

  /** The cohort that holds a value within a workspace; two may not hold the same. */
  Optional<String> holderOf(String workspaceId, String value);

  /**
   * Replaces the record and writes what belongs to it, all or nothing, if the record is still the
   * one that was read and no other cohort holds a reserved value.
   *
   * @return whether it was written; false means that somebody else was faster
   */
  boolean write(StoreWrite write);

  /**
   * Deletes some of a cohort's lines of history.
   *
   * @return how many; 0 when there are none left
   */
  int forgetSomeHistory(CohortKey cohort);

  /**
   * Deletes a record that is still the one that was read. Its history must be gone before.
   *
   * @return whether it was deleted; false means that somebody else wrote it
   */
  boolean forget(CohortRecord record);

  /** Lets go of every value that cohorts of a workspace hold. */
  void forgetValues(String workspaceId);

  /**
   * Reads the record, decides, writes; and again from the start while somebody else was faster.
   *
   * @param decide a pure function of what was read; it may read more from this store
   */
  default <R> R transition(
      CohortKey cohort, Function<Optional<CohortRecord>, Transition<R>> decide) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Transition<R> transition = decide.apply(record(cohort));
      if (transition.write().isEmpty() || write(transition.write().get())) {
        return transition.answer();
      }
    }
    throw new IllegalStateException(
        "the entry of %s changed %d times in a row".formatted(cohort, MOST_ATTEMPTS));
  }

  /** A record has few writers: the worker that holds the lease, the sweep, and people. */
  int MOST_ATTEMPTS = 20;

  /** A cohort that was due. */
  record DueCohort(CohortKey cohort, Instant dueAt) {}

  /**
   * What to write, and what to answer once it is written.
   *
   * @param write empty when nothing is to change
   */
  record Transition<R>(Optional<StoreWrite> write, R answer) {
    public static <R> Transition<R> nothing(R answer) {
      return new Transition<>(Optional.empty(), answer);
    }

    public static <R> Transition<R> of(StoreWrite write, R answer) {
      return new Transition<>(Optional.of(write), answer);
    }
  }

  /**
   * One write, all or nothing.
   *
   * @param record the new record, with the version that was read
   * @param execution the line of history that belongs to it, if it changed
   * @param reserve values that this cohort must hold alone in its workspace
   * @param release values that it no longer holds; those of other cohorts stay theirs
   */
  record StoreWrite(
      CohortRecord record,
      Optional<ImportExecution> execution,
      Set<String> reserve,
      Set<String> release) {
    public StoreWrite {
      Objects.requireNonNull(record, "record");
      Objects.requireNonNull(execution, "execution");
      reserve = Set.copyOf(reserve);
      release = Set.copyOf(release);
    }

    public static StoreWrite of(CohortRecord record) {
      return new StoreWrite(record, Optional.empty(), Set.of(), Set.of());
    }

    public static StoreWrite of(CohortRecord record, ImportExecution execution) {
      return new StoreWrite(record, Optional.of(execution), Set.of(), Set.of());
    }
  }

  /**
   * Which executions.
   *
   * @param limit 1 or more
   * @param nextToken where an earlier page ended
   */
  record HistoryQuery(int limit, Optional<Outcome> outcome, Optional<String> nextToken) {}

  /**
   * One page.
   *
   * @param nextToken present while there is more
   */
  record ExecutionPage(List<ImportExecution> executions, Optional<String> nextToken) {
    public ExecutionPage {
      executions = List.copyOf(executions);
    }
  }
}

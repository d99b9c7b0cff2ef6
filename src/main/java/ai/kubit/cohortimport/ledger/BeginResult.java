package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Instant;
import java.util.Optional;

/** What became of a request to begin an import. "No" is a value and leaves no line of history. */
public sealed interface BeginResult {

  /** It is begun and waits for a worker. */
  record Begun(ImportExecution execution) implements BeginResult {}

  /** The same trigger has begun it before. */
  record AlreadyDone(String executionId) implements BeginResult {}

  /**
   * A newer scheduled time has been begun since.
   *
   * @param executionId by this execution; absent when history does not hold it any more
   */
  record Overtaken(Optional<String> executionId) implements BeginResult {}

  /** The same token has begun an import with other options before. */
  record OtherOptions(String executionId) implements BeginResult {}

  /** Another execution of the cohort is under way. */
  record Busy(String executionId, Instant since) implements BeginResult {}

  /** Another execution of the cohort is under way; this one is kept until that has ended. */
  record Kept(String executionId, Instant since) implements BeginResult {}

  /** The schedule's state does not allow it. */
  record NotLive(ScheduleState state) implements BeginResult {}

  /** Nothing is due yet. */
  record NotDue() implements BeginResult {}

  /** The cohort has no schedule. */
  record NoSchedule() implements BeginResult {}

  /** The confirmation does not name the last refused execution, or was used. */
  record NothingToConfirm() implements BeginResult {}
}

package ai.kubit.cohortimport.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The execution that a cohort is busy with, and who holds its lease.
 *
 * @param state {@code QUEUED}, {@code RUNNING} or {@code INTERRUPTED}
 * @param since when it entered that state
 * @param startedAt when it was begun
 * @param owner the token of the leg that holds the lease; empty unless running
 * @param leaseUntil the end of the lease; the begin of the wait where nobody holds it
 * @param resumeAt when an interrupted one may go on
 * @param leg how many legs took it
 * @param legsWithoutProgress how many of the last legs ended without a step forward
 * @param waitedForBraze whether the last leg ended because Braze could not go on
 * @param stopRequested whether a person asked to stop it
 * @param waitsBecause what an interrupted one waits for, in words; else empty
 */
public record ActiveExecution(
    String executionId,
    ImportExecution.State state,
    Instant since,
    Instant startedAt,
    String owner,
    Optional<Instant> leaseUntil,
    Optional<Instant> resumeAt,
    int leg,
    int legsWithoutProgress,
    boolean waitedForBraze,
    boolean stopRequested,
    String waitsBecause) {

  /** A lease may be taken over only so long after it ended: clocks differ, requests linger. */
  public static final Duration TAKEOVER_MARGIN = Duration.ofSeconds(60);

  /** No request may be written in the last part of a lease. */
  public static final Duration SENDING_MARGIN = Duration.ofSeconds(30);

  /** So many legs without progress are no coincidence. */
  static final int MOST_LEGS_WITHOUT_PROGRESS = 5;

  /** An execution that is not over by then never will be. */
  static final Duration LONGEST = Duration.ofHours(24);

  public ActiveExecution {
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(leaseUntil, "leaseUntil");
    Objects.requireNonNull(resumeAt, "resumeAt");
    Objects.requireNonNull(waitsBecause, "waitsBecause");
  }

  static ActiveExecution queued(String executionId, Instant now) {
    return new ActiveExecution(
        executionId,
        ImportExecution.State.QUEUED,
        now,
        now,
        "",
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        false,
        false,
        "");
  }

  /** When a leg may take it: never while somebody else's lease may still be in use. */
  public Instant takeableAt() {
    return switch (state) {
      case QUEUED -> since;
      case INTERRUPTED -> resumeAt.orElse(since);
      case RUNNING -> leaseUntil.orElse(since).plus(TAKEOVER_MARGIN);
      case DONE -> Instant.MAX;
    };
  }

  boolean heldBy(String executionId, String owner) {
    return state == ImportExecution.State.RUNNING
        && this.executionId.equals(executionId)
        && this.owner.equals(owner);
  }

  ActiveExecution taken(String newOwner, Instant now, Instant newLeaseUntil) {
    return new ActiveExecution(
        executionId,
        ImportExecution.State.RUNNING,
        now,
        startedAt,
        newOwner,
        Optional.of(newLeaseUntil),
        Optional.empty(),
        leg + 1,
        legsWithoutProgress + 1,
        waitedForBraze,
        stopRequested,
        "");
  }

  ActiveExecution progressed() {
    return new ActiveExecution(
        executionId,
        state,
        since,
        startedAt,
        owner,
        leaseUntil,
        resumeAt,
        leg,
        0,
        false,
        stopRequested,
        waitsBecause);
  }

  /**
   * A leg that had to end with its process was no try that failed. Who asked to stop waits no
   * longer.
   */
  ActiveExecution interrupted(Instant now, Pause pause) {
    boolean noTry = pause.cause() == Pause.Cause.PROCESS_END && legsWithoutProgress > 0;
    return new ActiveExecution(
        executionId,
        ImportExecution.State.INTERRUPTED,
        now,
        startedAt,
        "",
        Optional.empty(),
        Optional.of(stopRequested ? now : pause.resumeAt()),
        leg,
        noTry ? legsWithoutProgress - 1 : legsWithoutProgress,
        pause.cause() == Pause.Cause.BRAZE,
        stopRequested,
        pause.why());
  }

  ActiveExecution stopping(Instant now) {
    Optional<Instant> soon =
        state == ImportExecution.State.INTERRUPTED ? Optional.of(now) : resumeAt;
    return new ActiveExecution(
        executionId,
        state,
        since,
        startedAt,
        owner,
        leaseUntil,
        soon,
        leg,
        legsWithoutProgress,
        waitedForBraze,
        true,
        waitsBecause);
  }

  /** Whether the leg that takes it now must end it instead of going on. */
  boolean stuck(Instant now) {
    return legsWithoutProgress >= MOST_LEGS_WITHOUT_PROGRESS
        || startedAt.plus(LONGEST).isBefore(now);
  }
}

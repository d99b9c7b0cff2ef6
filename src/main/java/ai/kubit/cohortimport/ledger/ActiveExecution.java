package ai.kubit.cohortimport.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The execution that a cohort is busy with, and who holds its lease.
 *
 * @param startedAt when it was begun
 * @param hold who works on it, or what it waits for
 * @param legs how its legs went
 * @param stopRequested whether a person asked to stop it
 */
public record ActiveExecution(
    String executionId, Instant startedAt, Hold hold, Legs legs, boolean stopRequested) {

  /**
   * Who works on it, or what it waits for.
   *
   * @param state {@code QUEUED}, {@code RUNNING} or {@code INTERRUPTED}
   * @param since when it entered that state
   * @param owner the token of the leg that holds the lease; empty unless running
   * @param until the end of the lease of a running one, when an interrupted one may go on; absent
   *     for a queued one
   * @param waitsBecause what an interrupted one waits for, in words; else empty
   */
  public record Hold(
      ImportExecution.State state,
      Instant since,
      String owner,
      Optional<Instant> until,
      String waitsBecause) {
    public Hold {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(until, "until");
      Objects.requireNonNull(waitsBecause, "waitsBecause");
    }

    static Hold queued(Instant now) {
      return new Hold(ImportExecution.State.QUEUED, now, "", Optional.empty(), "");
    }

    public static Hold running(Instant now, String owner, Instant leaseUntil) {
      return new Hold(ImportExecution.State.RUNNING, now, owner, Optional.of(leaseUntil), "");
    }

    static Hold interrupted(Instant now, Instant resumeAt, String why) {
      return new Hold(ImportExecution.State.INTERRUPTED, now, "", Optional.of(resumeAt), why);
    }

    Optional<Instant> untilIn(ImportExecution.State asked) {
      return state == asked ? until : Optional.empty();
    }
  }

  /**
   * How its legs went.
   *
   * @param taken how many legs took it
   * @param withoutProgress how many of the last legs ended without a step forward
   * @param waitedForBraze whether the last leg ended because Braze could not go on
   */
  public record Legs(int taken, int withoutProgress, boolean waitedForBraze) {
    public static final Legs NONE = new Legs(0, 0, false);

    Legs oneMore() {
      return new Legs(taken + 1, withoutProgress + 1, waitedForBraze);
    }

    Legs progressed() {
      return new Legs(taken, 0, false);
    }

    /** A leg that had to end with its process was no try that failed. */
    Legs ended(Pause.Cause cause) {
      boolean noTry = cause == Pause.Cause.PROCESS_END && withoutProgress > 0;
      return new Legs(
          taken, noTry ? withoutProgress - 1 : withoutProgress, cause == Pause.Cause.BRAZE);
    }
  }

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
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(hold, "hold");
    Objects.requireNonNull(legs, "legs");
  }

  static ActiveExecution queued(String executionId, Instant now) {
    return new ActiveExecution(executionId, now, Hold.queued(now), Legs.NONE, false);
  }

  public ImportExecution.State state() {
    return hold.state();
  }

  /** When an interrupted one may go on; absent in every other state. */
  public Optional<Instant> resumeAt() {
    return hold.untilIn(ImportExecution.State.INTERRUPTED);
  }

  public String waitsBecause() {
    return hold.waitsBecause();
  }

  /** The number of the last leg that took it; 0 before the first. */
  public int leg() {
    return legs.taken();
  }

  public boolean waitedForBraze() {
    return legs.waitedForBraze();
  }

  /** When a leg may take it: never while somebody else's lease may still be in use. */
  public Instant takeableAt() {
    return switch (state()) {
      case QUEUED -> hold.since();
      case INTERRUPTED -> hold.until().orElse(hold.since());
      case RUNNING -> hold.until().orElse(hold.since()).plus(TAKEOVER_MARGIN);
      case DONE -> Instant.MAX;
    };
  }

  boolean heldBy(String executionId, String owner) {
    return state() == ImportExecution.State.RUNNING
        && this.executionId.equals(executionId)
        && hold.owner().equals(owner);
  }

  ActiveExecution taken(String owner, Instant now, Instant leaseUntil) {
    Hold running = Hold.running(now, owner, leaseUntil);
    return new ActiveExecution(executionId, startedAt, running, legs.oneMore(), stopRequested);
  }

  ActiveExecution progressed() {
    return new ActiveExecution(executionId, startedAt, hold, legs.progressed(), stopRequested);
  }

  /** Who asked to stop waits no longer. */
  ActiveExecution interrupted(Instant now, Pause pause) {
    Instant resumeAt = stopRequested ? now : pause.resumeAt();
    return new ActiveExecution(
        executionId,
        startedAt,
        Hold.interrupted(now, resumeAt, pause.why()),
        legs.ended(pause.cause()),
        stopRequested);
  }

  ActiveExecution stopping(Instant now) {
    Hold soon =
        state() == ImportExecution.State.INTERRUPTED
            ? Hold.interrupted(hold.since(), now, hold.waitsBecause())
            : hold;
    return new ActiveExecution(executionId, startedAt, soon, legs, true);
  }

  /** Whether the leg that takes it now must end it instead of going on. */
  boolean stuck(Instant now) {
    return legs.withoutProgress() >= MOST_LEGS_WITHOUT_PROGRESS
        || startedAt.plus(LONGEST).isBefore(now);
  }
}

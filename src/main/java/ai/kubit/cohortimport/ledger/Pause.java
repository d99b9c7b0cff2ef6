package ai.kubit.cohortimport.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * Why a leg ends before its execution does.
 *
 * @param resumeAt when the next leg may go on
 * @param why what is waited for, in words that complete "waits, because"
 */
public record Pause(Instant resumeAt, String why, Cause cause) {

  /** Who or what ended the leg. */
  public enum Cause {
    /** The leg's own time, or a distance to be kept. */
    TIME,
    /** Braze could not go on. */
    BRAZE,
    /** The process was told to end; that says nothing about the import. */
    PROCESS_END
  }

  public Pause {
    Objects.requireNonNull(resumeAt, "resumeAt");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(cause, "cause");
  }

  public static Pause processEnds(Instant now) {
    return new Pause(now, "the process that worked on it was told to end", Cause.PROCESS_END);
  }
}

package ai.kubit.cohortimport.local.braze;

import java.time.Instant;

/**
 * One thing that was done to one attribute of one profile.
 *
 * @param sequence orders all operations of all profiles
 * @param request counts the calls of {@link BrazeState#track} (and of cohort changes) from 1
 * @param attribute the attribute, or {@code cohort:<id>} for a partner cohort
 * @param value the value added or removed; empty for a wipe
 * @param changed whether it made a difference other than the value's position
 */
public record AppliedOperation(
    long sequence,
    long request,
    Instant at,
    String profile,
    String attribute,
    Kind kind,
    String value,
    boolean changed) {

  /** What was done. */
  public enum Kind {
    ADD,
    REMOVE,
    /** The whole array was overwritten; one entry for each new value. */
    SET,
    /** Null, or an overwrite with no value. */
    WIPE,
    /** Pushed out of a full array. */
    EVICT
  }
}

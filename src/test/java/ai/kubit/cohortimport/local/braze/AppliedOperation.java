package ai.kubit.cohortimport.local.braze;

import java.time.Instant;

/**
 * One operation that was applied to one attribute of one profile.
 *
 * @param sequence its place in the order of all operations of all profiles
 * @param request the number of the call of {@link BrazeState#track} (or of cohort changes), from 1
 * @param attribute the attribute, or {@code cohort:<id>} for a partner cohort
 * @param value the value added or removed; the empty string for a wipe
 * @param changed whether it changed anything other than the value's position
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
    /** The whole array was overwritten. There is one operation for each new value. */
    SET,
    /** The attribute was set to null, or overwritten with an empty array. */
    WIPE,
    /** The value was pushed out of a full array. */
    EVICT
  }
}

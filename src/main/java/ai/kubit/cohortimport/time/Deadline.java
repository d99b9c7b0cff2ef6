package ai.kubit.cohortimport.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment after which something must not happen any more. It has passed as soon as either clock
 * says so: the wall clock, which other machines share, or the monotonic one, which cannot be set
 * back.
 */
public final class Deadline {
  private final Time time;
  private final Instant wallEnd;
  private final long startNanos;
  private final Duration length;

  private Deadline(Time time, Instant wallEnd) {
    this.time = time;
    this.wallEnd = wallEnd;
    this.startNanos = time.nanos();
    this.length = Duration.between(time.now(), wallEnd);
  }

  /** A deadline at a moment of the wall clock, which may be past already. */
  public static Deadline at(Time time, Instant moment) {
    return new Deadline(time, moment);
  }

  /** A deadline so long from now. */
  public static Deadline in(Time time, Duration length) {
    return new Deadline(time, time.now().plus(length));
  }

  public boolean passed() {
    return remaining().isZero();
  }

  /** What is left by the stricter clock; zero when it has passed, never negative. */
  public Duration remaining() {
    Duration wall = Duration.between(time.now(), wallEnd);
    Duration monotonic = length.minusNanos(time.nanos() - startNanos);
    Duration left = wall.compareTo(monotonic) < 0 ? wall : monotonic;
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The moment, by the wall clock. */
  public Instant moment() {
    return wallEnd;
  }
}

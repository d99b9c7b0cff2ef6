package ai.kubit.cohortimport.time;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * A moment after which something must not happen any more. It has passed as soon as either clock
 * says so: the wall clock, which other machines share, or the monotonic one, which cannot be set
 * back.
 */
public final class Deadline {
  /** A pause looks this often whether the process was told to end. */
  private static final Duration GLANCE = Duration.ofMillis(250);

  private final Time time;
  private final Instant wallEnd;
  private final long startNanos;
  private final Duration length;
  private final BooleanSupplier cut;

  private Deadline(Time time, Instant wallEnd, BooleanSupplier cut) {
    this.time = time;
    this.cut = cut;
    this.wallEnd = wallEnd;
    this.startNanos = time.nanos();
    this.length = Duration.between(time.now(), wallEnd);
  }

  /** A deadline at a moment of the wall clock, which may be past already; nothing cuts it short. */
  public static Deadline at(Time time, Instant moment) {
    return new Deadline(time, moment, () -> false);
  }

  /** A deadline so long from now; nothing cuts it short. */
  public static Deadline in(Time time, Duration length) {
    return in(time, length, () -> false);
  }

  /**
   * A deadline so long from now, or at once when the process is told to end.
   *
   * @param cut whether it was told so; never again false once it was true
   */
  public static Deadline in(Time time, Duration length, BooleanSupplier cut) {
    return new Deadline(time, time.now().plus(length), cut);
  }

  /** An earlier one, cut short by the same. */
  public Deadline earlierBy(Duration margin) {
    return in(time, remaining().minus(margin), cut);
  }

  /** Whether it has passed because the process was told to end. */
  public boolean isCut() {
    return cut.getAsBoolean();
  }

  public boolean passed() {
    return remaining().isZero();
  }

  /** What is left by the stricter clock; zero when it has passed, never negative. */
  public Duration remaining() {
    if (cut.getAsBoolean()) {
      return Duration.ZERO;
    }
    Duration wall = Duration.between(time.now(), wallEnd);
    Duration monotonic = length.minusNanos(time.nanos() - startNanos);
    Duration left = wall.compareTo(monotonic) < 0 ? wall : monotonic;
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Waits, but no longer than the process is left alone.
   *
   * @return whether it waited to the end; false when the process was told to end
   */
  public boolean pause(Duration wait) throws InterruptedException {
    Deadline over = in(time, wait);
    while (!over.passed() && !isCut()) {
      Duration left = over.remaining();
      time.pause(left.compareTo(GLANCE) < 0 ? left : GLANCE);
    }
    return !isCut();
  }

  /** The moment, by the wall clock. */
  public Instant moment() {
    return wallEnd;
  }
}

package ai.kubit.cohortimport.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that passes only when somebody waits: hours of waiting take milliseconds of testing. Things
 * can be arranged to happen at a moment; they happen on the thread that waits past it.
 */
public final class VirtualTime implements Time {
  private record Event(Instant at, long order, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
  private Instant now;
  private long nanos;
  private long order;

  public VirtualTime() {
    this(Instant.parse("2026-11-22T08:00:00Z"));
  }

  public VirtualTime(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized void pause(Duration duration) {
    if (duration.isNegative()) {
      return;
    }
    Instant end = now.plus(duration);
    while (!events.isEmpty() && !events.peek().at().isAfter(end)) {
      Event next = events.remove();
      advanceTo(next.at());
      next.action().run();
    }
    advanceTo(end);
  }

  /** Arranges for something to happen so long from now. */
  public synchronized void after(Duration wait, Runnable action) {
    events.add(new Event(now.plus(wait), order++, action));
  }

  /** Sets the wall clock only, as an administrator or NTP does. */
  public synchronized void setWallClock(Instant moment) {
    now = moment;
  }

  private void advanceTo(Instant moment) {
    if (moment.isAfter(now)) {
      nanos += Duration.between(now, moment).toNanos();
      now = moment;
    }
  }
}

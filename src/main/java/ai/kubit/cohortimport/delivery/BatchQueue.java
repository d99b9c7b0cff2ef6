package ai.kubit.cohortimport.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The batches that wait to be sent: new ones, ones to send again at once, and ones to send again
 * later.
 */
final class BatchQueue {
  private record Later(Batch batch, long due, long order) {}

  private final Deque<Batch> fresh = new ArrayDeque<>();
  private final Deque<Batch> again = new ArrayDeque<>();
  private final PriorityQueue<Later> later;
  private final long epoch;
  private long order;

  /**
   * Creates an empty queue.
   *
   * @param epoch a time of the monotonic clock in nanoseconds; all other times are measured from it
   */
  BatchQueue(long epoch) {
    this.epoch = epoch;
    this.later =
        new PriorityQueue<>(Comparator.comparingLong(Later::due).thenComparing(Later::order));
  }

  void add(Batch batch) {
    fresh.add(batch);
  }

  /**
   * Adds batches to send again at once. The newest is taken first, so that halves of a batch are
   * split on until the guilty object is found.
   */
  void addAgain(Collection<Batch> batches) {
    batches.forEach(again::push);
  }

  void addLater(Batch batch, Duration wait, long now) {
    later.add(new Later(batch, now - epoch + wait.toNanos(), order++));
  }

  boolean hasFresh() {
    return !fresh.isEmpty();
  }

  boolean isEmpty() {
    return fresh.isEmpty() && waitingAgain() == 0;
  }

  /** How many batches wait that have been sent before. */
  int waitingAgain() {
    return again.size() + later.size();
  }

  /** How long until a batch may be taken; empty if none waits. */
  Optional<Duration> untilNext(long now, boolean freshToo) {
    if (!again.isEmpty() || (freshToo && !fresh.isEmpty())) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.ofNullable(later.peek())
        .map(next -> Duration.ofNanos(Math.max(0, next.due() - (now - epoch))));
  }

  /**
   * Takes the next batch: first the ones to send again at once, then the ones whose wait is over,
   * then new ones. In an outage few requests are allowed. If a failed half went before the other
   * half, the guilty half could keep the good half from ever showing that Braze works.
   */
  Batch take(long now) {
    if (!again.isEmpty()) {
      return again.remove();
    }
    Later next = later.peek();
    return next != null && next.due() <= now - epoch ? later.remove().batch() : fresh.remove();
  }

  /** Takes all batches. */
  List<Batch> takeAll() {
    List<Batch> all = new ArrayList<>(again);
    later.forEach(one -> all.add(one.batch()));
    all.addAll(fresh);
    again.clear();
    later.clear();
    fresh.clear();
    return all;
  }
}

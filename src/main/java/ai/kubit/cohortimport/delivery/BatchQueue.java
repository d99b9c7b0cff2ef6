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
 * Batches that wait to be sent: new ones, ones to be repeated at once, ones to be repeated later.
 */
final class BatchQueue {
  private record Later(Batch batch, long due, long order) {}

  private final Deque<Batch> fresh = new ArrayDeque<>();
  private final Deque<Batch> again = new ArrayDeque<>();
  private final PriorityQueue<Later> later;
  private final long epoch;
  private long order;

  /**
   * An empty queue.
   *
   * @param epoch a moment of the monotonic clock that all others are measured from
   */
  BatchQueue(long epoch) {
    this.epoch = epoch;
    this.later =
        new PriorityQueue<>(Comparator.comparingLong(Later::due).thenComparing(Later::order));
  }

  void add(Batch batch) {
    fresh.add(batch);
  }

  /** The newest come first: halves of a batch are followed down to the guilty object. */
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

  /** How many batches wait that were sent before. */
  int waitingAgain() {
    return again.size() + later.size();
  }

  /** How long until a batch may be taken; empty when there is none. */
  Optional<Duration> untilNext(long now, boolean freshToo) {
    if (!again.isEmpty() || (freshToo && !fresh.isEmpty())) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.ofNullable(later.peek())
        .map(next -> Duration.ofNanos(Math.max(0, next.due() - (now - epoch))));
  }

  /**
   * Takes the batch that is next; what was sent before goes first. Halves go before what failed and
   * is due again: in an outage, where few are let through, the guilty one would keep the other from
   * ever showing that Braze works.
   */
  Batch take(long now) {
    if (!again.isEmpty()) {
      return again.remove();
    }
    Later next = later.peek();
    return next != null && next.due() <= now - epoch ? later.remove().batch() : fresh.remove();
  }

  /** Takes everything. */
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

package ai.kubit.cohortimport.delivery;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The requests in flight. Answers may come on any thread, which only puts them into a queue. All
 * other calls must come from the delivering thread.
 */
final class InFlightRequests {
  /** A batch and the reply to it. */
  record Arrival(Batch batch, Reply reply) {}

  private record Flight(Batch batch, CompletionStage<Reply> stage, long startedAt) {}

  private record Landing(Flight flight, Reply reply) {}

  private final long lifeNanos;
  private final Set<Flight> flying = new LinkedHashSet<>();
  private final Queue<Landing> landed = new ConcurrentLinkedQueue<>();

  InFlightRequests(Duration life) {
    this.lifeNanos = life.toNanos();
  }

  void start(Batch batch, CompletionStage<Reply> stage, long now) {
    Flight flight = new Flight(batch, stage, now);
    flying.add(flight);
    // A sender must not fail. If one does all the same, its answer counts as lost.
    stage
        .exceptionally(trouble -> new Reply.Lost(TransportFailure.UNKNOWN_FATE))
        .thenAccept(reply -> landed.add(new Landing(flight, reply)));
  }

  int size() {
    return flying.size();
  }

  /**
   * The next reply; empty if none has come. A request that takes too long is aborted and counts as
   * lost.
   */
  Optional<Arrival> poll(long now) {
    for (Landing landing = landed.poll(); landing != null; landing = landed.poll()) {
      if (flying.remove(landing.flight())) {
        return Optional.of(new Arrival(landing.flight().batch(), landing.reply()));
      }
    }
    return overdue(now);
  }

  /** Aborts all requests in flight. */
  void abort() {
    flying.forEach(flight -> flight.stage().toCompletableFuture().cancel(true));
    flying.clear();
  }

  private Optional<Arrival> overdue(long now) {
    if (flying.isEmpty()) {
      return Optional.empty();
    }
    Flight oldest = flying.iterator().next();
    if (now - oldest.startedAt() < lifeNanos) {
      return Optional.empty();
    }
    flying.remove(oldest);
    oldest.stage().toCompletableFuture().cancel(true);
    return Optional.of(new Arrival(oldest.batch(), new Reply.Lost(TransportFailure.UNKNOWN_FATE)));
  }
}

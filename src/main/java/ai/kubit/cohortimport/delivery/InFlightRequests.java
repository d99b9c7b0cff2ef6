package ai.kubit.cohortimport.delivery;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The requests on their way. Answers may come from any thread and are only laid down; everything
 * else belongs to the thread that delivers.
 */
final class InFlightRequests {
  /** A batch with its reply. */
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
    // A sender that breaks its promise and fails is as good as one whose answer is lost.
    stage
        .exceptionally(trouble -> new Reply.Lost(TransportFailure.UNKNOWN_FATE))
        .thenAccept(reply -> landed.add(new Landing(flight, reply)));
  }

  int size() {
    return flying.size();
  }

  /** The next answer that is there. A request beyond its life is aborted and counts as lost. */
  Optional<Arrival> poll(long now) {
    for (Landing landing = landed.poll(); landing != null; landing = landed.poll()) {
      if (flying.remove(landing.flight())) {
        return Optional.of(new Arrival(landing.flight().batch(), landing.reply()));
      }
    }
    return overdue(now);
  }

  /** Aborts everything. */
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

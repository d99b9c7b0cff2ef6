package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.time.Deadline;
import java.time.Duration;
import java.util.Collection;

/** Decides when a batch is sent again. If no further attempt makes sense, it stops the delivery. */
final class RetryScheduler {
  private static final Duration RATE_LIMIT_ROUND = Duration.ofSeconds(1);

  private final DeliveryLeg leg;
  private final DeliveryState state;
  private final Duration outagePause;
  private final RetryBudget budget = new RetryBudget();
  private Deadline rateLimitRound;

  /**
   * Creates a scheduler.
   *
   * @param outagePause how long the next leg waits after an outage before it tries again
   */
  RetryScheduler(DeliveryLeg leg, DeliveryState state, Duration outagePause) {
    this.leg = leg;
    this.state = state;
    this.outagePause = outagePause;
    this.rateLimitRound = Deadline.in(leg.time(), Duration.ZERO);
  }

  void requestSent() {
    budget.requestSent();
  }

  /** Sends batches again as soon as the rate limit allows, the last of them first. */
  void atOnce(Collection<Batch> batches) {
    state.queue().addAgain(batches);
  }

  /** Sends a failed batch again, after a wait that grows with its failures. */
  void later(Batch batch) {
    countFailure(batch);
    backOff(batch);
  }

  /**
   * Sends a failed batch again, after the wait that Braze asked for. If Braze asked for none, the
   * wait grows with its failures.
   */
  void afterServerError(Batch batch, RateLimits said) {
    countFailure(batch);
    said.retryAfter().ifPresentOrElse(wait -> waitAsAsked(batch, wait), () -> backOff(batch));
  }

  /**
   * Sends a batch again that was refused because of the rate limit. All requests in flight meet
   * this limit at the same time, so the refusals of one second count as one failed retry.
   */
  void afterRateLimit(Batch batch, RateLimits said) {
    if (batch.failed() > 1 && rateLimitRound.passed()) {
      budget.retryWasFutile();
      rateLimitRound = Deadline.in(leg.time(), RATE_LIMIT_ROUND);
    }
    said.waitAsked().ifPresentOrElse(wait -> waitAsAsked(batch, wait), () -> backOff(batch));
  }

  /**
   * Sends the halves of a failed batch, after the wait that Braze asked for, or at once if it asked
   * for none.
   */
  void halves(Collection<Batch> halves, RateLimits said) {
    said.retryAfter()
        .ifPresentOrElse(
            wait -> halves.forEach(half -> waitAsAsked(half, wait)),
            () -> {
              atOnce(halves);
              giveUpIfHopeless();
            });
  }

  private void countFailure(Batch batch) {
    if (batch.failed() > 1) {
      budget.retryWasFutile();
    }
  }

  private void backOff(Batch batch) {
    queue(batch, leg.retry().backoff(batch.failures()));
    giveUpIfHopeless();
  }

  private void waitAsAsked(Batch batch, Duration wait) {
    queue(batch, wait);
    if (wait.compareTo(leg.end().remaining()) > 0) {
      state
          .stop()
          .set(
              new DeliveryStop.Interrupted(
                  leg.time().now().plus(wait), "Braze asked not to be called before then"));
    } else {
      giveUpIfHopeless();
    }
  }

  private void queue(Batch batch, Duration wait) {
    state.queue().addLater(batch, wait, leg.time().nanos());
  }

  private void giveUpIfHopeless() {
    if (budget.spent() || state.circuitBreaker().isSustained(leg.time().nanos())) {
      state
          .stop()
          .set(
              new DeliveryStop.Interrupted(
                  leg.time().now().plus(outagePause),
                  "Braze is failing, cannot be reached, or is limiting everything"));
    }
  }
}

package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.time.Deadline;
import java.time.Duration;
import java.util.Collection;

/**
 * Decides when a batch is sent again, and when no further try makes sense: then it stops the
 * delivery.
 */
final class RetryScheduler {
  private static final Duration RATE_LIMIT_ROUND = Duration.ofSeconds(1);

  private final DeliveryLeg leg;
  private final DeliveryState state;
  private final Duration outagePause;
  private final RetryBudget budget = new RetryBudget();
  private Deadline rateLimitRound;

  /**
   * A scheduler.
   *
   * @param outagePause after an outage, how long to leave Braze alone
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

  /** Sends batches again as soon as the pace allows; the last of them first. */
  void atOnce(Collection<Batch> batches) {
    state.queue().addAgain(batches);
  }

  /** Sends a batch that failed again, after a wait that grows with its failures. */
  void later(Batch batch) {
    countFailure(batch);
    backOff(batch);
  }

  /** Sends a batch that failed again, after the wait that Braze asked for, if it did. */
  void afterServerError(Batch batch, RateLimits said) {
    countFailure(batch);
    said.retryAfter().ifPresentOrElse(wait -> waitAsAsked(batch, wait), () -> backOff(batch));
  }

  /**
   * Sends a batch again that was refused for the rate limit. All requests on their way meet the
   * same limit at once: what fails within a second counts as one retry.
   */
  void afterRateLimit(Batch batch, RateLimits said) {
    if (batch.failed() > 1 && rateLimitRound.passed()) {
      budget.retryWasFutile();
      rateLimitRound = Deadline.in(leg.time(), RATE_LIMIT_ROUND);
    }
    said.waitAsked().ifPresentOrElse(wait -> waitAsAsked(batch, wait), () -> backOff(batch));
  }

  /** Sends the halves of a batch that failed, after the wait that Braze asked for, if it did. */
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
    if (budget.spent() || state.outage().isSustained(leg.time().nanos())) {
      state
          .stop()
          .set(
              new DeliveryStop.Interrupted(
                  leg.time().now().plus(outagePause),
                  "Braze is failing, cannot be reached, or is limiting everything"));
    }
  }
}

package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.time.Time;
import java.util.Collections;
import java.util.List;

/** Decides about a batch that got no answer: it is sent again, or the delivery stops. */
final class LostRequestRule {
  private final RetryScheduler retries;
  private final UnclearAnswerRule unclear;
  private final DeliveryState state;
  private final Time time;
  private final int mostFreeRetries;
  private long freeRetries;

  /**
   * Creates the rule.
   *
   * @param unclear the rule for answers that were too long to be read
   * @param mostFreeRetries how many kept-alive connections may have died unnoticed: as many as
   *     there may be requests in flight
   */
  LostRequestRule(
      RetryScheduler retries,
      UnclearAnswerRule unclear,
      DeliveryState state,
      Time time,
      int mostFreeRetries) {
    this.retries = retries;
    this.unclear = unclear;
    this.state = state;
    this.time = time;
    this.mostFreeRetries = mostFreeRetries;
  }

  void lost(Batch batch, TransportFailure failure) {
    if (failure.perhapsReceived()) {
      batch.markPerhapsReceived();
    }
    switch (failure) {
      case CONNECTION_CLOSED -> closed(batch);
      case NOT_SENT, UNKNOWN_FATE -> failed(batch);
      case TOO_LONG -> {
        state.circuitBreaker().failed(time.nanos());
        unclear.senseless(
            batch,
            Collections.nCopies(
                batch.size(), ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER)));
      }
      case UNTRUSTED -> stop(batch, StopMessages.untrusted());
      case FENCED -> stop(batch, new DeliveryStop.OutOfTime());
    }
  }

  /**
   * Sends the batch again at once if its connection was closed, because a kept-alive connection
   * that died unnoticed says nothing about Braze. That is allowed once for each batch, and {@code
   * mostFreeRetries} times in all.
   */
  private void closed(Batch batch) {
    if (freeRetries < mostFreeRetries && batch.takeFreeRetry()) {
      freeRetries++;
      retries.atOnce(List.of(batch));
    } else {
      failed(batch);
    }
  }

  private void failed(Batch batch) {
    state.circuitBreaker().failed(time.nanos());
    retries.later(batch);
  }

  private void stop(Batch batch, DeliveryStop why) {
    state.stop().set(why);
    retries.atOnce(List.of(batch));
  }
}

package ai.kubit.cohortimport.delivery;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Gives each reply to the rule that decides about its batch: report it, send it again, split it, or
 * stop the delivery. It also counts the requests.
 */
final class ResponseHandler {
  private final RateLimiter rateLimiter;
  private final DeliveryLeg leg;
  private final DeliveryState state;
  private final ResultReporter report;
  private final RetryScheduler retries;
  private final UnclearAnswerRule unclear;
  private final RefusedBatchRule refusedBatches;
  private final PoisonObjectRule poison;
  private final RefusedKeyRule keys;
  private final LostRequestRule lostRequests;
  private long requests;
  private long repeated;
  private long rateLimited;

  ResponseHandler(
      BatchSender sender,
      RateLimiter rateLimiter,
      DeliveryLeg leg,
      CohortDelivery.Settings settings,
      DeliveryState state) {
    this.rateLimiter = rateLimiter;
    this.leg = leg;
    this.state = state;
    this.report = new ResultReporter(leg.listener(), leg.time(), sender.changesSomething());
    this.retries = new RetryScheduler(leg, state, settings.outage().pause());
    this.unclear = new UnclearAnswerRule(report, retries);
    this.refusedBatches = new RefusedBatchRule(report, retries, state.stop());
    this.poison = new PoisonObjectRule(report, retries, state.circuitBreaker());
    this.keys = new RefusedKeyRule(sender, retries, state.stop());
    this.lostRequests =
        new LostRequestRule(retries, unclear, state, leg.time(), settings.maxInFlight());
  }

  DeliveryEffort effort() {
    return new DeliveryEffort(requests, repeated, rateLimited);
  }

  OptionalInt learnedBatchSize() {
    return refusedBatches.learnedBatchSize();
  }

  /** Counts a request that is about to be sent. */
  void starting(Batch batch) {
    requests++;
    repeated += batch.wasSent() ? 1 : 0;
    retries.requestSent();
    keys.starting(batch);
  }

  void handle(Batch batch, Reply reply) {
    if (reply instanceof Reply.Lost lost) {
      lostRequests.lost(batch, lost.failure());
      return;
    }
    Reply.Answered answer = (Reply.Answered) reply;
    RateLimits said = answer.limits(leg.time().now());
    ResponseDecision decision = answer.decision();
    boolean limited = decision.meaning() == ResponseDecision.Meaning.RATE_LIMITED;
    rateLimited += limited ? 1 : 0;
    rateLimiter.observe(said, limited, leg.time().nanos());
    learnWhetherBrazeWorks(decision.meaning());
    follow(batch, decision, said);
  }

  /**
   * Ends a round of sending. Call it when no request is in flight any more. If the delivery has
   * stopped, each object that still waits is reported as not sent, or as unknown if Braze may have
   * received it. If the delivery goes on, no object of this round is sent again later, so that it
   * cannot undo a change of the next round.
   */
  void settle() {
    poison.forgetWitness();
    if (state.stop().isSet()) {
      for (Batch batch : state.queue().takeAll()) {
        report.tell(batch, Collections.nCopies(batch.size(), ChangeResult.NOT_SENT));
      }
    }
  }

  private void learnWhetherBrazeWorks(ResponseDecision.Meaning meaning) {
    switch (meaning) {
      case ANSWERED, REFUSED_PARTLY, MISCOUNTED, TOO_MANY, INDIGESTIBLE ->
          state.circuitBreaker().succeeded();
      case SENSELESS, RATE_LIMITED, UNAVAILABLE ->
          state.circuitBreaker().failed(leg.time().nanos());
      case KEY_REFUSED, DENIED -> {}
    }
  }

  private void follow(Batch batch, ResponseDecision decision, RateLimits said) {
    switch (decision.meaning()) {
      case ANSWERED -> answered(batch, decision.results());
      case REFUSED_PARTLY -> refusedPartly(batch, decision.results());
      case SENSELESS -> unclear.senseless(batch, decision.results());
      case MISCOUNTED -> unclear.miscounted(batch, decision.results());
      case TOO_MANY -> refusedBatches.tooMany(batch, decision.results());
      case INDIGESTIBLE -> refusedBatches.indigestible(batch, decision.results());
      case RATE_LIMITED -> retries.afterRateLimit(batch, said);
      case UNAVAILABLE -> poison.serverErred(batch, said);
      case KEY_REFUSED -> keys.refused(batch, decision.failure().orElseThrow());
      case DENIED -> {
        state.stop().set(decision.failure().orElseThrow());
        retries.atOnce(List.of(batch));
      }
    }
  }

  private void answered(Batch batch, List<ChangeResult> results) {
    unclear.answered(batch);
    report.tell(batch, results);
    poison.answered(batch, results);
  }

  private void refusedPartly(Batch batch, List<ChangeResult> results) {
    Batch others = report.refused(batch, results);
    if (others.size() > 0) {
      retries.atOnce(List.of(others));
    }
  }
}

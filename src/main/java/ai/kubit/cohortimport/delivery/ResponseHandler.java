package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides what becomes of a batch once its answer is there: reported, repeated, split or stopped.
 */
final class ResponseHandler {
  private static final int SENSELESS_TRIES = 3;

  /**
   * A count that does not add up is Braze's word, and a repetition may be billed again: a batch has
   * one, and all batches together have so many that did not help.
   */
  private static final int SECOND_COUNTS = 5;

  private static final int ERRORS_OF_A_BATCH = 5;
  private static final int ERRORS_OF_A_SUSPECT = 2;
  private static final int ERRORS_AMID_SUCCESS = 2;

  /** Objects refused one by one, none accepted: it is not the objects. */
  private static final int HOPELESS = 200;

  private static final Duration RATE_LIMIT_ROUND = Duration.ofSeconds(1);

  /** What Braze allows at once on every plan there is (Braze, "POST: Track users"). */
  private static final int SAFE_BATCH_SIZE = 50;

  private final BatchSender sender;
  private final RateLimiter pace;
  private final RetryPolicy retry;
  private final Time time;
  private final Deadline leg;
  private final ResultReporter report;
  private final CohortDelivery.Settings settings;
  private final BatchQueue queue;
  private final CircuitBreaker outage;
  private final RetryBudget budget = new RetryBudget();

  private Deadline rateLimitRound;
  private long requests;
  private long retries;
  private long rateLimited;
  private int secondCounts;
  private long refusedAlone;
  private long freeRetries;
  private int keyGeneration;
  private boolean keyRenewed;
  private OptionalInt learnedBatchSize = OptionalInt.empty();
  private Optional<Taken> lastTaken = Optional.empty();
  private Optional<DeliveryStop> stop = Optional.empty();

  ResponseHandler(
      BatchSender sender,
      RateLimiter pace,
      RetryPolicy retry,
      Time time,
      Deadline leg,
      CohortDelivery.Listener listener,
      CohortDelivery.Settings settings,
      BatchQueue queue,
      CircuitBreaker outage) {
    this.sender = sender;
    this.pace = pace;
    this.retry = retry;
    this.time = time;
    this.leg = leg;
    this.settings = settings;
    this.queue = queue;
    this.outage = outage;
    this.rateLimitRound = Deadline.in(time, Duration.ZERO);
    this.report = new ResultReporter(listener, time);
  }

  boolean hasStopped() {
    return stop.isPresent();
  }

  Optional<DeliveryStop> stop() {
    return stop;
  }

  /** Stops the delivery. The first reason stays, unless a later one says that a person must act. */
  void stop(DeliveryStop reason) {
    boolean graver =
        reason instanceof DeliveryStop.Failed
            && stop.filter(DeliveryStop.Failed.class::isInstance).isEmpty();
    if (stop.isEmpty() || graver) {
      stop = Optional.of(reason);
    }
  }

  Effort effort() {
    return new Effort(requests, retries, rateLimited);
  }

  OptionalInt learnedBatchSize() {
    return learnedBatchSize;
  }

  void starting(Batch batch) {
    requests++;
    budget.requestSent();
    if (batch.wasSent()) {
      retries++;
    }
    batch.sentWithKey(keyGeneration);
  }

  void handle(Batch batch, Reply reply) {
    if (reply instanceof Reply.Lost lost) {
      handleLoss(batch, lost.failure());
      return;
    }
    Reply.Answered answer = (Reply.Answered) reply;
    RateLimits limits = answer.limits(time.now());
    ResponseDecision verdict = answer.decision();
    pace.observe(limits, verdict.kind() == ResponseDecision.Kind.RATE_LIMITED, time.nanos());
    handle(batch, verdict, limits);
  }

  /**
   * To be called when nothing is on its way any more. A delivery that has stopped says of every
   * object without an answer whether Braze may have got it. What comes later must not meet a
   * repetition of what came before.
   */
  void settle() {
    lastTaken = Optional.empty();
    if (hasStopped()) {
      queue
          .takeAll()
          .forEach(
              batch -> report.of(batch, Collections.nCopies(batch.size(), ChangeResult.NOT_SENT)));
    }
  }

  private void handle(Batch batch, ResponseDecision verdict, RateLimits limits) {
    switch (verdict.kind()) {
      case ANSWERED -> {
        outage.succeeded();
        secondCounts -= batch.isCountedAgain() ? 1 : 0;
        report.of(batch, verdict.results());
        rememberTaken(batch, verdict.results());
      }
      case REFUSED_PARTLY -> {
        outage.succeeded();
        Batch others = reportRefused(batch, verdict.results());
        if (others.size() > 0) {
          queue.addAgain(List.of(others));
        }
      }
      case SENSELESS -> {
        outage.failed(time.nanos());
        handleSenseless(batch, verdict);
      }
      case MISCOUNTED -> {
        outage.succeeded();
        handleMiscount(batch, verdict);
      }
      case TOO_MANY -> {
        outage.succeeded();
        learnSmallerThan(batch.size());
        splitOrReport(batch, learnedBatchSize.orElse(1), verdict);
      }
      case INDIGESTIBLE -> {
        outage.succeeded();
        handleIndigestible(batch, verdict);
      }
      case RATE_LIMITED -> {
        rateLimited++;
        outage.failed(time.nanos());
        retryLimited(batch, limits.waitAsked());
      }
      case UNAVAILABLE -> {
        markPerhapsReceived(batch);
        outage.failed(time.nanos());
        handleServerError(batch, limits.retryAfter());
      }
      case KEY_REFUSED -> handleRefusedKey(batch, verdict);
      case DENIED -> {
        verdict.failure().ifPresent(this::stop);
        queue.addAgain(List.of(batch));
      }
    }
  }

  private void handleLoss(Batch batch, TransportFailure failure) {
    if (failure.perhapsReceived()) {
      markPerhapsReceived(batch);
    }
    switch (failure) {
      case CONNECTION_CLOSED -> {
        // As many kept connections can have died unnoticed as there may be requests at once.
        if (freeRetries < settings.maxInFlight() && batch.takeFreeRetry()) {
          freeRetries++;
          queue.addAgain(List.of(batch));
        } else {
          outage.failed(time.nanos());
          retryLater(batch, Optional.empty());
        }
      }
      case NOT_SENT, UNKNOWN_FATE -> {
        outage.failed(time.nanos());
        retryLater(batch, Optional.empty());
      }
      case TOO_LONG -> {
        outage.failed(time.nanos());
        handleSenseless(
            batch, ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, batch.size()));
      }
      case UNTRUSTED -> {
        stop(StopMessages.untrusted());
        queue.addAgain(List.of(batch));
      }
      case FENCED -> {
        stop(new DeliveryStop.OutOfTime());
        queue.addAgain(List.of(batch));
      }
    }
  }

  private void markPerhapsReceived(Batch batch) {
    if (sender.changesSomething()) {
      batch.markPerhapsReceived();
    }
  }

  private void handleSenseless(Batch batch, ResponseDecision verdict) {
    Batch others = reportRefused(batch, verdict.results());
    if (others.size() == 0) {
      return;
    }
    markPerhapsReceived(others);
    if (others.answeredSenselessly() >= SENSELESS_TRIES) {
      report.of(others, notRefused(verdict.results()));
    } else {
      retryLater(others, Optional.empty());
    }
  }

  private void handleMiscount(Batch batch, ResponseDecision verdict) {
    Batch others = reportRefused(batch, verdict.results());
    if (others.size() == 0) {
      return;
    }
    markPerhapsReceived(others);
    if (others.isCountedAgain() || secondCounts >= SECOND_COUNTS) {
      report.of(others, notRefused(verdict.results()));
    } else {
      secondCounts++;
      others.countAgain();
      retryLater(others, Optional.empty());
    }
  }

  private void handleIndigestible(Batch batch, ResponseDecision verdict) {
    splitOrReport(batch, (batch.size() + 1) / 2, verdict);
    if (report.accepted() == 0 && refusedAlone >= HOPELESS) {
      stop(StopMessages.hopeless(refusedAlone));
    }
  }

  private void splitOrReport(Batch batch, int most, ResponseDecision verdict) {
    if (batch.size() == 1) {
      refusedAlone++;
      report.of(batch, verdict.results());
    } else {
      queue.addAgain(batch.split(most));
    }
  }

  private void learnSmallerThan(int size) {
    int smaller = size > SAFE_BATCH_SIZE ? SAFE_BATCH_SIZE : Math.max(1, size / 2);
    learnedBatchSize = OptionalInt.of(Math.min(smaller, learnedBatchSize.orElse(smaller)));
  }

  /**
   * Tells an object that breaks Braze's servers from servers that are broken.
   *
   * <ul>
   *   <li>A batch that fails again and again is halved, in what looks like an outage even sooner:
   *       the halves are as good for probing as the whole. If it is an outage, that costs nothing
   *       while it lasts, as the watch lets through one request at a time however many batches
   *       wait, and afterwards one request more for each probe.
   *   <li>An object that stands alone is blamed only if Braze worked meanwhile, that is, took
   *       something else after the first failure of the batch the object was in, and failed on the
   *       object twice after that. Mostly that was the other half.
   *   <li>Where nothing else is left to be sent, an object that Braze took before is sent once more
   *       as a witness. Without any, the object may be guilty or Braze may be down: nobody is
   *       blamed, the delivery ends as in an outage.
   * </ul>
   */
  private void handleServerError(Batch batch, Optional<Duration> waitAsked) {
    batch.serverErred(outage.successes());
    boolean suspicious = batch.isSuspect() || outage.isOutage();
    int enough = suspicious ? ERRORS_OF_A_SUSPECT : ERRORS_OF_A_BATCH;
    if (batch.serverErrors() < enough) {
      retryLater(batch, waitAsked);
    } else if (batch.size() > 1) {
      halve(batch, waitAsked);
    } else if (batch.errorsAmidSuccess() >= ERRORS_AMID_SUCCESS) {
      report.of(batch, List.of(ChangeResult.unknown(UnknownReason.SERVER_ERROR)));
    } else {
      if (batch.errorsAmidSuccess() == 0) {
        callWitness();
      }
      retryLater(batch, waitAsked);
    }
  }

  private void callWitness() {
    lastTaken.ifPresent(taken -> queue.addAgain(List.of(taken.asWitness())));
    lastTaken = Optional.empty();
  }

  /** An object that Braze took, where it stands in its batch. */
  private record Taken(Batch batch, int position) {
    Batch asWitness() {
      return batch.asWitness(position);
    }
  }

  private void rememberTaken(Batch batch, List<ChangeResult> results) {
    for (int position = 0; position < batch.size(); position++) {
      if (ResultReporter.isAnswered(results.get(position))) {
        lastTaken = Optional.of(new Taken(batch, position));
        return;
      }
    }
  }

  private void halve(Batch batch, Optional<Duration> waitAsked) {
    List<Batch> halves = batch.splitAsSuspect();
    if (waitAsked.isPresent()) {
      halves.forEach(half -> queueAgain(half, waitAsked));
    } else {
      queue.addAgain(halves);
      giveUpIfHopeless();
    }
  }

  private void handleRefusedKey(Batch batch, ResponseDecision verdict) {
    queue.addAgain(List.of(batch));
    if (hasStopped() || batch.keyGeneration() < keyGeneration) {
      return;
    }
    boolean first = !keyRenewed;
    keyRenewed = true;
    if (first && renewKey()) {
      keyGeneration++;
    } else {
      verdict.failure().ifPresent(this::stop);
    }
  }

  /**
   * A key that cannot be used stops the delivery; the answers that are on their way still count.
   */
  private boolean renewKey() {
    try {
      return sender.renewKey();
    } catch (ImportStoppedException unusable) {
      stop(new DeliveryStop.Failed(unusable.reason(), unusable.getMessage(), unusable.detail()));
      return false;
    }
  }

  private void retryLater(Batch batch, Optional<Duration> waitAsked) {
    if (batch.failed() > 1) {
      budget.retryWasFutile();
    }
    queueAgain(batch, waitAsked);
  }

  /** All requests on their way meet the same limit at once: together they count as one retry. */
  private void retryLimited(Batch batch, Optional<Duration> waitAsked) {
    if (batch.failed() > 1 && rateLimitRound.passed()) {
      budget.retryWasFutile();
      rateLimitRound = Deadline.in(time, RATE_LIMIT_ROUND);
    }
    queueAgain(batch, waitAsked);
  }

  private void queueAgain(Batch batch, Optional<Duration> waitAsked) {
    Duration wait = waitAsked.orElseGet(() -> retry.backoff(batch.failures()));
    queue.addLater(batch, wait, time.nanos());
    if (waitAsked.filter(asked -> asked.compareTo(leg.remaining()) > 0).isPresent()) {
      stop(
          new DeliveryStop.Interrupted(
              time.now().plus(wait), "Braze asked not to be called before then"));
    } else {
      giveUpIfHopeless();
    }
  }

  private void giveUpIfHopeless() {
    if (budget.spent() || outage.isSustained(time.nanos())) {
      stop(
          new DeliveryStop.Interrupted(
              time.now().plus(settings.outagePause()),
              "Braze is failing, cannot be reached, or is limiting everything"));
    }
  }

  /** Reports whom an answer names as refused; answers the others. */
  private Batch reportRefused(Batch batch, List<ChangeResult> results) {
    if (results.stream().noneMatch(ChangeResult.Refused.class::isInstance)) {
      return batch;
    }
    Batch refused = batch.only(position -> results.get(position) instanceof ChangeResult.Refused);
    report.of(refused, results.stream().filter(ChangeResult.Refused.class::isInstance).toList());
    return batch.only(position -> !(results.get(position) instanceof ChangeResult.Refused));
  }

  private static List<ChangeResult> notRefused(List<ChangeResult> results) {
    return results.stream().filter(result -> !(result instanceof ChangeResult.Refused)).toList();
  }
}

package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sends one leg's objects to Braze: makes batches, limits the rate, retries, and reports what
 * became of each object. Each object is sent at least once, in no particular order. To send an
 * object twice does no harm, because an array of Braze holds a value at most once (<a
 * href="https://www.braze.com/docs/api/objects_filters/user_attributes_object/">Braze, "User
 * attributes object"</a>).
 *
 * <p>Call it from one thread. The listener is called on that thread, from within {@link #send} and
 * {@link #drain}. A batch holds objects of one step only, but batches of several steps may be in
 * flight at once. If you need an order between steps, call {@link #drain} between them.
 *
 * <p>No request starts after the leg's end or the fence. Requests that are then in flight are
 * waited for, at most as long as a request may take.
 */
public final class CohortDelivery implements AutoCloseable {
  /**
   * How often answers are taken and requests started while requests are in flight. At a thousand
   * requests a second, that is four at a time: to wake up for each request would cost more than to
   * send it.
   */
  private static final Duration BEAT = Duration.ofMillis(4);

  /** The longest pause at a time, so that a leg that is cut short is noticed soon. */
  private static final Duration LONGEST_REST = Duration.ofMillis(250);

  /**
   * Gets the result of each object exactly once: when its answer is read, or when the delivery has
   * stopped and no request is in flight any more.
   */
  @FunctionalInterface
  public interface Listener {
    /**
     * Takes the results of consecutive objects of one step.
     *
     * @param firstIndex the position of the first object within its step; the others follow it
     * @param changes the objects
     * @param results one result for each object
     * @param at when the answer was read, or when the object was given up
     */
    void answered(
        String step,
        long firstIndex,
        List<MemberChange> changes,
        List<ChangeResult> results,
        Instant at);
  }

  /**
   * The limits of a delivery.
   *
   * @param maxInFlight the most requests in flight at once; see {@link ConcurrencyLimit}
   * @param maxBodyBytes the most bytes in the body of one request; Braze refuses more than 4 MB
   *     with HTTP 413 (<a href="https://www.braze.com/docs/api/api_limits/">Braze, "Rate
   *     limits"</a>)
   * @param requestLife how long a request may take until it is given up
   * @param outage what happens in an outage of Braze
   */
  public record Settings(
      int maxInFlight, int maxBodyBytes, Duration requestLife, OutageLimits outage) {
    private static final int MOST_IN_FLIGHT = 300;
    private static final int BODY_BYTES = 3_500_000;
    private static final Duration REQUEST_LIFE = Duration.ofSeconds(20);
    private static final OutageLimits OUTAGE =
        new OutageLimits(Duration.ofMinutes(2), Duration.ofMinutes(5));

    public Settings {
      if (maxInFlight < 1 || maxBodyBytes < 1) {
        throw new IllegalArgumentException("limits of a delivery must be at least 1");
      }
    }

    /**
     * The settings for a workspace: as many requests in flight as there are when Braze takes half a
     * second for each, at most 300.
     *
     * @param requestsPerSecond the workspace's rate limit
     */
    public static Settings of(int requestsPerSecond) {
      return new Settings(
          Math.min(MOST_IN_FLIGHT, requestsPerSecond / 2 + 1), BODY_BYTES, REQUEST_LIFE, OUTAGE);
    }

    public Settings withMaxInFlight(int requests) {
      return new Settings(requests, maxBodyBytes, requestLife, outage);
    }

    public Settings withMaxBodyBytes(int bytes) {
      return new Settings(maxInFlight, bytes, requestLife, outage);
    }
  }

  /**
   * What happens in an outage of Braze.
   *
   * @param patience the delivery is interrupted when an outage has lasted this long
   * @param pause how long the next leg then waits before it tries again
   */
  public record OutageLimits(Duration patience, Duration pause) {}

  private final BatchSender sender;
  private final RateLimiter rateLimiter;
  private final Time time;
  private final DeliveryLeg leg;
  private final Settings settings;
  private final BatchQueue queue;
  private final BatchBuilder open;
  private final InFlightRequests inFlightRequests;
  private final ConcurrencyLimit concurrencyLimit;
  private final CircuitBreaker circuitBreaker;
  private final StopLatch stop = new StopLatch();
  private final ResponseHandler responseHandler;

  /** Creates a delivery that has sent nothing. */
  public CohortDelivery(
      BatchSender sender, RateLimiter rateLimiter, DeliveryLeg leg, Settings settings) {
    this.sender = sender;
    this.rateLimiter = rateLimiter;
    this.time = leg.time();
    this.leg = leg;
    this.settings = settings;
    this.queue = new BatchQueue(time.nanos());
    this.open = new BatchBuilder(sender.maxBatchSize(), settings.maxBodyBytes());
    this.inFlightRequests = new InFlightRequests(settings.requestLife());
    this.concurrencyLimit = new ConcurrencyLimit(settings.maxInFlight());
    this.circuitBreaker = new CircuitBreaker(leg.retry(), settings.outage().patience());
    this.responseHandler =
        new ResponseHandler(
            sender, rateLimiter, leg, settings, new DeliveryState(queue, circuitBreaker, stop));
  }

  /**
   * Queues one object. It blocks while the rate limit, the requests in flight, or due retries leave
   * no room.
   *
   * @param index the object's position within its step, from 0
   * @return false if the delivery has stopped. The object may have been queued all the same; then
   *     the listener gets its result
   */
  public boolean send(String step, long index, MemberChange change) throws InterruptedException {
    if (stop.isSet()) {
      return false;
    }
    int bytes = sender.maxBytes(change);
    if (!open.admits(step, bytes)) {
      open.take().ifPresent(queue::add);
    }
    open.add(step, index, change, bytes);
    if (open.isFull()) {
      open.take().ifPresent(queue::add);
    }
    while (queue.hasFresh() && !stop.isSet()) {
      advance();
    }
    return !stop.isSet();
  }

  /**
   * Sends what is queued, and waits until each object has its answer or the delivery has stopped.
   * No request is in flight afterwards. If the delivery has not stopped, more can be sent.
   *
   * @return why the delivery stopped; empty if everything was answered
   */
  public Optional<DeliveryStop> drain() throws InterruptedException {
    open.take().ifPresent(queue::add);
    while (!stop.isSet() && !isIdle()) {
      advance();
    }
    while (inFlightRequests.size() > 0) {
      time.pause(BEAT);
      takeAnswers();
    }
    responseHandler.settle();
    return stop.reason();
  }

  /** How many requests were sent so far. */
  public DeliveryEffort effort() {
    return responseHandler.effort();
  }

  /** The batch size that Braze allows; empty unless Braze has refused a larger batch. */
  public OptionalInt learnedBatchSize() {
    return responseHandler.learnedBatchSize();
  }

  /** Aborts the requests in flight. After {@link #drain} there are none. */
  @Override
  public void close() {
    inFlightRequests.abort();
  }

  private boolean isIdle() {
    return inFlightRequests.size() == 0 && queue.isEmpty();
  }

  private void advance() throws InterruptedException {
    takeAnswers();
    if (stop.isSet() || isIdle()) {
      return;
    }
    if (leg.isOver()) {
      stop.set(new DeliveryStop.OutOfTime());
      return;
    }
    Duration wait = untilNextStart();
    if (wait.isZero()) {
      start(queue.take(time.nanos()));
    } else {
      rest(wait);
    }
  }

  private void takeAnswers() {
    Optional<InFlightRequests.Arrival> arrival = inFlightRequests.poll(time.nanos());
    while (arrival.isPresent()) {
      concurrencyLimit.answered();
      responseHandler.handle(arrival.get().batch(), arrival.get().reply());
      arrival = inFlightRequests.poll(time.nanos());
    }
    responseHandler.learnedBatchSize().ifPresent(open::limitTo);
  }

  /**
   * How long to wait until a request can start; zero if one can start now. If only an answer can
   * change that, it is {@link #LONGEST_REST}.
   */
  private Duration untilNextStart() {
    long now = time.nanos();
    boolean roomForFresh = inFlightRequests.size() + queue.waitingAgain() < settings.maxInFlight();
    Optional<Duration> due = queue.untilNext(now, roomForFresh);
    if (due.isEmpty() || (circuitBreaker.isOutage() && inFlightRequests.size() > 0)) {
      return LONGEST_REST;
    }
    Duration wait = longest(due.get(), rateLimiter.untilNext(now));
    if (circuitBreaker.isOutage()) {
      return longest(wait, circuitBreaker.untilProbe(now));
    }
    if (concurrencyLimit.admits(inFlightRequests.size(), rateLimiter.isSavedUp(now))) {
      return wait;
    }
    return LONGEST_REST;
  }

  private void rest(Duration wait) throws InterruptedException {
    Duration silence = rateLimiter.untilUnblocked(time.nanos());
    if (silence.compareTo(leg.end().remaining()) > 0) {
      stop.set(
          new DeliveryStop.Interrupted(
              time.now().plus(silence), "Braze's rate limit is used up until then"));
      return;
    }
    Duration rest = inFlightRequests.size() > 0 ? BEAT : shortest(wait, LONGEST_REST);
    time.pause(shortest(rest, leg.end().remaining()));
  }

  private void start(Batch batch) {
    long now = time.nanos();
    rateLimiter.take(now);
    responseHandler.starting(batch);
    inFlightRequests.start(batch, sender.send(batch.changes()), now);
  }

  private static Duration shortest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longest(Duration... waits) {
    Duration longest = Duration.ZERO;
    for (Duration wait : waits) {
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    return longest;
  }
}

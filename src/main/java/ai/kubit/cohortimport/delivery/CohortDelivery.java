package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One leg's sending to Braze: batches, pace, retries, and the truth about every object. It delivers
 * at least once and in no order; what is sent twice does no harm, as adds and removes are set
 * operations.
 *
 * <p>All calls come from one thread, and the listener is called on it, from within {@link #send}
 * and {@link #drain}. A batch never mixes steps, but batches of several steps are on their way at
 * once: whoever needs an order between steps drains between them.
 *
 * <p>No request starts after the leg's end or the fence. What is on its way then is waited for,
 * which takes as long as a request may live.
 */
public final class CohortDelivery implements AutoCloseable {
  /**
   * While requests are on their way, answers are looked for and requests started at this beat: a
   * thousand a second in bursts of four, because waking up for each costs more than it takes to
   * send it.
   */
  private static final Duration BEAT = Duration.ofMillis(4);

  /** A leg may be cut short while nothing is to be done. */
  private static final Duration LONGEST_REST = Duration.ofMillis(250);

  /**
   * Told about every object exactly once: by its answer, or once the delivery has stopped and
   * nothing is on its way any more.
   */
  @FunctionalInterface
  public interface Listener {
    /**
     * Takes the results of neighbouring objects of one step.
     *
     * @param firstIndex the position of the first object within its step; the others follow it
     * @param changes the objects
     * @param results one for each object
     * @param at when the answer was read, or when there was no hope for one any more
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
   * @param maxInFlight requests on their way at once, at most; see {@link ConcurrencyLimit}
   * @param maxBatchSize objects in one request, where the sender would allow more
   * @param maxBodyBytes of one request; Braze refuses more than 4 MB
   * @param requestLife a request without an answer is given up after it
   * @param outage what an outage of Braze leads to
   */
  public record Settings(
      int maxInFlight,
      int maxBatchSize,
      int maxBodyBytes,
      Duration requestLife,
      OutageLimits outage) {
    private static final int MOST_IN_FLIGHT = 300;
    private static final int BODY_BYTES = 3_500_000;
    private static final Duration REQUEST_LIFE = Duration.ofSeconds(20);
    private static final OutageLimits OUTAGE =
        new OutageLimits(Duration.ofMinutes(2), Duration.ofMinutes(5));

    public Settings {
      if (maxInFlight < 1 || maxBatchSize < 1 || maxBodyBytes < 1) {
        throw new IllegalArgumentException("limits of a delivery must be at least 1");
      }
    }

    /**
     * What fits a workspace: as many requests on their way as arise when Braze takes half a second
     * for each, and batches as large as the sender allows.
     *
     * @param requestsPerSecond of the workspace
     */
    public static Settings of(int requestsPerSecond) {
      return new Settings(
          Math.min(MOST_IN_FLIGHT, requestsPerSecond / 2 + 1),
          Integer.MAX_VALUE,
          BODY_BYTES,
          REQUEST_LIFE,
          OUTAGE);
    }

    public Settings withMaxInFlight(int requests) {
      return new Settings(requests, maxBatchSize, maxBodyBytes, requestLife, outage);
    }

    public Settings withMaxBatchSize(int objects) {
      return new Settings(maxInFlight, objects, maxBodyBytes, requestLife, outage);
    }

    public Settings withMaxBodyBytes(int bytes) {
      return new Settings(maxInFlight, maxBatchSize, bytes, requestLife, outage);
    }
  }

  /**
   * What an outage of Braze leads to.
   *
   * @param patience an outage of this length interrupts the delivery
   * @param pause after it, how long to leave Braze alone
   */
  public record OutageLimits(Duration patience, Duration pause) {}

  private final BatchSender sender;
  private final RateLimiter pace;
  private final Time time;
  private final DeliveryLeg leg;
  private final Settings settings;
  private final BatchQueue queue;
  private final BatchBuilder open;
  private final InFlightRequests flights;
  private final ConcurrencyLimit inFlight;
  private final CircuitBreaker outage;
  private final StopLatch stop = new StopLatch();
  private final ResponseHandler responseHandler;

  /** A delivery that has sent nothing yet. */
  public CohortDelivery(BatchSender sender, RateLimiter pace, DeliveryLeg leg, Settings settings) {
    this.sender = sender;
    this.pace = pace;
    this.time = leg.time();
    this.leg = leg;
    this.settings = settings;
    this.queue = new BatchQueue(time.nanos());
    this.open =
        new BatchBuilder(
            Math.min(settings.maxBatchSize(), sender.maxBatchSize()), settings.maxBodyBytes());
    this.flights = new InFlightRequests(settings.requestLife());
    this.inFlight = new ConcurrencyLimit(settings.maxInFlight());
    this.outage = new CircuitBreaker(leg.retry(), settings.outage().patience());
    this.responseHandler =
        new ResponseHandler(sender, pace, leg, settings, new DeliveryState(queue, outage, stop));
  }

  /**
   * Queues one object. Blocks while the pace, the requests on their way or due retries leave no
   * room.
   *
   * @param index the object's position within its step, from 0
   * @return false once the delivery has stopped; what became of this object, the listener alone
   *     knows, if it was taken at all
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
   * Sends what is queued and waits until every object was answered or the delivery has stopped, and
   * nothing is on its way any more. Unless it stopped, more can be sent afterwards.
   *
   * @return why it stopped; empty when everything was answered
   */
  public Optional<DeliveryStop> drain() throws InterruptedException {
    open.take().ifPresent(queue::add);
    while (!stop.isSet() && !isIdle()) {
      advance();
    }
    while (flights.size() > 0) {
      time.pause(BEAT);
      takeAnswers();
    }
    responseHandler.settle();
    return stop.reason();
  }

  /** What it took so far. */
  public DeliveryEffort effort() {
    return responseHandler.effort();
  }

  /** The batch size that Braze turned out to allow; empty unless it refused a larger one. */
  public OptionalInt learnedBatchSize() {
    return responseHandler.learnedBatchSize();
  }

  /** Aborts what is on its way; after {@link #drain} there is nothing left to abort. */
  @Override
  public void close() {
    flights.abort();
  }

  private boolean isIdle() {
    return flights.size() == 0 && queue.isEmpty();
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
    Optional<InFlightRequests.Arrival> arrival = flights.poll(time.nanos());
    while (arrival.isPresent()) {
      inFlight.answered();
      responseHandler.handle(arrival.get().batch(), arrival.get().reply());
      arrival = flights.poll(time.nanos());
    }
    responseHandler.learnedBatchSize().ifPresent(open::limitTo);
  }

  /** How long nothing can start, at most; a while when only an answer can change that. */
  private Duration untilNextStart() {
    long now = time.nanos();
    boolean roomForFresh = flights.size() + queue.waitingAgain() < settings.maxInFlight();
    Optional<Duration> due = queue.untilNext(now, roomForFresh);
    if (due.isEmpty() || (outage.isOutage() && flights.size() > 0)) {
      return LONGEST_REST;
    }
    Duration wait = longest(due.get(), pace.untilNext(now));
    if (outage.isOutage()) {
      return longest(wait, outage.untilProbe(now));
    }
    if (inFlight.admits(flights.size(), pace.isSavedUp(now))) {
      return wait;
    }
    return LONGEST_REST;
  }

  private void rest(Duration wait) throws InterruptedException {
    Duration silence = pace.untilUnblocked(time.nanos());
    if (silence.compareTo(leg.end().remaining()) > 0) {
      stop.set(
          new DeliveryStop.Interrupted(
              time.now().plus(silence), "Braze's rate limit is used up until then"));
      return;
    }
    Duration rest = flights.size() > 0 ? BEAT : shortest(wait, LONGEST_REST);
    time.pause(shortest(rest, leg.end().remaining()));
  }

  private void start(Batch batch) {
    long now = time.nanos();
    pace.take(now);
    responseHandler.starting(batch);
    flights.start(batch, sender.send(batch.changes()), now);
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

package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.braze.FailureMessages;
import ai.kubit.cohortimport.braze.Replies;
import ai.kubit.cohortimport.braze.StatusReading;
import ai.kubit.cohortimport.braze.TrackResponses;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A Braze of one function: what it answers to a batch. Reads answers as ATTRIBUTE mode does. */
public final class FakeSender implements BatchSender {
  public static final FailureMessages DENIAL =
      new FailureMessages(
          "rest.iad-01.braze.com", "/users/track", "REST API key", "/p/w/rest-key", "x");

  /** More requests than any test needs: a delivery that goes on for ever must fail, not hang. */
  private int maxBatchSize = 75;

  private static final int ENDLESS = 10_000;

  record Request(List<MemberChange> batch, Instant at) {
    @Override
    public String toString() {
      return batch.size() + " at " + at;
    }
  }

  final List<Request> requests = new ArrayList<>();
  private final VirtualTime time;
  private final Duration latency;
  private final TrackResponses answers = new TrackResponses(new StatusReading(DENIAL));
  private Function<Request, Reply> braze;
  int mostAtOnce;
  int renewals;
  boolean hasOtherKey;
  private int flying;
  private Duration handshake = Duration.ZERO;
  private int connections;
  private Instant handshakesDone = Instant.MIN;

  FakeSender(VirtualTime time, Duration latency, Function<Request, Reply> braze) {
    this.time = time;
    this.latency = latency;
    this.braze = braze;
  }

  /** Each connection more takes a handshake before its first request, one after the other. */
  FakeSender withHandshake(Duration each) {
    handshake = each;
    return this;
  }

  void becomes(Function<Request, Reply> other) {
    this.braze = other;
  }

  static Reply success(Request request) {
    return Replies.json(
        201, "{\"message\":\"success\",\"attributes_processed\":" + request.batch().size() + "}");
  }

  FakeSender takingAtMost(int objects) {
    this.maxBatchSize = objects;
    return this;
  }

  @Override
  public int maxBatchSize() {
    return maxBatchSize;
  }

  @Override
  public CompletionStage<Reply> send(List<MemberChange> batch) {
    Request request = new Request(batch, time.now());
    requests.add(request);
    if (requests.size() > ENDLESS) {
      throw new AssertionError("the delivery goes on for ever");
    }
    flying++;
    mostAtOnce = Math.max(mostAtOnce, flying);
    CompletableFuture<Reply> stage = new CompletableFuture<>();
    Reply said = braze.apply(request);
    if (said == null) {
      return stage;
    }
    Reply reply = Replies.read(said, response -> answers.read(response, batch.size()));
    if (latency.isZero()) {
      flying--;
      return CompletableFuture.completedFuture(reply);
    }
    time.after(
        latency.plus(untilConnected()),
        () -> {
          flying--;
          stage.complete(reply);
        });
    return stage;
  }

  private Duration untilConnected() {
    if (flying <= connections) {
      return Duration.ZERO;
    }
    connections = flying;
    Instant now = time.now();
    handshakesDone = (handshakesDone.isAfter(now) ? handshakesDone : now).plus(handshake);
    return Duration.between(now, handshakesDone);
  }

  @Override
  public boolean renewKey() {
    renewals++;
    return hasOtherKey;
  }
}

package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.braze.BatchSender;
import ai.kubit.cohortimport.braze.BrazeAnswer;
import ai.kubit.cohortimport.braze.OtherWires;
import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.braze.TrackWire;
import ai.kubit.cohortimport.braze.TransportFailure;
import ai.kubit.cohortimport.braze.Verdict;
import ai.kubit.cohortimport.local.braze.BrazeState;
import ai.kubit.cohortimport.local.braze.OtherQueues;
import ai.kubit.cohortimport.local.braze.TrackQueue;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Braze behind a bad network: it answers after a while, applies what it took some seconds later in
 * any order, and meets each request with the next fault of the story.
 */
final class UnreliableBraze {
  /** Requests are applied so late at most; the program waits ten seconds. */
  private static final int LONGEST_QUEUE_MILLIS = 9_000;

  private final VirtualTime time;
  private final Gate gate;
  private final Random random;
  private final TrackQueue queue;
  private final TrackWire wire;
  private final OtherQueues otherQueues;
  private final OtherWires otherWires = new OtherWires();
  private final Deque<BrazeFault> faults = new ArrayDeque<>();
  private final Set<String> poison = new HashSet<>();
  private Instant outageUntil = Instant.MIN;
  private Instant keyRefusedUntil = Instant.MIN;
  private final Deque<Duration> delays = new ArrayDeque<>();
  private int keyBreaksAfter = Integer.MAX_VALUE;
  private int requests;
  private int lookups;

  UnreliableBraze(VirtualTime time, Gate gate, Random random, BrazeState state, String attribute) {
    this.time = time;
    this.gate = gate;
    this.random = random;
    this.queue = new TrackQueue(state);
    this.wire = new TrackWire(attribute);
    this.otherQueues = new OtherQueues(state, OtherWires.KEY);
  }

  void next(BrazeFault fault, int times) {
    faults.addAll(Collections.nCopies(times, fault));
  }

  void outage(Duration length) {
    outageUntil = time.now().plus(length);
  }

  void refuseKey(Duration length) {
    keyRefusedUntil = time.now().plus(length);
  }

  /** After so many requests the key is refused, and the new one is unusable. */
  void breakKeyAfter(int more) {
    keyBreaksAfter = requests + more;
  }

  /** Requests that name this id are refused as a whole, without a word why. */
  void poison(String id) {
    poison.add(id);
  }

  /** Objects that name this user are refused, the others of the request are not. */
  void block(String externalId) {
    queue.block(externalId);
  }

  void recover() {
    faults.clear();
    poison.clear();
    keyBreaksAfter = Integer.MAX_VALUE;
    outageUntil = Instant.MIN;
    keyRefusedUntil = Instant.MIN;
  }

  /** So long after they were taken the next requests are applied, one by one. */
  void applyNextAfter(Duration... waits) {
    delays.addAll(List.of(waits));
  }

  int requests() {
    return requests;
  }

  int lookups() {
    return lookups;
  }

  /** The way to Braze of one leg, in {@code ATTRIBUTE} mode. */
  BatchSender tracking(Running process, Deadline fence, int maxBatchSize) {
    return sender(
        process,
        fence,
        maxBatchSize,
        batch -> queue.judge(wire.body(batch)),
        (answer, batch) -> wire.read(answer, batch.size()));
  }

  /** The way to Braze of one leg, in {@code COHORT} mode. */
  BatchSender changing(Running process, Deadline fence, int maxBatchSize, PartnerCohort cohort) {
    return sender(
        process,
        fence,
        maxBatchSize,
        batch -> otherQueues.change(otherWires.changes(cohort, batch)),
        (answer, batch) -> otherWires.readChanges(answer, batch.size()));
  }

  /** Where a leg tells the cohort's name. */
  BatchSender naming(Running process, Deadline fence, PartnerCohort cohort) {
    return sender(
        process,
        fence,
        1,
        batch -> otherQueues.name(otherWires.name(cohort)),
        (answer, batch) -> otherWires.readName(answer));
  }

  /** Where a leg asks about devices. */
  BatchSender lookups(Running process, Deadline fence) {
    return sender(
        process,
        fence,
        1,
        batch -> {
          lookups++;
          return otherQueues.export(otherWires.question(batch.get(0).member()));
        },
        (answer, batch) -> otherWires.readDevice(answer));
  }

  private BatchSender sender(
      Running process,
      Deadline fence,
      int maxBatchSize,
      Function<List<MemberChange>, TrackQueue.Judged> judge,
      BiFunction<BrazeAnswer, List<MemberChange>, Verdict> reading) {
    return new BatchSender() {
      @Override
      public int maxBatchSize() {
        return maxBatchSize;
      }

      @Override
      public int maxBytes(MemberChange change) {
        return wire.maxBytes(change);
      }

      @Override
      public CompletionStage<BrazeAnswer> send(List<MemberChange> batch) {
        return gate.pass(process, Port.BRAZE, () -> sendUnlessFenced(fence, batch, judge));
      }

      @Override
      public Verdict read(BrazeAnswer answer, List<MemberChange> batch) {
        return reading.apply(answer, batch);
      }

      @Override
      public boolean renewKey() {
        if (requests > keyBreaksAfter) {
          throw new ImportStoppedException(Reason.KEY_MISSING, "The key is unusable.", "broken");
        }
        return false;
      }
    };
  }

  private CompletionStage<BrazeAnswer> sendUnlessFenced(
      Deadline fence,
      List<MemberChange> batch,
      Function<List<MemberChange>, TrackQueue.Judged> judge) {
    if (fence.passed()) {
      return CompletableFuture.completedFuture(BrazeAnswer.lost(TransportFailure.FENCED));
    }
    requests++;
    BrazeFault met = fault();
    TrackQueue.Judged judged = judge.apply(batch);
    boolean poisoned = batch.stream().anyMatch(change -> poison.contains(change.member().id()));
    BrazeFault fault = poisoned && met == BrazeFault.QUEUED_202 ? null : met;
    boolean applied = (fault == null || fault.applies()) && !poisoned;
    if (applied && judged.isAtOnce()) {
      judged.apply();
    } else if (applied) {
      Duration chance = millis(random.nextInt(LONGEST_QUEUE_MILLIS));
      time.after(delays.isEmpty() ? chance : delays.poll(), judged::apply);
    }
    BrazeAnswer answer = poisoned && fault == null ? badRequest() : answer(fault, judged);
    CompletableFuture<BrazeAnswer> stage = new CompletableFuture<>();
    time.after(latency(fault), () -> stage.complete(answer));
    return stage;
  }

  private BrazeFault fault() {
    if (time.now().isBefore(keyRefusedUntil) || requests > keyBreaksAfter) {
      return BrazeFault.KEY_REFUSED;
    }
    return time.now().isBefore(outageUntil) ? BrazeFault.SERVER_ERROR : faults.poll();
  }

  private Duration latency(BrazeFault fault) {
    boolean silent = fault == BrazeFault.ANSWER_LOST || fault == BrazeFault.REQUEST_LOST;
    return millis(silent ? 1 + random.nextInt(4_000) : 50 + random.nextInt(500));
  }

  private static BrazeAnswer answer(BrazeFault fault, TrackQueue.Judged judged) {
    if (fault == null) {
      return json(judged.status(), judged.body());
    }
    return switch (fault) {
      case SERVER_ERROR, SERVER_ERROR_BUT_APPLIED -> json(503, "{\"message\":\"try again\"}");
      case ANSWER_LOST, REQUEST_LOST -> BrazeAnswer.lost(TransportFailure.UNKNOWN_FATE);
      case CLOSED_BUT_APPLIED -> BrazeAnswer.lost(TransportFailure.CONNECTION_CLOSED);
      case NO_CONNECTION -> BrazeAnswer.lost(TransportFailure.NOT_SENT);
      case RATE_LIMITED ->
          BrazeAnswer.received(429, Map.of("retry-after", "7"), bytes("{\"message\":\"slow\"}"));
      case GARBAGE, GARBAGE_BUT_APPLIED -> json(200, "<html>Welcome</html>");
      case QUEUED_202 ->
          judged.status() == 201
              ? json(202, "{\"message\":\"queued\"}")
              : json(judged.status(), judged.body());
      case KEY_REFUSED -> json(401, "{\"message\":\"Invalid API key\"}");
    };
  }

  private static BrazeAnswer badRequest() {
    return json(400, "{\"message\":\"something is wrong\"}");
  }

  private static BrazeAnswer json(int status, String body) {
    return BrazeAnswer.received(status, Map.of(), bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}

package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.braze.BrazeResponse;
import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.braze.Replies;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.OtherWires;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.TrackWire;
import ai.kubit.cohortimport.delivery.TransportFailure;
import ai.kubit.cohortimport.local.braze.BrazeState;
import ai.kubit.cohortimport.local.braze.OtherQueues;
import ai.kubit.cohortimport.local.braze.TrackQueue;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Braze behind a bad network: it answers after a while, applies what it took some seconds later in
 * any order, and meets each request with the next fault of the story.
 */
final class UnreliableBraze {
  /** So many profiles may be asked about at once. */
  private static final int PROFILES = 50;

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
  private final Supplier<String> execution;
  private final Set<String> blocked = new HashSet<>();
  private final Map<String, Set<MemberChange>> landed = new HashMap<>();
  private final Map<MemberId, Set<String>> removalsRefused = new HashMap<>();
  private int repeatsRefused;
  private int keyBreaksAfter = Integer.MAX_VALUE;
  private int requests;
  private int lookups;
  private int profileReads;

  /**
   * Braze.
   *
   * @param execution whose requests these are
   */
  UnreliableBraze(
      VirtualTime time,
      Gate gate,
      Random random,
      BrazeState state,
      String attribute,
      Supplier<String> execution) {
    this.execution = execution;
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
    blocked.add(externalId);
  }

  /** So many requests that repeat what was taken before are refused for it, or as a whole. */
  void refuseRepeats(int times) {
    repeatsRefused = times;
  }

  /** How many single changes of an execution Braze has taken, each counted once. */
  long landed(String executionId) {
    return landed.getOrDefault(executionId, Set.of()).stream().mapToLong(MemberChange::size).sum();
  }

  void recover() {
    faults.clear();
    poison.clear();
    repeatsRefused = 0;
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
        new Way(Talk.TRACK, batch -> queue.judge(wire.body(batch))),
        (answer, batch) -> wire.read(answer, batch.size()));
  }

  /** The way to Braze of one leg, in {@code COHORT} mode. */
  BatchSender changing(Running process, Deadline fence, int maxBatchSize, PartnerCohort cohort) {
    return sender(
        process,
        fence,
        maxBatchSize,
        new Way(Talk.CHANGE, batch -> otherQueues.change(otherWires.changes(cohort, batch))),
        (answer, batch) -> otherWires.readChanges(answer, batch.size()));
  }

  /** Where a leg tells the cohort's name. */
  BatchSender naming(Running process, Deadline fence, PartnerCohort cohort) {
    return sender(
        process,
        fence,
        1,
        new Way(Talk.OTHER, batch -> otherQueues.name(otherWires.name(cohort))),
        (answer, batch) -> otherWires.readName(answer));
  }

  /** Where a leg asks about devices. */
  BatchSender lookups(Running process, Deadline fence) {
    return sender(
        process,
        fence,
        1,
        new Way(
            Talk.OTHER,
            batch -> {
              lookups++;
              return otherQueues.export(otherWires.question(batch.get(0).member()));
            }),
        (answer, batch) -> otherWires.readDevice(answer));
  }

  /** Where a leg asks what profiles hold. */
  BatchSender profiles(Running process, Deadline fence, String attribute) {
    return sender(
        process,
        fence,
        PROFILES,
        new Way(
            Talk.OTHER,
            batch -> {
              profileReads++;
              return otherQueues.export(otherWires.question(batch, attribute));
            }),
        (answer, batch) -> otherWires.readProfiles(answer, batch, attribute));
  }

  int profileReads() {
    return profileReads;
  }

  private BatchSender sender(
      Running process,
      Deadline fence,
      int maxBatchSize,
      Way way,
      BiFunction<BrazeResponse, List<MemberChange>, ResponseDecision> reading) {
    return new BatchSender() {
      @Override
      public int maxBatchSize() {
        return maxBatchSize;
      }

      @Override
      public int maxBytes(MemberChange change) {
        boolean alone =
            maxBatchSize == PROFILES && change.member().kind() == MemberId.Kind.DEVICE_ID;
        return alone ? 4_000_000 : wire.maxBytes(change);
      }

      @Override
      public CompletionStage<Reply> send(List<MemberChange> batch) {
        return gate.pass(process, Port.BRAZE, () -> sendUnlessFenced(fence, batch, way))
            .thenApply(reply -> Replies.read(reply, response -> reading.apply(response, batch)));
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

  /** What a request is about, and what becomes of it where nothing goes wrong. */
  private record Way(Talk talk, Function<List<MemberChange>, TrackQueue.Judged> judge) {}

  private enum Talk {
    /** Names single objects and counts. */
    TRACK,
    /** Takes or refuses everything. */
    CHANGE,
    /** Changes no member. */
    OTHER
  }

  private CompletionStage<Reply> sendUnlessFenced(
      Deadline fence, List<MemberChange> batch, Way way) {
    if (fence.passed()) {
      return CompletableFuture.completedFuture(Replies.lost(TransportFailure.FENCED));
    }
    requests++;
    BrazeFault met = fault(batch, way.talk());
    boolean poisoned = batch.stream().anyMatch(change -> poison.contains(change.member().id()));
    Set<Integer> refused = refused(batch, met, way.talk());
    // What is merely queued was taken as a whole.
    BrazeFault fault = met == BrazeFault.QUEUED_202 && !refused.isEmpty() ? null : met;
    boolean wholly =
        !refused.isEmpty() && (refused.size() == batch.size() || random.nextInt(3) == 0);
    boolean applied = (fault == null || fault.applies()) && !poisoned && !wholly;
    List<MemberChange> taken =
        IntStream.range(0, batch.size())
            .filter(at -> applied && !refused.contains(at))
            .filter(at -> fault != BrazeFault.COUNTS_FEWER || at < batch.size() - 1)
            .mapToObj(batch::get)
            .toList();
    TrackQueue.Judged judged = way.judge().apply(way.talk() == Talk.OTHER ? batch : taken);
    if (applied && !taken.isEmpty()) {
      take(taken, judged, way.talk());
    }
    Reply answer;
    if (poisoned && fault == null) {
      answer = badRequest();
    } else if (!refused.isEmpty() && (fault == null || fault == BrazeFault.REFUSES_SOME)) {
      answer = refusal(wholly ? 400 : 201, taken.size(), refused);
    } else {
      answer = answer(fault, judged, taken.size());
    }
    CompletableFuture<Reply> stage = new CompletableFuture<>();
    time.after(latency(fault), () -> stage.complete(answer));
    return stage;
  }

  private void take(List<MemberChange> taken, TrackQueue.Judged judged, Talk talk) {
    if (talk != Talk.OTHER) {
      landed.computeIfAbsent(execution.get(), any -> new HashSet<>()).addAll(taken);
    }
    if (judged.isAtOnce()) {
      judged.apply();
    } else {
      Duration chance = millis(random.nextInt(LONGEST_QUEUE_MILLIS));
      time.after(delays.isEmpty() ? chance : delays.poll(), judged::apply);
    }
  }

  /** The fault that a request meets; some cannot happen to every request. */
  private BrazeFault fault(List<MemberChange> batch, Talk talk) {
    BrazeFault met = fault();
    boolean poisoned = batch.stream().anyMatch(change -> poison.contains(change.member().id()));
    if (met == null) {
      return talk == Talk.CHANGE && refusesAsRepeated(batch) ? BrazeFault.REFUSES_ALL : null;
    }
    return switch (met) {
      case QUEUED_202 -> poisoned ? null : met;
      case REFUSES_SOME, COUNTS_NONE, COUNTS_FEWER, UNNAMED_ERROR_BUT_APPLIED ->
          talk == Talk.TRACK && !poisoned ? met : null;
      case REFUSES_ALL -> talk != Talk.OTHER && mayRefuse(batch) ? met : null;
      default -> met;
    };
  }

  private boolean refusesAsRepeated(List<MemberChange> batch) {
    boolean refuses =
        repeatsRefused > 0 && mayRefuse(batch) && batch.stream().anyMatch(this::hasLanded);
    repeatsRefused -= refuses ? 1 : 0;
    return refuses;
  }

  private boolean hasLanded(MemberChange change) {
    return landed.getOrDefault(execution.get(), Set.of()).contains(change);
  }

  /** A removal that three executions were refused is given up: that is a rule, not a fault. */
  private boolean mayRefuse(List<MemberChange> batch) {
    for (MemberChange change : batch) {
      Set<String> executions =
          removalsRefused.computeIfAbsent(change.member(), any -> new HashSet<>());
      if (!change.remove().isEmpty() && executions.size() >= 2) {
        return false;
      }
    }
    batch.forEach(change -> removalsRefused.get(change.member()).add(execution.get()));
    return true;
  }

  /** The positions of those who are refused by name. */
  private Set<Integer> refused(List<MemberChange> batch, BrazeFault fault, Talk talk) {
    Set<Integer> refused = new TreeSet<>();
    if (talk != Talk.TRACK) {
      return refused;
    }
    boolean repeats = fault == null && refusesAsRepeated(batch);
    for (int at = 0; at < batch.size(); at++) {
      MemberChange change = batch.get(at);
      boolean chosen =
          fault == BrazeFault.REFUSES_SOME && at % 3 == 0 && mayRefuse(List.of(change));
      if (blocked.contains(change.member().id()) || chosen || (repeats && hasLanded(change))) {
        refused.add(at);
      }
    }
    return refused;
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

  private static Reply refusal(int status, int taken, Set<Integer> refused) {
    String errors =
        refused.stream()
            .map("{\"index\":%d,\"input_array\":\"attributes\",\"type\":\"no\"}"::formatted)
            .collect(Collectors.joining(","));
    String message = status == 201 ? "success" : "Valid data must be provided";
    return Replies.json(
        status,
        "{\"message\":\"%s\",\"attributes_processed\":%d,\"errors\":[%s]}"
            .formatted(message, taken, errors));
  }

  private static Reply answer(BrazeFault fault, TrackQueue.Judged judged, int taken) {
    if (fault == null) {
      return Replies.json(judged.status(), judged.body());
    }
    return switch (fault) {
      case SERVER_ERROR, SERVER_ERROR_BUT_APPLIED ->
          Replies.json(503, "{\"message\":\"try again\"}");
      case ANSWER_LOST, REQUEST_LOST -> Replies.lost(TransportFailure.UNKNOWN_FATE);
      case CLOSED_BUT_APPLIED -> Replies.lost(TransportFailure.CONNECTION_CLOSED);
      case NO_CONNECTION -> Replies.lost(TransportFailure.NOT_SENT);
      case RATE_LIMITED -> Replies.json(429, Map.of("retry-after", "7"), "{\"message\":\"slow\"}");
      case GARBAGE, GARBAGE_BUT_APPLIED -> Replies.json(200, "<html>Welcome</html>");
      case QUEUED_202 ->
          judged.status() == 201
              ? Replies.json(202, "{\"message\":\"queued\"}")
              : Replies.json(judged.status(), judged.body());
      case KEY_REFUSED -> Replies.json(401, "{\"message\":\"Invalid API key\"}");
      case FORBIDDEN -> Replies.json(403, "{\"message\":\"Access Denied\"}");
      case NOT_FOUND -> Replies.json(404, "{\"message\":\"Not found\"}");
      case REDIRECTED -> Replies.json(307, Map.of("location", "https://x"), "");
      case REFUSES_ALL -> badRequest();
      case REFUSES_SOME -> Replies.json(judged.status(), judged.body());
      case UNNAMED_ERROR_BUT_APPLIED ->
          Replies.json(
              201,
              "{\"message\":\"success\",\"attributes_processed\":%d,\"errors\":[{\"type\":\"?\"}]}"
                  .formatted(taken));
      case COUNTS_NONE, COUNTS_FEWER ->
          Replies.json(
              201, "{\"message\":\"success\",\"attributes_processed\":%d}".formatted(taken));
      case TWO_MESSAGES -> Replies.json(201, "{\"message\":\"error\",\"message\":\"success\"}");
    };
  }

  private static Reply badRequest() {
    return Replies.json(400, "{\"message\":\"something is wrong\"}");
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}

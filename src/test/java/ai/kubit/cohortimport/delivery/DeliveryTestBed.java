package ai.kubit.cohortimport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.FakeSender.Request;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/** A delivery in virtual time to a Braze of one function, and what was told of each object. */
abstract class DeliveryTestBed {
  static final Duration LATENCY = Duration.ofMillis(100);

  final VirtualTime time = new VirtualTime();
  final Instant start = time.now();
  final Map<String, ChangeResult> results = new TreeMap<>();
  final Set<String> notSent = new TreeSet<>();
  Deadline leg = Deadline.in(time, Duration.ofMinutes(14));
  Deadline fence = Deadline.in(time, Duration.ofHours(1));
  CohortDelivery.Settings settings = CohortDelivery.Settings.of(500).withMaxInFlight(50);
  int maxBatchSize = 75;
  double requestsPerSecond = 500;
  FakeSender sender;
  CohortDelivery delivery;

  /** A delivery that waits for ever must fail, not hang. */
  @BeforeEach
  void endThis() {
    time.after(
        Duration.ofHours(1),
        () -> {
          throw new AssertionError("the delivery waits for ever");
        });
  }

  static boolean names(Request request, String id) {
    return request.batch().stream().anyMatch(change -> change.member().id().equals(id));
  }

  /** One object in each request: what many requests do is seen with few objects. */
  CohortDelivery.Settings oneByOne(int maxInFlight) {
    maxBatchSize = 1;
    return CohortDelivery.Settings.of(500).withMaxInFlight(maxInFlight);
  }

  void braze(Function<Request, Reply> answers) {
    braze(new FakeSender(time, LATENCY, answers));
  }

  void braze(FakeSender braze) {
    sender = braze.takingAtMost(maxBatchSize);
    delivery = delivery(sender);
  }

  CohortDelivery delivery(BatchSender over) {
    return new CohortDelivery(
        over,
        new RateLimiter(requestsPerSecond),
        new DeliveryLeg(time, leg, fence, RetryPolicy.standard(new Random(1)), this::record),
        settings);
  }

  void record(
      String step,
      long firstIndex,
      List<MemberChange> changes,
      List<ChangeResult> answers,
      Instant at) {
    assertThat(answers).hasSameSizeAs(changes);
    for (int i = 0; i < changes.size(); i++) {
      long index = firstIndex + i;
      if (step.equals("add-0")) {
        assertThat(changes.get(i)).isEqualTo(change((int) index));
      }
      String object = step + "/" + index;
      if (answers.get(i).equals(ChangeResult.NOT_SENT)) {
        assertThat(notSent.add(object)).as("told twice").isTrue();
      } else {
        assertThat(results.put(object, answers.get(i))).as("answered twice").isNull();
      }
      assertThat(results.containsKey(object) && notSent.contains(object)).isFalse();
    }
  }

  Optional<DeliveryStop> deliver(int objects) throws InterruptedException {
    results.clear();
    notSent.clear();
    for (int i = 0; i < objects && delivery.send("add-0", i, change(i)); i++) {}
    return delivery.drain();
  }

  static MemberChange change(int number) {
    return MemberChange.adding(MemberId.externalId("u" + number), "Big spenders");
  }

  static ChangeResult refused(RefusalReason reason) {
    return ChangeResult.refused(reason);
  }

  static class Forwarding implements BatchSender {
    private final BatchSender sender;

    Forwarding(BatchSender sender) {
      this.sender = sender;
    }

    @Override
    public int maxBatchSize() {
      return sender.maxBatchSize();
    }

    @Override
    public CompletionStage<Reply> send(List<MemberChange> batch) {
      return sender.send(batch);
    }
  }
}

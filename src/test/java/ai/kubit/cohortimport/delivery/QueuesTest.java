package ai.kubit.cohortimport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.KeyRing;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.workspace.BrazeKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The small parts of a delivery: what waits, what is gathered, what may be repeated. */
class QueuesTest {
  private static final long NOW = Long.MAX_VALUE - 5_000_000_000L;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final BatchQueue queue = new BatchQueue(NOW);

  private static Batch batch(int... ids) {
    return new Batch(
        "add-0",
        LongStream.range(0, ids.length).toArray(),
        IntStream.of(ids).mapToObj(QueuesTest::change).toList());
  }

  private static MemberChange change(int id) {
    return MemberChange.adding(MemberId.externalId("u" + id), "v");
  }

  private static long in(Duration wait) {
    return NOW + wait.toNanos();
  }

  @Test
  void whatIsRepeatedGoesBeforeWhatIsDueAndThatBeforeWhatIsNew() {
    Batch fresh = batch(1);
    Batch due = batch(2);
    Batch notDue = batch(3);
    Batch again = batch(4);
    queue.add(fresh);
    queue.addLater(due, SECOND, NOW);
    queue.addLater(notDue, SECOND.multipliedBy(3), NOW);
    queue.addAgain(List.of(again));

    assertThat(queue.waitingAgain()).isEqualTo(3);
    assertThat(queue.take(in(SECOND))).isSameAs(again);
    assertThat(queue.take(in(SECOND))).isSameAs(due);
    assertThat(queue.take(in(SECOND))).isSameAs(fresh);
    assertThat(queue.hasFresh()).isFalse();
    assertThat(queue.isEmpty()).isFalse();
    assertThat(queue.take(in(SECOND.multipliedBy(3)))).isSameAs(notDue);
    assertThat(queue.isEmpty()).isTrue();
  }

  /** The monotonic clock may begin anywhere, and run over. */
  @Test
  void whatIsDueFirstIsTakenFirstThoughTheClockRunsOver() {
    Batch first = batch(1);
    Batch second = batch(2);
    Batch third = batch(3);
    queue.addLater(third, SECOND.multipliedBy(9), NOW);
    queue.addLater(first, SECOND, NOW);
    queue.addLater(second, SECOND, NOW);

    long late = in(SECOND.multipliedBy(10));
    assertThat(List.of(queue.take(late), queue.take(late), queue.take(late)))
        .containsExactly(first, second, third);
  }

  @Test
  void theWaitIsThatOfWhatIsDueNext() {
    assertThat(queue.untilNext(NOW, true)).isEmpty();
    queue.addLater(batch(1), SECOND.multipliedBy(2), NOW);
    assertThat(queue.untilNext(in(SECOND), true)).contains(SECOND);
    assertThat(queue.untilNext(in(SECOND.multipliedBy(5)), true)).contains(Duration.ZERO);
    queue.add(batch(2));
    assertThat(queue.untilNext(in(SECOND), false)).contains(SECOND);
    assertThat(queue.untilNext(in(SECOND), true)).contains(Duration.ZERO);
    queue.addAgain(List.of(batch(3)));
    assertThat(queue.untilNext(in(SECOND), false)).contains(Duration.ZERO);
  }

  @Test
  void everythingIsTakenAtOnce() {
    queue.add(batch(1));
    queue.addLater(batch(2), SECOND, NOW);
    queue.addAgain(List.of(batch(3)));

    assertThat(queue.takeAll()).hasSize(3);

    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.hasFresh()).isFalse();
  }

  @Test
  void aBatchIsBoundedByObjectsAndBytesAndStep() {
    BatchBuilder open = new BatchBuilder(3, 100);
    assertThat(open.take()).isEmpty();
    assertThat(open.admits("a", 1_000)).isTrue();
    open.add("a", 5, change(1), 60);
    assertThat(open.admits("a", 40)).isTrue();
    assertThat(open.admits("a", 41)).isFalse();
    assertThat(open.admits("b", 1)).isFalse();
    assertThat(open.isFull()).isFalse();
    open.add("a", 6, change(2), 40);
    assertThat(open.isFull()).isTrue();

    Batch taken = open.take().orElseThrow();

    assertThat(taken.step()).isEqualTo("a");
    assertThat(taken.index(1)).isEqualTo(6);
    assertThat(open.take()).isEmpty();
    open.add("a", 7, change(3), 60);
    assertThat(open.isFull()).isFalse();
    open.limitTo(1);
    assertThat(open.isFull()).isTrue();
    assertThat(open.admits("a", 1)).isFalse();
    open.limitTo(5);
    assertThat(open.isFull()).isTrue();
  }

  @Test
  void retriesThatWereFutileAreLimited() {
    RetryBudget budget = new RetryBudget();
    for (int i = 0; i < 100; i++) {
      budget.retryWasFutile();
    }
    assertThat(budget.spent()).isFalse();
    budget.retryWasFutile();
    assertThat(budget.spent()).isTrue();
    for (int i = 0; i < 505; i++) {
      budget.requestSent();
    }
    assertThat(budget.spent()).isFalse();
    budget.retryWasFutile();
    assertThat(budget.spent()).isTrue();
  }

  @Test
  void anOutageIsSuspectedAfterFiveFailuresAndOverWithOneSuccess() {
    CircuitBreaker watch = watch();
    for (int i = 0; i < 4; i++) {
      watch.failed(NOW);
    }
    assertThat(watch.isOutage()).isFalse();
    watch.failed(NOW);
    assertThat(watch.isOutage()).isTrue();

    watch.succeeded();

    assertThat(watch.isOutage()).isFalse();
    assertThat(watch.successes()).isEqualTo(1);
  }

  @Test
  void probesBecomeRarer() {
    CircuitBreaker watch = watch();
    long now = NOW;
    for (int i = 0; i < 5; i++) {
      watch.failed(now);
    }
    for (int seconds : new int[] {1, 2, 4, 8, 16, 16}) {
      Duration wait = watch.untilProbe(now);
      assertThat(wait)
          .isBetween(Duration.ofMillis(seconds * 900L), Duration.ofMillis(seconds * 1_000L));
      // What was on its way when the outage began is no probe.
      watch.failed(now);
      assertThat(watch.untilProbe(now)).isEqualTo(wait);
      now += wait.toNanos();
      assertThat(watch.untilProbe(now)).isZero();
      watch.failed(now);
    }
    watch.succeeded();
    for (int i = 0; i < 5; i++) {
      watch.failed(now);
    }
    assertThat(watch.untilProbe(now)).isLessThan(SECOND);
  }

  @Test
  void anOutageIsSustainedFromItsFirstFailureOn() {
    CircuitBreaker watch = watch();
    watch.failed(NOW);
    for (int i = 0; i < 4; i++) {
      watch.failed(in(SECOND.multipliedBy(100)));
    }
    assertThat(watch.isSustained(in(SECOND.multipliedBy(120)) - 1)).isFalse();
    assertThat(watch.isSustained(in(SECOND.multipliedBy(120)))).isTrue();
    watch.succeeded();
    assertThat(watch.isSustained(in(SECOND.multipliedBy(500)))).isFalse();
  }

  private static CircuitBreaker watch() {
    Random nearlyOne =
        new Random() {
          private static final long serialVersionUID = 1;

          @Override
          public double nextDouble() {
            return 0.95;
          }
        };
    return new CircuitBreaker(
        new RetryPolicy(SECOND, Duration.ofSeconds(16), nearlyOne), Duration.ofMinutes(2));
  }

  @Test
  void aKeyIsRenewedOnlyByAnotherOne() {
    BrazeKey old = new BrazeKey("old");
    KeyRing none = new KeyRing(old, Optional::empty);
    assertThat(none.renew()).isFalse();
    assertThat(none.current()).isEqualTo(old);

    KeyRing same = new KeyRing(old, () -> Optional.of(new BrazeKey("old")));
    assertThat(same.renew()).isFalse();

    KeyRing rotated = new KeyRing(old, () -> Optional.of(new BrazeKey("new")));
    assertThat(rotated.renew()).isTrue();
    assertThat(rotated.current()).isEqualTo(new BrazeKey("new"));
  }

  @Test
  void effortsAddUp() {
    assertThat(new DeliveryEffort(1, 2, 3).plus(new DeliveryEffort(10, 20, 30)))
        .isEqualTo(new DeliveryEffort(11, 22, 33));
  }

  @Test
  void aBatchIsSplitInOrder() {
    List<Batch> parts = batch(1, 2, 3, 4, 5).split(2);

    assertThat(parts).extracting(Batch::size).containsExactly(2, 2, 1);
    assertThat(parts.get(2).index(0)).isEqualTo(4);
    assertThat(parts.get(1).changes()).containsExactly(change(3), change(4));
  }

  @Test
  void partsRememberWhatHappenedToTheWhole() {
    Batch whole = batch(1, 2);
    whole.markPerhapsReceived();
    whole.sentWithKey(3);

    Batch part = whole.only(position -> position == 1);

    assertThat(part.changes()).containsExactly(change(2));
    assertThat(part.perhapsReceived()).isTrue();
    assertThat(part.wasSent()).isTrue();
    assertThat(batch(1, 2).split(1).get(0).wasSent()).isFalse();
    assertThat(batch(1, 2).split(1).get(0).perhapsReceived()).isFalse();
  }
}

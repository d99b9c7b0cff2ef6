package ai.kubit.cohortimport.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A deadline of a process that may be told to end. */
class CutDeadlineTest {
  private final VirtualTime time = new VirtualTime();
  private boolean told;
  private final Deadline leg = Deadline.in(time, Duration.ofMinutes(14), () -> told);

  @Test
  void itIsOverAtOnceWhenTheProcessIsToldToEnd() {
    Deadline sending = leg.earlierBy(Duration.ofMinutes(1));
    assertThat(sending.remaining()).isEqualTo(Duration.ofMinutes(13));
    assertThat(leg.isCut()).isFalse();

    told = true;

    assertThat(leg.passed()).isTrue();
    assertThat(sending.passed()).isTrue();
    assertThat(sending.isCut()).isTrue();
  }

  @Test
  void oneThatPassedByItselfIsNotCut() throws InterruptedException {
    time.pause(Duration.ofMinutes(15));

    assertThat(leg.passed()).isTrue();
    assertThat(leg.isCut()).isFalse();
  }

  @Test
  void aWaitEndsSoonAfterTheProcessIsToldToEnd() throws InterruptedException {
    Instant start = time.now();
    time.after(Duration.ofSeconds(3), () -> told = true);

    assertThat(leg.pause(Duration.ofMinutes(5))).isFalse();

    assertThat(Duration.between(start, time.now())).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void aWaitThatNobodyDisturbsIsAsLongAsItShouldBe() throws InterruptedException {
    Instant start = time.now();

    assertThat(leg.pause(Duration.ofSeconds(10))).isTrue();

    assertThat(Duration.between(start, time.now())).isEqualTo(Duration.ofSeconds(10));
  }
}

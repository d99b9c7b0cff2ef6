package ai.kubit.cohortimport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ProcessEndTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final ProcessEnd end = new ProcessEnd();

  @Test
  void withNothingAtWorkItIsThereAtOnce() throws InterruptedException {
    assertThat(end.isNear()).isFalse();

    assertThat(end.announce(LONG)).isTrue();

    assertThat(end.isNear()).isTrue();
  }

  @Test
  void whatIsAtWorkIsToldAndWaitedFor() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> work =
          threads.submit(
              () ->
                  end.during(
                      () -> {
                        begun.countDown();
                        while (!end.isNear()) {
                          Thread.onSpinWait();
                        }
                        return Boolean.TRUE;
                      }));
      begun.await();
      assertThat(end.atWork()).isEqualTo(1);

      assertThat(end.announce(LONG)).isTrue();

      assertThat(work.get()).isTrue();
      assertThat(end.atWork()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void itDoesNotWaitForEver() throws InterruptedException {
    boolean done =
        end.during(
            () -> {
              assertThat(end.atWork()).isEqualTo(1);
              return end.announce(Duration.ofMillis(10));
            });

    assertThat(done).isFalse();
  }
}

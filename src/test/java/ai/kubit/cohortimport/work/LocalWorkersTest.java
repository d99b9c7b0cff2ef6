package ai.kubit.cohortimport.work;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalWorkersTest {
  private static final CohortKey COHORT = new CohortKey("acme", "one");

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** The command line once ended with an import half begun in a thread of its own. */
  @Test
  void whoeverWaitsSeesAllWorkDone() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    LocalWorkers workers =
        new LocalWorkers(
            threads,
            1,
            first -> {
              started.countDown();
              await(waiting);
              done.set(true);
            });
    workers.start(COHORT);
    started.await();
    threads.execute(waiting::countDown);
    workers.awaitIdle();
    assertThat(done).isTrue();
  }

  @Test
  void noMoreWorkAtOnceThanAllowed() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    LocalWorkers workers = new LocalWorkers(threads, 1, first -> await(open));
    assertThat(workers.start(COHORT)).isTrue();
    assertThat(workers.start(COHORT)).isFalse();
    open.countDown();
    workers.awaitIdle();
    assertThat(workers.start(COHORT)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

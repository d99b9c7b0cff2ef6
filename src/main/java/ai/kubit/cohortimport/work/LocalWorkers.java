package ai.kubit.cohortimport.work;

import ai.kubit.cohortimport.cohort.CohortKey;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Workers as threads of this process, never more than allowed. */
public final class LocalWorkers implements Workers {
  private final ExecutorService threads;
  private final int maxWorkers;
  private final Semaphore places;
  private final Consumer<CohortKey> work;

  /**
   * Workers of this process.
   *
   * @param work what each of them does
   */
  public LocalWorkers(ExecutorService threads, int maxWorkers, Consumer<CohortKey> work) {
    this.threads = threads;
    this.maxWorkers = maxWorkers;
    this.places = new Semaphore(maxWorkers);
    this.work = work;
  }

  @Override
  public boolean start(CohortKey first) {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(() -> run(first));
      return true;
    } catch (RejectedExecutionException shuttingDown) {
      places.release();
      return false;
    }
  }

  @Override
  public void awaitIdle() throws InterruptedException {
    places.acquire(maxWorkers);
    places.release(maxWorkers);
  }

  private void run(CohortKey first) {
    try {
      work.accept(first);
    } finally {
      places.release();
    }
  }
}

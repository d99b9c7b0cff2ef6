package ai.kubit.cohortimport.app;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The end of this process, as the work in it sees it: once it is announced, legs are cut short, and
 * whoever announced it waits until all have written down where they are.
 */
@Singleton
public final class ProcessEnd {
  /** The first party is this object itself, so that the phaser does not end with the last work. */
  private final Phaser work = new Phaser(1);

  private volatile boolean near;

  /** Whether the end was announced; true for good then. */
  boolean isNear() {
    return near;
  }

  /** Does work that the end waits for. */
  public <T> T during(Task<T> task) throws InterruptedException {
    work.register();
    try {
      return task.run();
    } finally {
      work.arriveAndDeregister();
    }
  }

  /** Something that writes down where it is when it is cut short. */
  @FunctionalInterface
  public interface Task<T> {
    T run() throws InterruptedException;
  }

  /** How many are at work. */
  int atWork() {
    return work.getRegisteredParties() - 1;
  }

  /**
   * Announces the end and waits.
   *
   * @return whether everything was done within the time
   */
  boolean announce(Duration patience) throws InterruptedException {
    near = true;
    try {
      work.awaitAdvanceInterruptibly(work.arrive(), patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}

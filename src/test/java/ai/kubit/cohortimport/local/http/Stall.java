package ai.kubit.cohortimport.local.http;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds requests where they are until the test lets them go: the place where a test kills, stops or
 * overtakes the program. Once released it holds nothing any more.
 */
public final class Stall {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch reached = new CountDownLatch(1);
  private final List<Runnable> held = new ArrayList<>();
  private boolean released;

  /** Waits until a request is held here; fails after a minute. */
  public void awaitStalled() {
    awaitStalled(PATIENCE);
  }

  /** Waits until a request is held here; fails when none came in time. */
  public void awaitStalled(Duration patience) {
    try {
      if (!reached.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("no request was stalled within " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a request to stall", e);
    }
  }

  public boolean isStalled() {
    return reached.getCount() == 0;
  }

  /**
   * Lets everything go that is held here, and whatever comes later: also requests of a client that
   * has been killed meanwhile, as a network may deliver late. {@link #discard} loses them instead.
   */
  public synchronized void release() {
    released = true;
    held.forEach(Runnable::run);
    held.clear();
  }

  /** Forgets what is held here, as if it had been lost on the way; holds nothing any more. */
  public synchronized void discard() {
    released = true;
    held.clear();
  }

  /** Goes on after the release, on the thread of {@code context}. */
  public synchronized void hold(Context context, Runnable next) {
    Runnable resume = () -> context.runOnContext(ignored -> next.run());
    if (released) {
      resume.run();
    } else {
      held.add(resume);
    }
    reached.countDown();
  }
}

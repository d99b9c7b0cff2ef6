package ai.kubit.cohortimport.local.http;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds requests until the test releases them. Meanwhile a test can kill, freeze or overtake the
 * program. After its release a stall holds nothing any more.
 */
public final class Stall {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch reached = new CountDownLatch(1);
  private final List<Runnable> held = new ArrayList<>();
  private boolean released;

  /** Waits until a request is held. Fails after a minute. */
  public void awaitStalled() {
    awaitStalled(PATIENCE);
  }

  /** Waits until a request is held. Fails if none comes in time. */
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
   * Lets all held requests go on, and all later ones. That includes requests of a client that was
   * killed meanwhile, because a network, too, may deliver late. {@link #discard} drops them
   * instead.
   */
  public synchronized void release() {
    released = true;
    held.forEach(Runnable::run);
    held.clear();
  }

  /** Drops all held requests, as if the network had lost them. It holds nothing afterwards. */
  public synchronized void discard() {
    released = true;
    held.clear();
  }

  /** Holds a request: runs {@code next} after the release, on the thread of {@code context}. */
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

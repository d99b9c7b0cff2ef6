package ai.kubit.cohortimport.app;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Before the application closes what imports work with, they write down where they are: another
 * process goes on at once instead of waiting for the end of their leases.
 */
@ApplicationScoped
class CleanEnd {
  /** A request on its way lives 20 seconds; most containers are given 30. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  void end(@Observes ShutdownEvent event, ProcessEnd end) {
    int atWork = end.atWork();
    if (atWork > 0) {
      System.err.printf("ending: waiting until %d at work have written where they are%n", atWork);
    }
    try {
      if (!end.announce(PATIENCE)) {
        System.err.printf(
            "%d still at work after %d s are left behind, as after a crash: they are taken over when"
                + " their leases have ended%n",
            end.atWork(), PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

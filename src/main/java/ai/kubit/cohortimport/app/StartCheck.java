package ai.kubit.cohortimport.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Wrong settings stop the start, and say which setting is wrong. */
@ApplicationScoped
class StartCheck {
  private static final int MOST_WORKERS = 100;

  void check(@Observes StartupEvent start, ImporterConfig config) {
    LocalUse.of(config);
    if (config.maxWorkers() < 1 || config.maxWorkers() > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "KUBIT_MAX_WORKERS must be 1 to %d".formatted(MOST_WORKERS));
    }
    if (config.legLimit().filter(limit -> limit.isNegative() || limit.isZero()).isPresent()) {
      throw new IllegalArgumentException(
          "KUBIT_LEG_LIMIT must be a positive duration such as PT14M");
    }
    if (!config.keyPrefix().startsWith("/") || config.keyPrefix().endsWith("/")) {
      throw new IllegalArgumentException(
          "KUBIT_KEY_PREFIX must start with a slash and not end with one, such as"
              + " /kubit-cohort-import");
    }
  }
}

package ai.kubit.cohortimport.app;

import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How long a leg may work, wherever the program runs. */
@Singleton
public final class LegLimit {
  /** Lambda ends the process without a word: be done a little earlier. */
  private static final Duration BEFORE_LAMBDA_ENDS = Duration.ofSeconds(2);

  private static final Duration ELSEWHERE = Duration.ofMinutes(14);

  private final Time time;
  private final ImporterConfig config;
  private final ProcessEnd end;

  @Inject
  LegLimit(Time time, ImporterConfig config, ProcessEnd end) {
    this.time = time;
    this.config = config;
    this.end = end;
  }

  /**
   * The end of a leg in Lambda: what is left of the invocation, or less if so configured.
   *
   * @param remainingMillis not positive where a stand-in for Lambda names no end
   */
  public Deadline inLambda(long remainingMillis) {
    if (remainingMillis <= 0) {
      return elsewhere();
    }
    Duration left = Duration.ofMillis(remainingMillis).minus(BEFORE_LAMBDA_ENDS);
    Duration limit = config.legLimit().orElse(left);
    return Deadline.in(time, limit.compareTo(left) < 0 ? limit : left);
  }

  /** The end of a leg in a process that nobody ends, unless a person does. */
  public Deadline elsewhere() {
    return Deadline.in(time, config.legLimit().orElse(ELSEWHERE), end::isNear);
  }
}

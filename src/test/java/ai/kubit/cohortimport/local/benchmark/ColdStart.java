package ai.kubit.cohortimport.local.benchmark;

import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.ProgramUsage;
import ai.kubit.cohortimport.local.aws.LambdaRuntimeApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long a new sandbox takes from its start to the answer to its first event, a sweep
 * that finds nothing due, and how much memory it then uses. The executable is in the page cache,
 * and the stand-ins are warm.
 */
final class ColdStart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private record Start(long toFirstRequest, long toFirstAnswer, ProgramUsage usage) {}

  private final Map<String, String> backends;
  private final List<String> prefix;

  /**
   * Prepares the measurement.
   *
   * @param backends the environment of a program that uses the stand-ins
   * @param prefix words before the command, such as those that pin it to a core
   */
  ColdStart(Map<String, String> backends, List<String> prefix) {
    this.backends = backends;
    this.prefix = prefix;
  }

  /** Prints the median of this many starts, after one start that does not count. */
  void measure(int starts) {
    start();
    List<Start> measured = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      measured.add(start());
    }
    List<Long> answers = measured.stream().map(Start::toFirstAnswer).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "cold start, %d of them: from exec to the first answer %d ms (%d to %d), to asking for the"
            + " event %d ms; %d ms of CPU, %d MB%n",
        starts,
        answers.get(starts / 2),
        answers.get(0),
        answers.get(starts - 1),
        median(measured.stream().map(Start::toFirstRequest).toList()),
        median(measured.stream().map(start -> start.usage().cpu().toMillis()).toList()),
        median(measured.stream().map(start -> start.usage().peakMemoryBytes()).toList())
            / 1_000_000);
  }

  private static long median(List<Long> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }

  private Start start() {
    try (LambdaRuntimeApi api = LambdaRuntimeApi.start()) {
      Map<String, String> environment = new HashMap<>(backends);
      environment.putAll(api.environment());
      CompletableFuture<LambdaRuntimeApi.Answer> answer =
          api.invokeAsync("{\"action\":\"sweep\"}", PATIENCE);
      long exec = System.nanoTime();
      try (Program program = new Program.Launch(environment).behind(prefix).start()) {
        LambdaRuntimeApi.Answer first = answer.orTimeout(60, TimeUnit.SECONDS).join();
        long answered = System.nanoTime();
        ProgramUsage usage = program.usage();
        if (first.failed()) {
          throw new IllegalStateException(first.body() + program.output());
        }
        return new Start(millis(api.firstAskedAt() - exec), millis(answered - exec), usage);
      }
    }
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}

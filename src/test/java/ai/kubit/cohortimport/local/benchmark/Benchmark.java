package ai.kubit.cohortimport.local.benchmark;

import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.ProgramUsage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the packaged program, as a process of its own, against stand-ins in another process:
 * elapsed time, processor time, peak memory and calls. It checks that exactly the right users hold
 * the value at the end, and that no change was needless. {@code ./mvnw -q -Pbenchmark}, with {@code
 * -Dbenchmark.args="name=value ..."}, see {@link BenchmarkArguments}.
 */
public final class Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(60);

  /** How many members are imported and removed again before anything is measured. */
  private static final int WARM_UP = 60_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private final BenchmarkArguments arguments;
  private final BackendsProcess backends;
  private boolean right = true;

  private Benchmark(BenchmarkArguments arguments, BackendsProcess backends) {
    this.arguments = arguments;
    this.backends = backends;
  }

  /** Exits with 0 only if exactly the right changes were sent to Braze. */
  public static void main(String[] args) throws IOException {
    BenchmarkArguments arguments = BenchmarkArguments.of(args);
    try (BackendsProcess backends = new BackendsProcess(pinned(arguments, 1), args)) {
      boolean right = new Benchmark(arguments, backends).run();
      System.out.println(right ? "Braze was sent exactly what it should be." : "WRONG");
      System.exit(right ? 0 : 1);
    }
  }

  private static List<String> pinned(BenchmarkArguments arguments, int core) {
    boolean possible =
        arguments.pinned()
            && Files.exists(TASKSET)
            && Runtime.getRuntime().availableProcessors() > 1;
    return possible ? List.of(TASKSET.toString(), "-c", Integer.toString(core)) : List.of();
  }

  private boolean run() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%s, heap %d MB, %,d members, %s, %d ms added to each answer, pace %d/s%s%s%n",
        Program.isNative() ? "native" : "JVM " + System.getProperty("java.version"),
        arguments.heapMegabytes(),
        arguments.members(),
        arguments.tls() ? "TLS" : "plain HTTP",
        arguments.latency().toMillis(),
        arguments.pace(),
        arguments.limit() == 0 ? "" : ", Braze allows %d/s".formatted(arguments.limit()),
        pinned(arguments, 0).isEmpty() ? ", not pinned" : ", program on one core");
    System.out.printf(
        "%-14s %8s %8s %10s %8s %9s %8s %10s %9s %5s %6s %6s%n",
        "scenario",
        "seconds",
        "first s",
        "requests/s",
        "CPU s",
        "us/member",
        "peak MB",
        "objects",
        "requests",
        "429",
        "S3",
        "Dynamo");
    putWorkspace();
    warmUp();
    putSchedule("cohort");
    for (Scenario scenario : Scenario.values()) {
      if (scenario == Scenario.FIRST || arguments.scenarios().contains(scenario)) {
        live(scenario);
      }
    }
    if (Program.isNative() && arguments.starts() > 0) {
      new ColdStart(backends.environment(), pinned(arguments, 0)).measure(arguments.starts());
    }
    return right;
  }

  private void putWorkspace() {
    command(
        "put-workspace",
        "bench",
        "--rest-endpoint",
        "https://rest.iad-01.braze.com",
        "--requests-per-second",
        Integer.toString(arguments.pace()));
  }

  private void putSchedule(String cohort) {
    command(
        "put-schedule",
        "bench",
        cohort,
        "--cohort-name",
        cohort,
        "--cadence",
        "daily",
        "--time-of-day",
        "09:00",
        "--time-zone",
        "UTC",
        "--recipients",
        "bench@kubit.example");
  }

  /** Warms up the stand-ins, which run on a JVM and are slow at first. */
  private void warmUp() {
    putSchedule("warm-up");
    backends.ask("export warm-up 0 " + WARM_UP);
    command("import-now", "bench", "warm-up", "--requested-by", "benchmark", "--json");
    command("cancel-schedule", "bench", "warm-up", "--drain", "--json");
  }

  private void live(Scenario scenario) throws IOException {
    int half = Scenario.halfPercent(arguments.members());
    int members = arguments.members();
    switch (scenario) {
      case FIRST -> backends.ask("export cohort 0 " + members);
      case SAME -> {}
      case EQUAL -> backends.ask("export cohort 0 " + members + " again");
      case CHANGED -> backends.ask("export cohort " + half + " " + (members + half));
      case EVERYONE_LEFT -> {}
    }
    backends.tally();
    long start = System.nanoTime();
    Run run =
        scenario == Scenario.EVERYONE_LEFT
            ? drain()
            : command("import-now", "bench", "cohort", "--requested-by", "benchmark", "--json");
    double seconds = (System.nanoTime() - start) / 1e9;
    JsonNode execution = JSON.readTree(run.stdout()).path("execution");
    boolean asExpected = isRight(scenario, backends.tally(), execution, start, seconds, run);
    right &= asExpected;
    if (!asExpected) {
      System.out.println("   WRONG: " + execution);
    }
  }

  /** Cancels the schedule, which removes everyone in this same process. */
  private Run drain() {
    return command("cancel-schedule", "bench", "cohort", "--drain", "--json");
  }

  private boolean isRight(
      Scenario scenario, JsonNode tally, JsonNode execution, long start, double seconds, Run run) {
    long requests = tally.path("requests").asLong();
    double sending = (tally.path("lastNanos").asLong() - tally.path("firstNanos").asLong()) / 1e9;
    double first = (tally.path("firstNanos").asLong() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-14s %8.1f %8s %10s %8.2f %9.2f %8.0f %,10d %,9d %,5d %,6d %,6d%n",
        scenario.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        seconds,
        requests == 0 ? "" : "%.1f".formatted(first),
        requests < 2 ? "" : "%,.0f".formatted(requests / sending),
        run.usage().cpu().toMillis() / 1e3,
        run.usage().cpu().toNanos() / 1e3 / arguments.members(),
        run.usage().peakMemoryBytes() / 1e6,
        tally.path("objects").asLong(),
        requests,
        tally.path("limited").asLong(),
        tally.path("s3").asLong(),
        tally.path("dynamo").asLong());
    int half = Scenario.halfPercent(arguments.members());
    int from = scenario == Scenario.CHANGED ? half : 0;
    int holders = scenario == Scenario.EVERYONE_LEFT ? 0 : arguments.members();
    boolean outcome =
        scenario == Scenario.EVERYONE_LEFT
            || (execution.path("outcome").asText().equals("COMPLETED")
                && execution.path("counts").path("usersImported").asLong() == holders);
    return outcome
        && tally.path("objects").asLong() == scenario.changes(arguments.members())
        && tally.path("needless").asLong() == 0
        && tally.path("wrong").asLong() == 0
        && Boolean.parseBoolean(backends.ask("holders " + from + " " + (from + holders)));
  }

  private record Run(String stdout, ProgramUsage usage) {}

  private Run command(String... words) {
    String heap = "-Xmx" + arguments.heapMegabytes() + "m";
    List<String> all = new ArrayList<>();
    if (Program.isNative()) {
      all.add(heap);
      all.addAll(arguments.programArguments());
    }
    all.addAll(List.of(words));
    Program.Launch launch =
        new Program.Launch(backends.environment())
            .behind(pinned(arguments, 0))
            .jvm(heap, "-XX:+UseSerialGC")
            .jvm(arguments.programArguments().toArray(String[]::new));
    try (Program program = launch.start(all.toArray(String[]::new))) {
      int code = program.waitFor(PATIENCE);
      if (code != 0) {
        throw new IllegalStateException(
            "%s ended with %d%n%s".formatted(words[0], code, program.output()));
      }
      return new Run(String.join("\n", program.stdout()), program.usage());
    }
  }
}

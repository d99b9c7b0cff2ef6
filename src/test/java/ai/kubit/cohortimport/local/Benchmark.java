package ai.kubit.cohortimport.local;

import ai.kubit.cohortimport.local.braze.BrazeState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Measures the packaged program as its own process: CPU, peak memory, requests, and whether Braze
 * was sent exactly what it should have been. {@code ./mvnw -q -Pbenchmark}, with {@code
 * -Dbenchmark.args="members [maxHeapMegabytes]"}.
 */
public final class Benchmark {
  private static final String EXPORT = "exports/bench/cohort/members.csv.gz";
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** So many of the members exist in the simulated Braze: enough to judge, and no more memory. */
  private static final int EXISTING = 100_000;

  private final LocalCloud cloud;
  private final int members;
  private final String heap;
  private boolean right = true;

  private Benchmark(LocalCloud cloud, int members, String heap) {
    this.cloud = cloud;
    this.members = members;
    this.heap = heap;
  }

  /** Ends with 0 only if Braze was sent exactly what it should have been. */
  public static void main(String[] args) throws IOException {
    int members = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    String heap = "-Xmx" + (args.length > 1 ? args[1] : "128") + "m";
    Path outbox = Path.of("target", "benchmark", "outbox");
    try (LocalCloud cloud = LocalCloud.start(LocalCloud.Places.free().withOutbox(outbox))) {
      cloud.braze().state().recordOperations(false);
      for (int i = 0; i < Math.min(members, EXISTING); i++) {
        cloud.braze().state().createUsers(id(i));
      }
      boolean right = new Benchmark(cloud, members, heap).run();
      System.out.println(right ? "Braze was sent exactly what it should be." : "WRONG");
      System.exit(right ? 0 : 1);
    }
  }

  private boolean run() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %,d members, no latency, all on one machine%n",
        Program.isNative() ? "native" : "JVM " + System.getProperty("java.version"),
        heap,
        members);
    System.out.printf(
        "%-34s %9s %9s %9s %10s %11s %9s%n",
        "scenario", "seconds", "CPU s", "peak MB", "requests", "objects", "us/member");
    command(
        "put-workspace",
        "bench",
        "--rest-endpoint",
        "https://rest.iad-01.braze.com",
        "--requests-per-second",
        "1000");
    command(
        "put-schedule",
        "bench",
        "cohort",
        "--cohort-name",
        "Benchmark",
        "--cadence",
        "daily",
        "--time-of-day",
        "09:00",
        "--time-zone",
        "UTC",
        "--recipients",
        "bench@kubit.example");
    int changed = members / 100;
    export(i -> true, members, "");
    measure("first import", members);
    measure("same export", 0);
    export(i -> true, members, "\n");
    measure("rewritten, equal", 0);
    export(i -> i >= changed / 2, members + changed - changed / 2, "");
    measure("1 % changed (half left, half new)", changed);
    return right;
  }

  private static String id(int i) {
    return "user-" + (100_000_000 + i);
  }

  /** Members from 0 up to a limit, some left out. */
  private void export(IntPredicate included, int limit, String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FastGzip gzip = new FastGzip(bytes)) {
      gzip.write("external_id\n".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < limit; i++) {
        if (included.test(i)) {
          gzip.write((id(i) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
      }
      gzip.write(end.getBytes(StandardCharsets.US_ASCII));
    }
    cloud.putExport(EXPORT, bytes.toByteArray());
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private void measure(String scenario, long objectsExpected) throws IOException {
    BrazeState state = cloud.braze().state();
    long requestsBefore = cloud.braze().log().requests();
    long objectsBefore = cloud.braze().log().objects();
    long start = System.nanoTime();
    Run run = command("import-now", "bench", "cohort", "--requested-by", "benchmark", "--json");
    double seconds = (System.nanoTime() - start) / 1e9;
    long requests = cloud.braze().log().requests() - requestsBefore;
    long objects = cloud.braze().log().objects() - objectsBefore;
    JsonNode execution = JSON.readTree(run.stdout()).path("execution");
    long holders = execution.path("counts").path("usersImported").asLong();
    boolean asExpected =
        objects == objectsExpected
            && execution.path("outcome").asText().equals("COMPLETED")
            && holders == members
            && state.profileCount() == Math.min(members, EXISTING);
    right &= asExpected;
    System.out.printf(
        Locale.ROOT,
        "%-34s %9.1f %9.2f %9.0f %,10d %,11d %9.2f%s%n",
        scenario,
        seconds,
        run.usage().cpu().toMillis() / 1e3,
        run.usage().peakMemoryBytes() / 1e6,
        requests,
        objects,
        run.usage().cpu().toNanos() / 1e3 / members,
        asExpected ? "" : "   WRONG: " + objectsExpected + " expected; " + execution);
  }

  private record Run(String stdout, ProgramUsage usage) {}

  private Run command(String... arguments) {
    List<String> all = new ArrayList<>();
    if (Program.isNative()) {
      all.add(heap);
    }
    all.addAll(List.of(arguments));
    Program.Launch launch = new Program.Launch(cloud.environment()).jvm(heap, "-XX:+UseSerialGC");
    try (Program program = launch.start(all.toArray(String[]::new))) {
      int code = program.waitFor(PATIENCE);
      if (code != 0) {
        throw new IllegalStateException(
            "%s ended with %d%n%s".formatted(arguments[0], code, program.output()));
      }
      return new Run(String.join("\n", program.stdout()), program.usage());
    }
  }
}

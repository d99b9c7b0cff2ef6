package ai.kubit.cohortimport.local.tool;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.braze.BrazeLimits;
import ai.kubit.cohortimport.local.braze.BrazeLimits.RateHeaders;
import ai.kubit.cohortimport.local.braze.BrazeRequest;
import ai.kubit.cohortimport.local.braze.BrazeState;
import ai.kubit.cohortimport.local.braze.Fault;
import ai.kubit.cohortimport.local.http.When;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.zip.GZIPInputStream;

/**
 * Imports a million members, while five of a hundred requests get one of all faults, and Braze's
 * rate limit is below the configured one: {@code ./mvnw -q -Psoak}, with {@code
 * -Dsoak.args="members [seed]"}. It compares the program's membership with what the simulated Braze
 * holds, for each member, and checks the number of requests. It exits with 0 only if everything is
 * right.
 */
public final class Soak {
  private static final String EXPORT = "exports/soak/cohort/members.csv";
  private static final String MEMBERSHIP = "state/soak/cohort/membership/";
  private static final String ATTRIBUTE = "Kubit cohorts";
  private static final String VALUE = "Soaked";
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int CONFIGURED_PER_SECOND = 500;
  private static final int ALLOWED_PER_SECOND = 300;
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The faults, each with its share of the requests. Together they are five of a hundred. */
  private static final Map<Fault, Double> FAULTS =
      Map.ofEntries(
          Map.entry(Fault.status(500), 0.004),
          Map.entry(Fault.status(502, "<html>Bad gateway</html>"), 0.004),
          Map.entry(Fault.status(503, ""), 0.004),
          Map.entry(Fault.status(504), 0.004),
          Map.entry(Fault.tooMany(Map.of("X-Ratelimit-Retry-After", "1")), 0.0005),
          Map.entry(Fault.tooMany(Map.of()), 0.0005),
          Map.entry(Fault.html(true), 0.004),
          Map.entry(Fault.emptyBody(false), 0.004),
          Map.entry(Fault.cutJson(true), 0.004),
          Map.entry(Fault.errorsWithoutIndex(), 0.002),
          Map.entry(Fault.status(400, "{\"message\":\"something is wrong\"}"), 0.002),
          Map.entry(Fault.dropAfterApply(), 0.004),
          Map.entry(new Fault.Break(Fault.Moment.BEFORE_READING), 0.003),
          Map.entry(new Fault.Break(Fault.Moment.BEFORE_APPLYING), 0.003),
          Map.entry(new Fault.Cut(7), 0.004),
          Map.entry(new Fault.Delay(Duration.ofSeconds(5)), 0.0025),
          Map.entry(new Fault.Drip(Duration.ofMillis(600)), 0.0005));

  private final LocalCloud cloud;
  private final int members;
  private final Random seeds;
  private boolean right = true;

  private Soak(LocalCloud cloud, int members, long seed) {
    this.cloud = cloud;
    this.members = members;
    this.seeds = new Random(seed);
  }

  /** Runs the soak; the class says what it does. */
  public static void main(String[] args) throws IOException {
    int members = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 20261122;
    Path outbox = Path.of("target", "soak", "outbox");
    try (LocalCloud cloud = LocalCloud.start(LocalCloud.Places.free().withOutbox(outbox))) {
      boolean right = new Soak(cloud, members, seed).run();
      System.out.println(right ? "Everything is as it should be." : "WRONG");
      System.exit(right ? 0 : 1);
    }
  }

  private boolean run() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%s, %,d members, faults in %.1f %% of requests, %d requests/s configured, %d allowed%n",
        Program.isNative() ? "native" : "JVM " + System.getProperty("java.version"),
        members,
        100 * FAULTS.values().stream().mapToDouble(share -> share).sum(),
        CONFIGURED_PER_SECOND,
        ALLOWED_PER_SECOND);
    BrazeState state = cloud.braze().state();
    state.recordOperations(false);
    int changed = members / 10;
    for (int i = 0; i < members + changed; i++) {
      state.createUsers(id(i));
    }
    cloud
        .braze()
        .limits(
            BrazeLimits.defaults()
                .withRate(
                    ALLOWED_PER_SECOND * (int) WINDOW.toSeconds(),
                    WINDOW,
                    RateHeaders.LOWER_CASE_RETRY_AFTER));
    connect();
    export(0, members);
    faulty("first import", i -> i < members, members);
    clean("the same, without faults", i -> i < members);
    export(changed, members + changed);
    faulty("a tenth left, a tenth new", i -> i >= changed, 2L * changed);
    clean("the same, without faults", i -> i >= changed);
    return right;
  }

  private static String id(int i) {
    return "user-" + (100_000_000 + i);
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.length() - 9)) - 100_000_000;
  }

  private void connect() {
    command(
        0,
        "put-workspace",
        "soak",
        "--rest-endpoint",
        "https://rest.iad-01.braze.com",
        "--requests-per-second",
        Integer.toString(CONFIGURED_PER_SECOND));
    command(
        0,
        "put-schedule",
        "soak",
        "cohort",
        "--cohort-name",
        VALUE,
        "--cadence",
        "daily",
        "--time-of-day",
        "09:00",
        "--time-zone",
        "UTC",
        "--recipients",
        "soak@kubit.example");
  }

  private void export(int from, int to) {
    StringBuilder csv = new StringBuilder("external_id\n");
    for (int i = from; i < to; i++) {
      csv.append(id(i)).append('\n');
    }
    cloud.putExport(EXPORT, csv.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private void faulty(String story, IntPredicate wanted, long changes) throws IOException {
    FAULTS.forEach(
        (fault, share) ->
            cloud
                .braze()
                .faults()
                .add(When.randomly(seeds.nextLong(), share, BrazeRequest.track()), fault));
    cloud.braze().log().clear();
    long start = System.nanoTime();
    JsonNode counts = importUntilDone().path("counts");
    double seconds = (System.nanoTime() - start) / 1e9;
    cloud.clearFaults();
    long requests = cloud.braze().log().requests();
    long limited = cloud.braze().log().answers(429);
    // One request for each 75 objects, a fifth more for the faults, and 300 for halved batches.
    long budget = (changes / 75 + 1) * 12 / 10 + 300;
    System.out.printf(
        Locale.ROOT,
        "%-28s %6.0f s, %,d requests (budget %,d), %,d retries, %,d answers 429 (%.2f %%), most in"
            + " 3 s: %,d, legs %d%n",
        story,
        seconds,
        requests,
        budget,
        counts.path("retries").asLong(),
        limited,
        100.0 * limited / requests,
        cloud.braze().log().busiest(WINDOW),
        counts.path("legs").asLong());
    System.out.printf(
        Locale.ROOT,
        "%-28s accepted %,d, refused %,d, unknown %,d, not sent %,d%n",
        "",
        counts.path("accepted").asLong(),
        counts.path("refused").asLong(),
        counts.path("unknown").asLong(),
        counts.path("notSent").asLong());
    require(requests <= budget, "more requests than the budget");
    require(limited * 100 <= requests, "more than 1 % of the answers are 429");
    require(
        counts.path("accepted").asLong()
                + counts.path("refused").asLong()
                + counts.path("unknown").asLong()
                + counts.path("notSent").asLong()
            == changes,
        "the counts do not add up");
    judge(wanted, counts);
  }

  /**
   * Checks that each certain row is true in Braze, and that each holder in Braze has a row, certain
   * or maybe.
   */
  private void judge(IntPredicate wanted, JsonNode counts) throws IOException {
    BrazeState state = cloud.braze().state();
    boolean[] known = new boolean[members + members / 10];
    long certain = 0;
    long maybe = 0;
    long wrong = 0;
    for (String key : cloud.listState(MEMBERSHIP)) {
      if (!key.endsWith(".csv.gz")) {
        continue;
      }
      for (String[] row : rows(key)) {
        boolean isCertain = row[0].equals("C");
        certain += isCertain ? 1 : 0;
        maybe += isCertain ? 0 : 1;
        known[number(row[2])] = true;
        boolean holds = state.values(row[2], ATTRIBUTE).contains(VALUE);
        wrong += isCertain && !(holds && wanted.test(number(row[2]))) ? 1 : 0;
      }
    }
    long forgotten = 0;
    for (int i = 0; i < known.length; i++) {
      forgotten += !known[i] && state.values(id(i), ATTRIBUTE).contains(VALUE) ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "%-28s certain %,d, maybe %,d; certain and not so in Braze %,d; in Braze and not known"
            + " %,d%n",
        "",
        certain,
        maybe,
        wrong,
        forgotten);
    require(wrong == 0, "members who are certain and not so in Braze");
    require(forgotten == 0, "members of whom Braze knows and we do not");
    require(
        certain == counts.path("usersImported").asLong(),
        "users imported are not the certain ones");
  }

  private List<String[]> rows(String key) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(cloud.readState(key))),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(line.split(",", 4));
      }
    }
    return rows;
  }

  private void clean(String story, IntPredicate wanted) throws IOException {
    cloud.braze().log().clear();
    JsonNode execution = importUntilDone();
    BrazeState state = cloud.braze().state();
    long wrong = 0;
    for (int i = 0; i < members + members / 10; i++) {
      wrong += state.values(id(i), ATTRIBUTE).contains(VALUE) == wanted.test(i) ? 0 : 1;
    }
    System.out.printf(
        Locale.ROOT,
        "%-28s %s, %,d requests; users of whom Braze and the export disagree: %,d%n",
        story,
        execution.path("outcome").asText(),
        cloud.braze().log().requests(),
        wrong);
    require(execution.path("outcome").asText().equals("COMPLETED"), "not completed");
    require(wrong == 0, "Braze and the export disagree");
    require(state.totals().created() == 0, "profiles were created");
  }

  private void require(boolean holds, String complaint) {
    if (!holds) {
      System.out.println("  WRONG: " + complaint);
      right = false;
    }
  }

  /** Imports, and runs further legs as long as one is needed, as sweeps would. */
  private JsonNode importUntilDone() throws IOException {
    Program run = command(-1, "import-now", "soak", "cohort", "--json");
    for (int leg = 0; leg < 20 && run.waitFor(PATIENCE) == 6; leg++) {
      run = command(-1, "work", "soak", "cohort", "--json");
    }
    return JSON.readTree(String.join("\n", run.stdout())).path("execution");
  }

  private Program command(int expected, String... arguments) {
    List<String> all = new ArrayList<>();
    if (Program.isNative()) {
      all.add("-Xmx256m");
    }
    all.addAll(List.of(arguments));
    Program.Launch launch = new Program.Launch(cloud.environment()).jvm("-Xmx256m");
    try (Program program = launch.start(all.toArray(String[]::new))) {
      int code = program.waitFor(PATIENCE);
      if (expected >= 0 && code != expected) {
        throw new IllegalStateException(
            "%s ended with %d%n%s".formatted(arguments[0], code, program.output()));
      }
      return program;
    }
  }
}

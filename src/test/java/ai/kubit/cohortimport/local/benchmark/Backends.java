package ai.kubit.cohortimport.local.benchmark;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.LocalCloud.Places;
import ai.kubit.cohortimport.local.braze.CountingBraze;
import ai.kubit.cohortimport.local.http.Front;
import ai.kubit.cohortimport.local.http.HttpCall;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Everything outside the program, in one process, so that a benchmark can keep it on a core of its
 * own. It prints the environment for the program as one line of JSON. Then it answers each line of
 * its standard input with one line.
 */
final class Backends {
  private static final String EXPORT = "exports/bench/%s/members.csv.gz";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalCloud cloud;
  private final CountingBraze braze;
  private final Front.Counter s3;
  private final Front.Counter dynamo;
  private long s3Before;
  private long dynamoBefore;

  private Backends(LocalCloud cloud, CountingBraze braze) {
    this.cloud = cloud;
    this.braze = braze;
    this.s3 = cloud.s3Front().count(HttpCall.any());
    this.dynamo = cloud.dynamoFront().count(HttpCall.any());
  }

  /** Runs until its standard input ends. */
  public static void main(String[] args) throws IOException {
    BenchmarkArguments arguments = BenchmarkArguments.of(args);
    CountingBraze.Settings settings =
        new CountingBraze.Settings(arguments.tls(), arguments.latency(), arguments.limit());
    Places places = Places.free().withOutbox(Path.of("target", "benchmark", "outbox"));
    try (LocalCloud cloud = LocalCloud.start(places);
        CountingBraze braze = CountingBraze.start(settings);
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Backends backends = new Backends(cloud, braze);
      System.out.println(JSON.writeValueAsString(backends.environment()));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        System.out.println(backends.answer(line.split(" ")));
      }
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = cloud.environment();
    environment.put("KUBIT_BRAZE_URL", braze.url());
    braze.caFile().ifPresent(file -> environment.put("KUBIT_BRAZE_CA_FILE", file.toString()));
    return environment;
  }

  private String answer(String... words) throws IOException {
    return switch (words[0]) {
      case "export" -> export(words[1], number(words[2]), number(words[3]), words.length > 4);
      case "tally" -> tally();
      case "holders" -> Boolean.toString(braze.holdersAre(number(words[1]), number(words[2])));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  /**
   * Writes an export with the members of these numbers. With {@code otherwise} it has one empty
   * line more, so that it is another file with the same members.
   */
  private String export(String cohort, int from, int to, boolean otherwise) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FastGzip gzip = new FastGzip(bytes)) {
      gzip.write("external_id\n".getBytes(StandardCharsets.US_ASCII));
      for (int i = from; i < to; i++) {
        gzip.write((CountingBraze.id(i) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      gzip.write((otherwise ? "\n" : "").getBytes(StandardCharsets.US_ASCII));
    }
    cloud.putExport(EXPORT.formatted(cohort), bytes.toByteArray());
    return "exported";
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private String tally() {
    CountingBraze.Tally tally = braze.takeTally();
    ObjectNode json = JSON.createObjectNode();
    json.put("requests", tally.requests());
    json.put("objects", tally.objects());
    json.put("needless", tally.needless());
    json.put("wrong", tally.wrong());
    json.put("limited", tally.limited());
    json.put("firstNanos", tally.firstNanos());
    json.put("lastNanos", tally.lastNanos());
    json.put("s3", s3.seen() - s3Before);
    json.put("dynamo", dynamo.seen() - dynamoBefore);
    s3Before = s3.seen();
    dynamoBefore = dynamo.seen();
    return json.toString();
  }
}

package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.cohort.parquet.DuckDb;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A member's way from the bytes of an export to a {@link MemberId}, per member. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class ExportBenchmark {
  private static final int MEMBERS = 100_000;
  private static final CohortKey COHORT = new CohortKey("bench", "cohort");

  @Param({"csv", "csv.gz", "ndjson.gz", "parquet"})
  private String format;

  private MemberReader reader;
  private CohortExport export;

  /** Writes the export. */
  @Setup
  public void write() throws IOException {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put("exports/bench/cohort/members." + format, file());
    export = new CohortExports(store).newest(COHORT, Instant.now());
    reader = new MemberReader(store, ReadLimits.DEFAULT);
  }

  private byte[] file() throws IOException {
    if (format.equals("parquet")) {
      try (DuckDb duck = new DuckDb()) {
        return duck.parquet(
            "SELECT 'user-' || (100000000 + i) AS external_id FROM range(%d) t(i)"
                .formatted(MEMBERS),
            "COMPRESSION snappy");
      }
    }
    StringBuilder text = new StringBuilder();
    if (format.startsWith("csv")) {
      text.append("external_id\n");
    }
    for (int i = 0; i < MEMBERS; i++) {
      String id = "user-" + (100_000_000 + i);
      text.append(format.startsWith("csv") ? id : "{\"external_id\":\"" + id + "\"}").append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return format.endsWith("gz") ? gzip(bytes) : bytes;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Reads it. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS)
  public void read(Blackhole members) {
    reader.read(
        export,
        NullWords.DEFAULT,
        new MemberSink() {
          @Override
          public void member(MemberId member) {
            members.consume(member);
          }

          @Override
          public void rejected(String objectName, long line, RowProblem problem) {
            throw new AssertionError(problem);
          }

          @Override
          public void progress(long bytesRead, long rows) {}
        });
  }
}

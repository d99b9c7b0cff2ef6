package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The body of a request to {@code /users/track}, per member. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class TrackBodyBenchmark {
  private static final int BATCH = 75;

  private final TrackBody body = new TrackBody("Kubit cohorts");
  private final List<MemberChange> batch = new ArrayList<>();

  /** Makes one full batch. */
  @Setup
  public void prepare() {
    for (int i = 0; i < BATCH; i++) {
      batch.add(MemberChange.adding(MemberId.externalId("user-" + (100_000_000 + i)), "VIP"));
    }
  }

  /** Writes it as JSON. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public byte[] write() {
    return body.of(batch);
  }
}

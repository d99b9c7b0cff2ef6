package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
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
import org.openjdk.jmh.infra.Blackhole;

/** What a member costs between the export and Braze: partition, diff, state files; per member. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class MembershipBenchmark {
  /** As many as a slice of a cohort of a million has. */
  private static final int MEMBERS = 4_096;

  private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final List<MemberId> export = new ArrayList<>();
  private final List<MembershipRow> believed = new ArrayList<>();
  private MembershipDiff diff;
  private PlanStep step;

  /** Makes members, believes in all of them, and plans to add all of them. */
  @Setup
  public void prepare() {
    for (int i = 0; i < MEMBERS; i++) {
      MemberId member = MemberId.externalId("user-" + (100_000_000 + i));
      export.add(MemberId.externalId(member.id()));
      believed.add(MembershipRow.certain(member, "VIP", ""));
    }
    diff = new MembershipDiff("VIP", false, member -> true);
    step = writtenPlan();
  }

  /** Encodes, partitions and keeps. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS)
  public long scratch() {
    try (MemberScratch scratch = new MemberScratch(SCRATCH, MemberScratch.MEMORY)) {
      export.forEach(scratch::add);
      return scratch.members();
    }
  }

  /** Everybody is believed in already. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS)
  public Object diffOfUnchanged() {
    return diff.changes(export, believed);
  }

  /** Nobody is believed in yet. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS)
  public Object diffOfNew() {
    return diff.changes(export, List.of());
  }

  /** Writes the plan's file. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS)
  public PlanStep writePlan() {
    return writtenPlan();
  }

  private PlanStep writtenPlan() {
    PlannedChanges.ChangeWriter writer = new PlannedChanges.ChangeWriter();
    export.forEach(member -> writer.add(MemberChange.adding(member, "VIP")));
    StateKeys keys = new StateKeys(new CohortKey("bench", "cohort"), "m-1", 1);
    return writer.store(store, keys, PlanStep.ADD, 0).orElseThrow();
  }

  /** Reads the plan's file. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS)
  public void readPlan(Blackhole changes) {
    Iterator<MemberChange> read = PlannedChanges.open(store, step);
    while (read.hasNext()) {
      changes.consume(read.next());
    }
  }

  /** Writes a membership's file. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS)
  public Object writeMembership() {
    MembershipWriter file = new MembershipWriter();
    believed.forEach(file::add);
    return file.store(store, "membership", 0);
  }
}

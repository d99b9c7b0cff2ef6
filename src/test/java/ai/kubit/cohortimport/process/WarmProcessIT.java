package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.aws.LambdaRuntimeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Lambda keeps a sandbox for hours, so whatever an execution leaves behind adds up. One native
 * process carries out 60 imports in a row, each a full refresh, or 500 with {@code
 * JAVA_TOOL_OPTIONS=-Dwarm.executions=500}.
 */
class WarmProcessIT {
  private static final int EXECUTIONS = Integer.getInteger("warm.executions", 60);
  private static final int MEMBERS = 225;

  /** Taken in turn: a cohort's next changes keep a distance of ten seconds from its last ones. */
  private static final int COHORTS = 12;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The collector gives nothing back, so the heap grows until it has the room it needs. */
  private static final long NOISE = 12 * 1024 * 1024;

  private record Measured(int executions, long bytes) {}

  private final LocalCloud cloud = LocalCloud.shared();

  @Test
  void memoryStaysFlatOverExecutionsInARow() throws IOException {
    assumeTrue(Program.isNative(), "a heap of the JVM says little about what is held");
    List<TestCohort> cohorts = IntStream.range(0, COHORTS).mapToObj(this::cohort).toList();

    List<Measured> measured = measure(cohorts);

    measured.forEach(at -> System.out.printf("%4d %,d bytes%n", at.executions(), at.bytes()));
    Measured warm = measured.get(measured.size() * 3 / 10);
    Measured last = measured.get(measured.size() - 1);
    assertThat(last.bytes()).as("bytes held: %s", measured).isLessThan(warm.bytes() + NOISE);
  }

  private TestCohort cohort(int number) {
    TestCohort cohort = new TestCohort(cloud, "warm-" + number, "warm");
    Runs.store(cloud.environment(), cohort);
    cohort.export(cohort.members(1, MEMBERS));
    return cohort;
  }

  private List<Measured> measure(List<TestCohort> cohorts) throws IOException {
    List<Measured> measured = new ArrayList<>();
    try (LambdaRuntimeApi api = LambdaRuntimeApi.start();
        Program program = Program.start(cloud.lambdaEnvironment(api))) {
      for (int i = 1; i <= EXECUTIONS; i++) {
        LambdaRuntimeApi.Answer answer =
            api.invokeAsync(refresh(cohorts.get(i % COHORTS), i), PATIENCE)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(answer.body()).contains("\"COMPLETED\"");
        if (i * 10 % EXECUTIONS == 0) {
          measured.add(new Measured(i, resident(program)));
        }
      }
    }
    return measured;
  }

  private static String refresh(TestCohort cohort, int number) {
    return cohort.event(
        "import-now",
        "\"requestedBy\":\"ann\",\"wait\":true,\"fullRefresh\":true,\"clientToken\":\"warm-%d\""
            .formatted(number));
  }

  private static long resident(Program program) throws IOException {
    Path status = Path.of("/proc", Long.toString(program.pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}

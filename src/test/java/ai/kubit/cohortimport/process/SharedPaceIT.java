package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.braze.BrazeLimits;
import ai.kubit.cohortimport.local.braze.BrazeLimits.RateHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Row C5 with processes: two imports of one workspace, and Braze's limit for both together. */
class SharedPaceIT {
  private static final String WORKSPACE = "shared";
  private static final int PER_SECOND = 40;
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final int MEMBERS = 500;

  private static final LocalCloud CLOUD = LocalCloud.start();
  private static final Map<String, String> HERE = CLOUD.environment();

  @AfterAll
  static void close() throws IOException {
    CLOUD.close();
  }

  private static TestCohort cohort(String id) {
    TestCohort cohort = new TestCohort(CLOUD, WORKSPACE, id);
    Runs.store(HERE, cohort);
    cohort.createInBraze(cohort.members(1, MEMBERS));
    cohort.export(cohort.members(1, MEMBERS));
    return cohort;
  }

  @Test
  void twoProcessesShareTheRateOfTheirWorkspace() {
    TestCohort one = cohort("one");
    TestCohort two = cohort("two");
    // One object in each request, so that few members make many requests.
    Runs.event(
            HERE,
            one.putWorkspace()
                .replace(
                    "}}",
                    ", \"maxBatchSize\": 1, \"requestsPerSecond\": %d}}".formatted(PER_SECOND)))
        .assertExit(0);
    int limit = PER_SECOND * (int) WINDOW.toSeconds();
    CLOUD
        .braze()
        .limits(BrazeLimits.defaults().withRate(limit, WINDOW, RateHeaders.LOWER_CASE_RETRY_AFTER));

    try (Program first = Program.start(HERE, "import-now", WORKSPACE, "one");
        Program second = Program.start(HERE, "import-now", WORKSPACE, "two")) {
      assertThat(first.waitFor(Runs.PATIENCE)).as(first.output()).isZero();
      assertThat(second.waitFor(Runs.PATIENCE)).as(second.output()).isZero();
    }

    assertThat(one.holders()).isEqualTo(one.members(1, MEMBERS));
    assertThat(two.holders()).isEqualTo(two.members(1, MEMBERS));
    long requests = CLOUD.braze().log().requests("/users/track");
    assertThat(CLOUD.braze().log().answers(429)).isLessThan(requests / 100);
    assertThat(CLOUD.braze().log().busiest(WINDOW)).isLessThan(limit * 11 / 10);
  }
}

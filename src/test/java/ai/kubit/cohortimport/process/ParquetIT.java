package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.parquet.DuckDb;
import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.TestCohort;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exports in Parquet, and the same rows as CSV, with the packaged program. */
class ParquetIT {
  private static final LocalCloud CLOUD = LocalCloud.start();
  private static final Map<String, String> HERE = CLOUD.environment();
  private static final String ROWS =
      "SELECT 'pq-' || i AS external_id, i AS other FROM range(3000) t(i)";

  @BeforeAll
  static void createUsers() {
    String[] ids = IntStream.range(0, 3000).mapToObj(i -> "pq-" + i).toArray(String[]::new);
    CLOUD.braze().state().createUsers(ids);
  }

  @AfterAll
  static void close() throws IOException {
    CLOUD.close();
  }

  @Test
  void everyCompressionImportsTheMembersOfTheCsv() {
    try (DuckDb duck = new DuckDb()) {
      Set<String> twin = imported("csv", "members.csv", duck.csv(ROWS));
      assertThat(twin).hasSize(3000);
      for (String codec : new String[] {"uncompressed", "snappy", "gzip", "zstd"}) {
        byte[] file = duck.parquet(ROWS, "COMPRESSION " + codec + ", ROW_GROUP_SIZE 2048");
        assertThat(imported(codec, "members.parquet", file)).as(codec).isEqualTo(twin);
      }
      byte[] second = duck.parquet(ROWS, "COMPRESSION zstd, PARQUET_VERSION V2");
      assertThat(imported("v2", "members.parquet", second)).isEqualTo(twin);
    }
  }

  @Test
  void aDamagedFileIsRefusedAndNothingIsSent() {
    TestCohort cohort = new TestCohort(CLOUD, "parquet", "damaged");
    Runs.store(HERE, cohort);
    byte[] file;
    try (DuckDb duck = new DuckDb()) {
      file = duck.parquet(ROWS, "COMPRESSION snappy");
    }
    file[file.length / 3] ^= 1;
    file[file.length - 1] = 'X';
    cohort.export("members.parquet", file);
    JsonNode execution = importNow(cohort, 5);
    assertThat(execution.path("reason").asText()).isEqualTo("EXPORT_CORRUPT");
    assertThat(execution.path("message").asText()).contains("a Parquet file that is damaged");
    assertThat(cohort.holders()).isEmpty();
  }

  private static Set<String> imported(String id, String name, byte[] file) {
    TestCohort cohort = new TestCohort(CLOUD, "parquet", id);
    Runs.store(HERE, cohort);
    cohort.export(name, file);
    importNow(cohort, 0);
    return cohort.holders();
  }

  private static JsonNode importNow(TestCohort cohort, int exit) {
    return Runs.run(HERE, "import-now", cohort.workspaceId(), cohort.cohortId(), "--json")
        .assertExit(exit)
        .json()
        .path("execution");
  }
}

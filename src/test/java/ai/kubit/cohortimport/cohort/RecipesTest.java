package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.COHORT;
import static ai.kubit.cohortimport.cohort.Exports.PREFIX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.parquet.DuckDb;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of exports.md: folders as each writer leaves them, and what the import makes of it. */
class RecipesTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Test
  void snowflakeWithItsSecondCopyWorksAsCsvJsonAndParquet() {
    part("run/part_0_0_0.csv.gz", Exports.gzip("\"external_id\"\n\"a\"\n"));
    part("run/part_0_1_0.json.gz", Exports.gzip("{\"EXTERNAL_ID\":\"b\"}\n"));
    part("run/part_0_2_0.snappy.parquet", parquet("SELECT 'c' AS EXTERNAL_ID"));
    marker("run/manifest.json", "{\"rows\":3}");
    assertThat(imported()).containsExactly("a", "b", "c");
  }

  @Test
  void redshiftWorksAsItComesWithItsManifest() {
    byte[] file = parquet("SELECT 'a' AS external_id");
    part("run/part_0000_part_00.parquet", file);
    marker(
        "run/part_manifest",
        "{\"entries\":[{\"url\":\"s3://bucket/%srun/part_0000_part_00.parquet\",".formatted(PREFIX)
            + "\"meta\":{\"content_length\":%d,\"record_count\":1}}]}".formatted(file.length));
    assertThat(imported()).containsExactly("a");
  }

  @Test
  void athenaWorksWithAMarkerAsJsonAndParquet() {
    part("run/20261122_080000_00001_abcde_0.gz", Exports.gzip("{\"external_id\":\"a\"}\n"));
    part("run/20261122_080000_00001_abcde_1", parquet("SELECT 'b' AS external_id"));
    marker("run/_SUCCESS", "");
    assertThat(imported()).containsExactly("a", "b");
  }

  @Test
  void bigQueryWorksWithAMarker() {
    part("run/export-000000000000.parquet", parquet("SELECT 42::BIGINT AS external_id"));
    part("run/export-000000000001.json", "{\"external_id\":\"b\"}\n".getBytes(UTF_8));
    marker("run/_SUCCESS", "");
    assertThat(imported()).containsExactly("42", "b");
  }

  @Test
  void databricksWorksAsItComes() {
    part("run/_started_123", new byte[0]);
    part("run/part-00000-tid-123-c000.snappy.parquet", parquet("SELECT 'a' AS external_id"));
    part("run/part-00000-tid-122-c000.snappy.parquet", parquet("SELECT 'failed' AS external_id"));
    marker(
        "run/_committed_123",
        "{\"added\":[\"part-00000-tid-123-c000.snappy.parquet\"],\"removed\":[]}");
    marker("run/_SUCCESS", "");
    assertThat(imported()).containsExactly("a");
  }

  @Test
  void sparkAndGlueWorkAsTheyCome() {
    part("run/part-00000-1f2e-c000.snappy.parquet", parquet("SELECT 'a' AS external_id"));
    part("run/.part-00000-1f2e-c000.snappy.parquet.crc", new byte[] {1});
    part("run/part-00001-1f2e-c000.csv", "external_id\nb\n".getBytes(UTF_8));
    marker("run/_SUCCESS", "");
    assertThat(imported()).containsExactly("a", "b");
  }

  @Test
  void pandasWorksAsItComes() {
    part("members.parquet", parquet("SELECT 'a' AS external_id, 0::BIGINT AS __index_level_0__"));
    assertThat(imported()).containsExactly("a");
  }

  @Test
  void pandasWithNumbersAndGapsIsToldToWriteText() {
    part("members.parquet", parquet("SELECT 123.0::DOUBLE AS external_id"));
    assertThatThrownBy(this::imported)
        .isInstanceOf(ImportStoppedException.class)
        .hasMessageContaining("external_id is of type DOUBLE")
        .hasMessageContaining("Write the column as text");
  }

  @Test
  void excelWorksAsCsvUtf8() {
    part("members.csv", "\uFEFFexternal_id\r\na\r\n".getBytes(UTF_8));
    assertThat(imported()).containsExactly("a");
  }

  @Test
  void theTemplateOfBrazeWorksWithAnExternalId() {
    part(
        "members.csv",
        "external_id,user_alias_name,user_alias_label,first_name\na,,,Ann\n".getBytes(UTF_8));
    assertThat(imported()).containsExactly("a");
  }

  private static byte[] parquet(String query) {
    try (DuckDb duck = new DuckDb()) {
      return duck.parquet(query, "");
    }
  }

  private void part(String path, byte[] content) {
    store.putAt(EIGHT, PREFIX + path, content);
  }

  private void marker(String path, String content) {
    store.putAt(NINE, PREFIX + path, content.getBytes(UTF_8));
  }

  private List<String> imported() {
    Exports.Read read = new Exports.Read();
    CohortExport export = new CohortExports(store).newest(COHORT, NOON);
    new MemberReader(store, ReadLimits.DEFAULT).read(export, NullWords.DEFAULT, read);
    return read.ids();
  }
}

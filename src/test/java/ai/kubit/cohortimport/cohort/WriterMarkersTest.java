package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.COHORT;
import static ai.kubit.cohortimport.cohort.Exports.PREFIX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that are complete by the word of the warehouse that wrote them. */
class WriterMarkersTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String VERBOSE =
      "{'entries': ["
          + "{'url': 's3://bucket/exports/acme/c1/run/part_0000_part_00',"
          + " 'meta': {'content_length': 14, 'record_count': 1}},"
          + "{'url': 's3://bucket/exports/acme/c1/run/part_0001_part_00',"
          + " 'meta': {'content_length': 14, 'record_count': 1}}],"
          + "'schema': {'elements': []}, 'meta': {'content_length': 28, 'record_count': 2},"
          + "'author': {'name': 'Amazon Redshift', 'version': '1.0.0'}}";

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final CohortExports exports = new CohortExports(store);

  @BeforeEach
  void writeParts() {
    put("run/part_0000_part_00", "external_id\na\n");
    put("run/part_0001_part_00", "external_id\nb\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest", "part_manifest", "datamanifest"})
  void aManifestOfRedshiftFinishesItsFolder(String name) {
    marker(name, VERBOSE);
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(names(export)).containsExactly("part_0000_part_00", "part_0001_part_00");
    assertThat(export.declaredRows()).hasValue(2);
    assertThat(export.exportedAt()).isEqualTo(NINE);
  }

  @Test
  void onlyWhatTheManifestOfRedshiftNamesBelongsToTheExport() {
    put("run/part_0002_part_00", "external_id\nof-the-run-before\n");
    marker("part_manifest", VERBOSE);
    assertThat(names(exports.newest(COHORT, NOON)))
        .containsExactly("part_0000_part_00", "part_0001_part_00");
  }

  @Test
  void aManifestOfRedshiftNeedNotSayMoreThanTheNames() {
    marker(
        "manifest",
        "{'entries': [{'url': 's3://bucket/exports/acme/c1/run/part_0000_part_00',"
            + " 'mandatory': true}]}");
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(names(export)).containsExactly("part_0000_part_00");
    assertThat(export.declaredRows()).isEmpty();
  }

  @Test
  void aPartOfAnotherSizeThanTheManifestSaysIsIncomplete() {
    put("run/part_0001_part_00", "external_id\nother\n");
    marker("part_manifest", VERBOSE);
    stopped(Reason.EXPORT_INCOMPLETE)
        .hasMessageContaining("part_manifest")
        .hasMessageContaining("'part_0001_part_00' has 18 bytes, but the manifest says 14");
  }

  @Test
  void aPartThatTheManifestNamesAndThatIsNotThereIsIncomplete() {
    store.delete(List.of(PREFIX + "run/part_0001_part_00"));
    marker("part_manifest", VERBOSE);
    stopped(Reason.EXPORT_INCOMPLETE)
        .hasMessageContaining("it names 'part_0001_part_00', which is not in the folder");
  }

  @Test
  void anObjectOfAnotherFolderIsNeverRead() {
    store.putText("exports/other/c9/members.csv", "external_id\nforeign\n");
    marker("manifest", "{'entries': [{'url': 's3://bucket/exports/other/c9/members.csv'}]}");
    stopped(Reason.EXPORT_INCOMPLETE).hasMessageContaining("'members.csv', which is not in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "no JSON",
        "{}",
        "{'entries': [{'url': 'part_0000_part_00'}]}",
        "{'entries': [{}]}"
      })
  void aFileThatIsNoManifestOfRedshiftIsNamed(String content) {
    marker("part_manifest", content);
    stopped(Reason.EXPORT_CORRUPT).hasMessageContaining("The file part_manifest of the export");
  }

  @Test
  void ourOwnMarkerCountsBeforeTheManifestOfRedshift() {
    marker("part_manifest", "{'entries': []}");
    marker("_SUCCESS", "");
    assertThat(names(exports.newest(COHORT, NOON))).hasSize(2);
  }

  @Test
  void commitsOfDatabricksFinishTheirFolderAndNameItsParts() {
    put("run/_started_17", "");
    put("run/part_0009-tid-16-of-a-failed-job", "external_id\nx\n");
    stopped(Reason.EXPORT_INCOMPLETE).hasMessageContaining("_committed_");
    marker("_committed_17", "{'added':['part_0000_part_00','part_0001_part_00'],'removed':[]}");
    assertThat(names(exports.newest(COHORT, NOON)))
        .containsExactly("part_0000_part_00", "part_0001_part_00");
  }

  @Test
  void whatALaterCommitTookAwayDoesNotCount() {
    put("run/_started_17", "");
    put("run/_committed_17", "{'added':['part_0000_part_00'],'removed':[]}");
    put("run/_started_18", "");
    stopped(Reason.EXPORT_INCOMPLETE);
    marker("_committed_18", "{'added':['part_0001_part_00'],'removed':['part_0000_part_00']}");
    marker("_SUCCESS", "");
    assertThat(names(exports.newest(COHORT, NOON))).containsExactly("part_0001_part_00");
  }

  @Test
  void aCommittedPartThatIsNotThereIsIncomplete() {
    marker("_committed_17", "{'added':['part_0007'],'removed':[]}");
    stopped(Reason.EXPORT_INCOMPLETE).hasMessageContaining("'part_0007', which is not in");
    marker("_committed_17", "{'added':7}");
    stopped(Reason.EXPORT_CORRUPT).hasMessageContaining("as Databricks writes them");
  }

  private void put(String path, String content) {
    store.putAt(EIGHT, PREFIX + path, content.replace('\'', '"').getBytes(UTF_8));
  }

  private void marker(String name, String content) {
    store.putAt(NINE, PREFIX + "run/" + name, content.replace('\'', '"').getBytes(UTF_8));
  }

  private static List<String> names(CohortExport export) {
    return export.parts().stream().map(StoredObject::name).toList();
  }

  private AbstractThrowableAssert<?, ?> stopped(Reason reason) {
    return assertThatThrownBy(() -> exports.newest(COHORT, NOON))
        .isInstanceOfSatisfying(
            ImportStoppedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}

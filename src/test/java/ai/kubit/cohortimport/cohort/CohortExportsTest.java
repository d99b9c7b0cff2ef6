package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.COHORT;
import static ai.kubit.cohortimport.cohort.Exports.PREFIX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.ObjectStore.StorageException;
import ai.kubit.cohortimport.storage.StoredObject;
import java.time.Instant;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortExportsTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final CohortExports exports = new CohortExports(store);

  @ParameterizedTest
  @ValueSource(strings = {"members.csv", "members.csv.gz", "members.ndjson", "members.ndjson.gz"})
  void aSingleObjectIsAnExport(String name) {
    put(EIGHT, name, "external_id\na\n");
    CohortExport export = exports.newest(COHORT);
    assertThat(export.name()).isEqualTo(name);
    assertThat(export.exportedAt()).isEqualTo(EIGHT);
    assertThat(export.parts()).extracting(StoredObject::key).containsExactly(PREFIX + name);
    assertThat(export.declaredRows()).isEmpty();
    assertThat(export.bytes()).isEqualTo(14);
  }

  @Test
  void nothingIsAMissingExportAndNeverAnEmptyOne() {
    put(EIGHT, "members.xlsx", "x");
    put(EIGHT, "_drafts/part-0.csv", "x");
    put(EIGHT, ".hidden/_SUCCESS", "");
    store.putText("exports/acme/c10/members.csv", "external_id\n");
    store.putText("exports/other/c1/members.csv", "external_id\n");
    stopped(Reason.EXPORT_MISSING).hasMessageContaining("does not mean that the cohort is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../B/x", "..", ".", "a/b", "a%2Fb", "..%2fB", "", "\u2025"})
  void noIdReachesAnotherTenant(String id) {
    assertThatThrownBy(() -> new CohortKey("acme", id))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CohortKey(id, "c1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theNewestCompleteFolderByNameWins() {
    folder("2026-11-20", EIGHT, "_SUCCESS");
    folder("2026-11-21", EIGHT, "manifest.json");
    put(NINE, "2026-11-22/part-0.csv", "external_id\n");
    CohortExport export = exports.newest(COHORT);
    assertThat(export.name()).isEqualTo("2026-11-21");
    assertThat(export.exportedAt()).isEqualTo(EIGHT);
    assertThat(export.parts())
        .extracting(StoredObject::name)
        .containsExactly("part-0.csv", "part-1.csv");
  }

  @Test
  void onlyUnfinishedFoldersAreAnIncompleteExport() {
    put(EIGHT, "2026-11-21/part-0.csv", "external_id\n");
    put(EIGHT, "2026-11-22/part-0.csv", "external_id\n");
    put(EIGHT, "2026-11-22/nested/_SUCCESS", "");
    stopped(Reason.EXPORT_INCOMPLETE).hasMessageContaining("2026-11-22");
  }

  @Test
  void aPartNewerThanItsMarkerIsAnIncompleteExport() {
    folder("2026-11-21", EIGHT, "_SUCCESS");
    folder("2026-11-22", EIGHT, "_SUCCESS");
    put(EIGHT.plusSeconds(1), "2026-11-22/part-1.csv", "external_id\n");
    stopped(Reason.EXPORT_INCOMPLETE).hasMessageContaining("part-1.csv");
    put(EIGHT.plusSeconds(1), "2026-11-22/manifest.json", "{}");
    assertThat(exports.newest(COHORT).name()).isEqualTo("2026-11-22");
  }

  @Test
  void aFolderWithNothingButItsMarkerIsAnEmptyExport() {
    put(EIGHT, "2026-11-22/_SUCCESS", "");
    CohortExport export = exports.newest(COHORT);
    assertThat(export.parts()).isEmpty();
    assertThat(export.bytes()).isZero();
    Exports.Read read = new Exports.Read();
    new MemberReader(store, ReadLimits.DEFAULT).read(export, read);
    assertThat(read.members).isEmpty();
  }

  @Test
  void namesThatStartWithAnUnderscoreOrADotAreNoData() {
    folder("e", EIGHT, "_SUCCESS");
    put(NINE, "e/_committed_1", "x");
    put(NINE, "e/.part-0.csv.crc", "x");
    put(NINE, "e/_temporary/0/part-9.csv", "x");
    put(NINE, "e/", "");
    put(EIGHT, "e/deeper/part-2.csv", "x");
    assertThat(exports.newest(COHORT).parts())
        .extracting(StoredObject::key)
        .containsExactly(
            PREFIX + "e/deeper/part-2.csv", PREFIX + "e/part-0.csv", PREFIX + "e/part-1.csv");
  }

  @Test
  void theManifestSaysWhenAndHowMany() {
    folder("e", EIGHT, "_SUCCESS");
    put(EIGHT, "e/manifest.json", "{'rows':12,'evaluatedAt':'2026-11-22T08:30:00+01:00','x':{}}");
    CohortExport export = exports.newest(COHORT);
    assertThat(export.declaredRows()).isEqualTo(OptionalLong.of(12));
    assertThat(export.exportedAt()).isEqualTo("2026-11-22T07:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "12",
        "{'rows':-1}",
        "{'rows':1.5}",
        "{'rows':'many'}",
        "{'rows':99999999999999999999}",
        "{'evaluatedAt':'yesterday'}",
        "{'evaluatedAt':12}"
      })
  void aManifestThatMakesNoSenseIsCorrupt(String manifest) {
    put(EIGHT, "e/manifest.json", manifest);
    stopped(Reason.EXPORT_CORRUPT).hasMessageContaining("manifest.json");
  }

  @Test
  void aSingleObjectAndAFolderAreComparedByTheirTime() {
    folder("2026-11-22", EIGHT, "_SUCCESS");
    put(EIGHT, "members.csv", "external_id\n");
    assertThat(exports.newest(COHORT).name()).isEqualTo("2026-11-22");
    put(NINE, "members.csv", "external_id\n");
    assertThat(exports.newest(COHORT).name()).isEqualTo("members.csv");
    put(NINE.plusSeconds(60), "members.ndjson.gz", "");
    assertThat(exports.newest(COHORT).name()).isEqualTo("members.ndjson.gz");
  }

  @Test
  void anUnfinishedFolderDoesNotHideASingleObject() {
    put(NINE, "2026-11-22/part-0.csv", "external_id\n");
    put(EIGHT, "members.csv", "external_id\n");
    assertThat(exports.newest(COHORT).name()).isEqualTo("members.csv");
  }

  @Test
  void deniedAccessIsAnUnreadableExport() {
    store.failNextCall(new AccessDeniedException("403", null));
    stopped(Reason.EXPORT_UNREADABLE);
  }

  @Test
  void otherTroubleOfTheStoreIsOurs() {
    store.failNextCall(new StorageException("500", null));
    assertThatThrownBy(() -> exports.newest(COHORT)).isExactlyInstanceOf(StorageException.class);
  }

  @Test
  void theFingerprintIsThatOfTheContent() {
    folder("e", EIGHT, "_SUCCESS");
    String first = exports.newest(COHORT).fingerprint();
    assertThat(first).matches("[0-9a-f]{64}");
    put(NINE, "e/_SUCCESS", "");
    assertThat(exports.newest(COHORT).fingerprint()).isEqualTo(first);
    put(NINE, "e/part-1.csv", "external_id\nother\n");
    String second = exports.newest(COHORT).fingerprint();
    assertThat(second).isNotEqualTo(first);
    put(NINE, "e/part-2.csv", "");
    assertThat(exports.newest(COHORT).fingerprint()).isNotEqualTo(second);
  }

  private void folder(String name, Instant time, String marker) {
    put(time, name + "/part-0.csv", "external_id\na\n");
    put(time, name + "/part-1.csv", "external_id\nb\n");
    put(time, name + "/" + marker, marker.endsWith("json") ? "{}" : "");
  }

  private void put(Instant time, String path, String content) {
    store.putAt(time, PREFIX + path, content.replace('\'', '"').getBytes(UTF_8));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> stopped(Reason reason) {
    return assertThatThrownBy(() -> exports.newest(COHORT))
        .isInstanceOf(ImportStoppedException.class)
        .satisfies(e -> assertThat(((ImportStoppedException) e).reason()).isEqualTo(reason));
  }
}

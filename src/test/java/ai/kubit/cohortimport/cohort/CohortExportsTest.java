package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.COHORT;
import static ai.kubit.cohortimport.cohort.Exports.PREFIX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.storage.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortExportsTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final CohortExports exports = new CohortExports(store);

  @ParameterizedTest
  @ValueSource(strings = {"members.csv", "members.csv.gz", "members.ndjson", "members.ndjson.gz"})
  void aSingleObjectIsAnExport(String name) {
    put(EIGHT, name, "external_id\na\n");
    CohortExport export = exports.newest(COHORT, NOON);
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
    CohortExport export = exports.newest(COHORT, NOON);
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
    assertThat(exports.newest(COHORT, NOON).name()).isEqualTo("2026-11-22");
  }

  @Test
  void aFolderWithNothingButItsMarkerIsAnEmptyExport() {
    put(EIGHT, "2026-11-22/_SUCCESS", "");
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(export.parts()).isEmpty();
    assertThat(export.bytes()).isZero();
    Exports.Read read = new Exports.Read();
    new MemberReader(store, ReadLimits.DEFAULT).read(export, NullWords.DEFAULT, read);
    assertThat(read.members).isEmpty();
  }

  @Test
  void namesThatStartWithAnUnderscoreOrADotAreNoData() {
    folder("e", EIGHT, "_SUCCESS");
    put(NINE, "e/_metadata", "x");
    put(NINE, "e/.part-0.csv.crc", "x");
    put(NINE, "e/_temporary/0/part-9.csv", "x");
    put(NINE, "e/", "");
    put(EIGHT, "e/deeper/part-2.csv", "x");
    assertThat(exports.newest(COHORT, NOON).parts())
        .extracting(StoredObject::key)
        .containsExactly(
            PREFIX + "e/deeper/part-2.csv", PREFIX + "e/part-0.csv", PREFIX + "e/part-1.csv");
  }

  @Test
  void theManifestSaysWhenAndHowMany() {
    folder("e", EIGHT, "_SUCCESS");
    put(EIGHT, "e/manifest.json", "{'rows':12,'evaluatedAt':'2026-11-22T08:30:00+01:00'}");
    CohortExport export = exports.newest(COHORT, NOON);
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
        "{'evaluatedAt':12}",
        "{'rows':1,'ROWS':1}",
        "{'rows':1,'rows':2}"
      })
  void aManifestThatMakesNoSenseIsCorrupt(String manifest) {
    put(EIGHT, "e/manifest.json", manifest);
    stopped(Reason.EXPORT_CORRUPT).hasMessageContaining("manifest.json");
  }

  @Test
  void aSingleObjectAndAFolderAreComparedByTheirTime() {
    folder("2026-11-22", EIGHT, "_SUCCESS");
    put(EIGHT, "members.csv", "external_id\n");
    assertThat(exports.newest(COHORT, NOON).name()).isEqualTo("2026-11-22");
    put(NINE, "members.csv", "external_id\n");
    assertThat(exports.newest(COHORT, NOON).name()).isEqualTo("members.csv");
    put(NINE.plusSeconds(60), "members.ndjson.gz", "");
    assertThat(exports.newest(COHORT, NOON).name()).isEqualTo("members.ndjson.gz");
  }

  @Test
  void aFolderThatWasWrittenAfterASingleObjectAndEvaluatedBeforeItIsNamed() {
    put(EIGHT, "members.csv", "external_id\n");
    folder("2026-11-22", NINE, "_SUCCESS");
    put(NINE, "2026-11-22/manifest.json", "{'evaluatedAt':'2026-11-22T07:00:00Z'}");
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(export.name()).isEqualTo("members.csv");
    assertThat(export.notes())
        .containsExactly(
            "The folder '2026-11-22', written later at 2026-11-22T09:00:00Z, does not count: its"
                + " manifest.json says that the cohort was evaluated before 'members.csv' was"
                + " written.");
  }

  @Test
  void anUnfinishedFolderDoesNotHideASingleObject() {
    put(NINE, "2026-11-22/part-0.csv", "external_id\n");
    put(EIGHT, "members.csv", "external_id\n");
    assertThat(exports.newest(COHORT, NOON).name()).isEqualTo("members.csv");
  }

  @Test
  void deniedAccessIsAnUnreadableExport() {
    store.failNextCall(new AccessDeniedException("403", null));
    stopped(Reason.EXPORT_UNREADABLE);
  }

  @Test
  void otherTroubleOfTheStoreIsOurs() {
    store.failNextCall(new StorageException("500", null));
    assertThatThrownBy(() -> exports.newest(COHORT, NOON))
        .isExactlyInstanceOf(StorageException.class);
  }

  @Test
  void theFingerprintIsThatOfTheContent() {
    folder("e", EIGHT, "_SUCCESS");
    String first = exports.newest(COHORT, NOON).fingerprint(NullWords.DEFAULT);
    assertThat(first).matches("[0-9a-f]{64}");
    put(NINE, "e/_SUCCESS", "");
    assertThat(exports.newest(COHORT, NOON).fingerprint(NullWords.DEFAULT)).isEqualTo(first);
    put(NINE, "e/part-1.csv", "external_id\nother\n");
    String second = exports.newest(COHORT, NOON).fingerprint(NullWords.DEFAULT);
    assertThat(second).isNotEqualTo(first);
    put(NINE, "e/part-2.csv", "");
    assertThat(exports.newest(COHORT, NOON).fingerprint(NullWords.DEFAULT)).isNotEqualTo(second);
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
    return assertThatThrownBy(() -> exports.newest(COHORT, NOON))
        .isInstanceOf(ImportStoppedException.class)
        .satisfies(e -> assertThat(((ImportStoppedException) e).reason()).isEqualTo(reason));
  }

  @Test
  void namesInTheManifestCountInAnyCase() {
    folder("e", EIGHT, "_SUCCESS");
    put(EIGHT, "e/manifest.json", "{'ROWS':12,'EvaluatedAt':'2026-11-22T07:30:00Z'}");
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(export.declaredRows()).isEqualTo(OptionalLong.of(12));
    assertThat(export.exportedAt()).isEqualTo("2026-11-22T07:30:00Z");
  }

  @Test
  void anUnknownNameInTheManifestIsRefusedWithTheNearest() {
    put(EIGHT, "e/manifest.json", "{'row':12}");
    stopped(Reason.EXPORT_CORRUPT).hasMessageContaining("row is not known (did you mean rows?)");
    put(EIGHT, "e/manifest.json", "{'entries':[]}");
    stopped(Reason.EXPORT_CORRUPT).hasMessageContaining("it may hold rows and evaluatedAt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2126-11-22T09:00:00Z",
        "2026-11-22T12:05:01Z",
        "1999-12-31T23:59:59Z",
        "+999999999-12-31T23:59:59Z"
      })
  void anEvaluationThatCannotHaveBeenIsRefused(String evaluatedAt) {
    put(EIGHT, "e/manifest.json", "{'evaluatedAt':'" + evaluatedAt + "'}");
    stopped(Reason.EXPORT_CORRUPT)
        .hasMessageContaining("evaluatedAt")
        .hasMessageContaining("between the year 2000 and now");
  }

  @Test
  void clocksMayDifferByMinutes() {
    put(EIGHT, "e/manifest.json", "{'evaluatedAt':'2026-11-22T12:05:00Z'}");
    assertThat(exports.newest(COHORT, NOON).exportedAt()).isEqualTo("2026-11-22T12:05:00Z");
  }

  @Test
  void aManifestFromTheFutureDoesNotHideWhatWasWrittenAfterIt() {
    put(EIGHT, "e/manifest.json", "{'evaluatedAt':'2126-11-22T09:00:00Z'}");
    put(NINE, "members.csv", "external_id\na\n");
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(export.name()).isEqualTo("members.csv");
    assertThat(export.notes())
        .singleElement(STRING)
        .contains("'e' does not count", "2126-11-22T09:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'rows':12,'evalu",
        "[]",
        "{'rows':-1}",
        "{'rows':1,'ROWS':1}",
        "{'entries':[]}",
        "{'evaluatedAt':'yesterday'}"
      })
  void aDamagedManifestDoesNotHideASingleObjectThatIsNewer(String manifest) {
    put(EIGHT, "e/part-0.csv", "external_id\nb\n");
    put(EIGHT, "e/manifest.json", manifest);
    put(NINE, "members.csv", "external_id\na\n");

    CohortExport export = exports.newest(COHORT, NOON);

    assertThat(export.name()).isEqualTo("members.csv");
    assertThat(export.notes())
        .singleElement(STRING)
        .startsWith("The folder 'e' does not count: its manifest.json is wrong: ");
  }

  @Test
  void aDamagedManifestDoesNotHideALaterFolder() {
    put(NINE, "e1/manifest.json", "{");
    folder("e2", EIGHT, "_SUCCESS");

    assertThat(exports.newest(COHORT, NOON).name()).isEqualTo("e2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{'entries':[]}", "{'evaluatedAt':'2126-11-22T09:00:00Z'}"})
  void aDamagedManifestThatIsTheNewestStopsTheImport(String manifest) {
    put(EIGHT, "members.csv", "external_id\na\n");
    folder("d", EIGHT, "_SUCCESS");
    put(EIGHT, "e/manifest.json", manifest);
    stopped(Reason.EXPORT_CORRUPT).hasMessageContaining("manifest.json of the export 'e' is wrong");
    put(NINE, "e/manifest.json", manifest);
    stopped(Reason.EXPORT_CORRUPT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "run-9/part-0.csv       | It has no marker",
        "run-9/_success         | called '_success', but must be called _SUCCESS",
        "run-9/_SUCCESS.txt     | called '_SUCCESS.txt'",
        "run-9/Manifest.json    | called 'Manifest.json'",
        "run-9/out/_SUCCESS     | 'out/_SUCCESS' lies a level too deep",
        "run-9/out/manifest.json| 'out/manifest.json' lies a level too deep",
      })
  void aNewerFolderThatIsNotFinishedIsNoticed(String path, String why) {
    folder("run-8", EIGHT, "_SUCCESS");
    put(NINE, path, "{}");
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(export.name()).isEqualTo("run-8");
    assertThat(export.notes())
        .singleElement(STRING)
        .startsWith("The folder 'run-9', written later at 2026-11-22T09:00:00Z, does not count: ")
        .containsIgnoringCase(why);
    store.delete(store.keys().stream().filter(key -> key.contains("run-8")).toList());
    stopped(Reason.EXPORT_INCOMPLETE)
        .hasMessageContaining("'run-9'")
        .hasMessageContaining(why.replace("It has", "it has").trim());
  }

  @Test
  void namesThatDoNotSortByTimeAreNoticed() {
    folder("run-9", EIGHT, "_SUCCESS");
    folder("run-10", NINE, "_SUCCESS");
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(export.name()).isEqualTo("run-9");
    assertThat(export.notes())
        .containsExactly(
            "The folder 'run-10', written later at 2026-11-22T09:00:00Z, does not count: the name"
                + " that sorts last wins, and as text it sorts before 'run-9'. Use names that sort"
                + " by time, such as 20261122T090000Z.");
  }

  @Test
  void whatIsOlderIsNotWorthAWord() {
    put(EIGHT, "e0/part-0.csv", "x");
    put(EIGHT, "old.csv", "x");
    folder("e1", EIGHT, "_SUCCESS");
    folder("e2", NINE, "_SUCCESS");
    put(NINE.plusSeconds(1), "_drafts/part-0.csv", "x");
    put(NINE.plusSeconds(1), "README.txt", "x");
    assertThat(exports.newest(COHORT, NOON).notes()).isEmpty();
  }

  @Test
  void onlyTheNewestOfManyAreNamed() {
    folder("e", EIGHT, "_SUCCESS");
    for (int i = 0; i < 9; i++) {
      put(NINE.plusSeconds(i), "e-" + i + "/part-0.csv", "x");
    }
    assertThat(exports.newest(COHORT, NOON).notes()).hasSize(4).first(STRING).contains("'e-8'");
    assertThat(exports.newest(COHORT, NOON).notes()).endsWith("6 more do not count either.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"members.json", "members.CSV", "Members.csv.GZ", "members.jsonl"})
  void aFileWhoseNameIsNearlyRightIsNamed(String name) {
    put(EIGHT, name, "external_id\na\n");
    stopped(Reason.EXPORT_MISSING)
        .hasMessageContaining("The file '" + name + "' does not count: ")
        .hasMessageContaining("members.ndjson.gz or members.parquet, in exactly these letters");
  }

  @Test
  void aFileBesideTheFoldersIsNamed() {
    put(EIGHT, "data_0_0_0.csv.gz", "x");
    stopped(Reason.EXPORT_MISSING)
        .hasMessageContaining("'data_0_0_0.csv.gz' does not count: it lies directly in the");
    put(EIGHT.minusSeconds(1), "members.csv", "external_id\n");
    assertThat(exports.newest(COHORT, NOON).notes())
        .singleElement(STRING)
        .contains("data_0_0_0.csv.gz");
  }

  @Test
  void aMarkerBeforeItsPartsIsNamedWithBothTimes() {
    put(EIGHT, "e/_SUCCESS", "");
    put(NINE, "e/part-0.csv", "external_id\n");
    stopped(Reason.EXPORT_INCOMPLETE)
        .hasMessageContaining("'part-0.csv' was written at 2026-11-22T09:00:00Z")
        .hasMessageContaining("'_SUCCESS' at 2026-11-22T08:00:00Z")
        .hasMessageContaining("Write the marker last");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest",
        "part_manifest",
        "0a1b.csv.metadata",
        "0a1b-manifest.csv",
        "schema.json",
        "README.txt",
        "readme.md",
        "query.sql",
        "part-0.csv.crc",
        "part-0.csv.md5",
        "part-0.csv.sha1",
        "part-0.csv.sha256",
        "part-0.csv.asc",
        "part-0.csv.sig",
        "Thumbs.db",
        "desktop.ini",
        "deeper/schema.json",
        "x_$folder$"
      })
  void knownSideFilesAreNoData(String name) {
    folder("e", EIGHT, "_SUCCESS");
    put(EIGHT, "e/" + name, "{'entries':[]}");
    assertThat(exports.newest(COHORT, NOON).parts())
        .extracting(StoredObject::name)
        .containsExactly("part-0.csv", "part-1.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "manifest-2.csv", "schema.csv", "data", "sql"})
  void whatIsNotKnownIsData(String name) {
    folder("e", EIGHT, "_SUCCESS");
    put(EIGHT, "e/" + name, "external_id\n");
    assertThat(exports.newest(COHORT, NOON).parts()).hasSize(3);
  }

  @Test
  void noNameOfTheBucketForgesALine() {
    put(EIGHT, "e\u202e\u0085\nx\u0007/part-0.csv", "external_id\n");
    stopped(Reason.EXPORT_INCOMPLETE).hasMessageContaining("'e x'");
  }

  @Test
  void otherWordsForNoValueMakeItAnotherExport() {
    put(EIGHT, "members.csv", "external_id\nNULL\n");
    CohortExport export = exports.newest(COHORT, NOON);
    assertThat(export.fingerprint(NullWords.of(List.of("-"))))
        .isNotEqualTo(export.fingerprint(NullWords.DEFAULT));
  }
}

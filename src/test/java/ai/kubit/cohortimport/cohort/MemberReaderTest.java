package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.PREFIX;
import static ai.kubit.cohortimport.cohort.Exports.gzip;
import static ai.kubit.cohortimport.cohort.Exports.join;
import static ai.kubit.cohortimport.cohort.Exports.read;
import static ai.kubit.cohortimport.cohort.Exports.rows;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.ObjectStore.ArchivedException;
import ai.kubit.cohortimport.storage.ObjectStore.ChangedException;
import ai.kubit.cohortimport.storage.StorageException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberReaderTest {

  @Test
  void gzipIsRecognisedByContentWhateverTheName() {
    assertThat(read("members.csv", gzip(rows(3))).ids()).hasSize(3);
    assertThat(read("members.csv.gz", rows(3).getBytes(UTF_8)).ids()).hasSize(3);
    assertThat(read("members.csv.gz", gzip(rows(3))).ids()).hasSize(3);
    assertThat(read("members.ndjson.gz", gzip("{\"external_id\":\"a\"}")).ids()).hasSize(1);
    assertThat(read("members.csv.gz", new byte[0]).members).isEmpty();
    assertThat(read("members.csv.gz", gzip("")).members).isEmpty();
  }

  @Test
  void everyMemberOfAMultiMemberGzipIsRead() {
    byte[] file = join(gzip(rows(1000)), gzip(""), gzip("v\n".repeat(1000)), gzip("no-newline"));
    assertThat(read("members.csv.gz", file).ids()).hasSize(2001).endsWith("no-newline");
  }

  @Test
  void manyGzipMembersAreNoHeaderWithoutAnEnd() {
    byte[][] members = new byte[20_000][];
    Arrays.fill(members, gzip(""));
    members[0] = gzip(rows(2));
    assertThat(read("members.csv.gz", join(members)).ids()).hasSize(2);
  }

  @Test
  void aPauseOfTheNetworkAtTheSeamIsNotTheEnd() {
    byte[] first = gzip(rows(1000));
    for (int pieces : new int[] {first.length, first.length / 2, 1}) {
      InMemoryObjectStore store = new InMemoryObjectStore().deliverInPieces(pieces);
      store.put(PREFIX + "members.csv.gz", join(first, gzip("v\n".repeat(1000))));
      assertThat(readAll(store, OptionalLong.empty()).members).hasSize(2000);
    }
  }

  @Test
  void damagedGzipIsNeverTheEndOfTheFile() {
    byte[] first = gzip(rows(1000));
    byte[] second = gzip("v\n".repeat(1000));
    byte[] badHeader = second.clone();
    badHeader[1] = 0;
    corruptGzip(join(first, badHeader));
    corruptGzip(join(first, "garbage".getBytes(UTF_8)));
    corruptGzip(join(first, new byte[512]));
    corruptGzip(join(first, new byte[] {0x1f}));
    corruptGzip(join(first, Arrays.copyOf(second, 5)));
    corruptGzip(join(first, Arrays.copyOf(second, second.length - 1)));
    corruptGzip(join(first, rows(2).getBytes(UTF_8)));
    corruptGzip(new byte[] {0x1f, (byte) 0x8b});
  }

  @Test
  void aCutAtAnyByteIsNoticed() {
    byte[] file = gzip(rows(50));
    for (int length = 2; length < file.length; length++) {
      corruptGzip(Arrays.copyOf(file, length));
    }
  }

  @Test
  void aFlippedBitInTheCompressedDataIsNoticed() {
    byte[] file = gzip(rows(50));
    // The header's time, flags of the level and system say nothing about the rows.
    for (int at = 10; at < file.length; at++) {
      byte[] flipped = file.clone();
      flipped[at] ^= 0x10;
      stopped(Reason.EXPORT_CORRUPT, () -> read("members.csv.gz", flipped));
    }
  }

  @Test
  void aCutAtTheSeamIsFoundByTheDeclaredRows() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PREFIX + "part-0.csv.gz", gzip(rows(1000)));
    stopped(Reason.EXPORT_INCOMPLETE, () -> readAll(store, OptionalLong.of(2000)))
        .hasMessageContaining("2000")
        .hasMessageContaining("1000");
    stopped(Reason.EXPORT_CORRUPT, () -> readAll(store, OptionalLong.of(999)));
    assertThat(readAll(store, OptionalLong.of(1000)).members).hasSize(1000);
  }

  @Test
  void declaredRowsCountRejectedRowsToo() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.putText(PREFIX + "part-0.csv", "external_id,x\na,1\n,2\nb\n\n");
    assertThat(readAll(store, OptionalLong.of(3)).rejected).hasSize(2);
  }

  @Test
  void everyPartHasItsOwnHeaderAndFormat() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.putText(PREFIX + "e/part-0.csv", "external_id\na\n");
    store.putText(PREFIX + "e/part-1.csv", "x,device_id\n1,d\n2\n");
    store.put(PREFIX + "e/part-2", gzip("  {\"external_id\":\"b\"}"));
    store.putText(PREFIX + "e/part-3", "\n external_id\nc\n");
    store.putText(PREFIX + "e/part-4.JSON", "{\"external_id\":\"a\"}");
    store.putText(PREFIX + "e/part-5.csv", "");
    Exports.Read read = readAll(store, OptionalLong.of(6));
    assertThat(read.ids()).containsExactly("a", "d", "b", "c", "a");
    assertThat(read.rejected).containsExactly("part-1.csv:3:FIELD_COUNT");
  }

  @Test
  void aBombIsStoppedByItsRatio() {
    byte[] bomb = gzip("external_id\n" + "a\n".repeat(40 << 20));
    Exports.Read read = new Exports.Read();
    MemberCount count = new MemberCount();
    stopped(Reason.EXPORT_TOO_LARGE, () -> read("members.csv.gz", bomb, ReadLimits.DEFAULT, count))
        .hasMessageContaining("members.csv.gz")
        .hasMessageContaining("200 times");
    assertThat(count.rows).isLessThan(17 << 20);
    assertThat(read.members).isEmpty();
  }

  @Test
  void theExpandedSizeIsLimited() {
    byte[] file = gzip(rows(10));
    int size = rows(10).length();
    ReadLimits enough = new ReadLimits(100, size, 200, 1000);
    ReadLimits oneLess = new ReadLimits(100, size - 1, 200, 1000);
    assertThat(read("members.csv", file, enough).members).hasSize(10);
    stopped(Reason.EXPORT_TOO_LARGE, () -> read("members.csv", file, oneLess));
  }

  @Test
  void theNumberOfRowsIsLimited() {
    byte[] file = rows(10).getBytes(UTF_8);
    assertThat(read("members.csv", file, new ReadLimits(10, 1000, 200, 100)).members).hasSize(10);
    stopped(
            Reason.EXPORT_TOO_LARGE,
            () -> read("members.csv", file, new ReadLimits(9, 1000, 200, 100)))
        .hasMessageContaining("more than 9 rows");
  }

  @ParameterizedTest
  @CsvSource({"members.csv, 'external_id,x\n', 'a,', ''", "members.ndjson, '', '{\"x\":\"', '\"}'"})
  void aRowMayBeAsLongAsTheLimit(String name, String header, String before, String after) {
    ReadLimits limits = new ReadLimits(100, 1 << 20, 200, 100_000);
    int filler = 100_000 - before.length() - after.length();
    String fits = header + before + "f".repeat(filler) + after + "\n";
    String longer = header + before + "f".repeat(filler + 1) + after + "\n";
    Exports.Read read = read(name, fits.getBytes(UTF_8), limits);
    assertThat(read.members.size() + read.rejected.size()).isEqualTo(1);
    stopped(Reason.EXPORT_TOO_LARGE, () -> read(name, longer.getBytes(UTF_8), limits))
        .hasMessageContaining(name)
        .hasMessageContaining("line " + (header.isEmpty() ? 1 : 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", ",", "\"", "\"\"", "{"})
  void aRowOfAHundredMegabytesIsRefusedAtItsLine(String filler) {
    byte[] header = "external_id,x\na,1\n".getBytes(UTF_8);
    byte[] row = filler.repeat((100 << 20) / filler.length()).getBytes(UTF_8);
    for (String name : new String[] {"members.csv", "members.ndjson"}) {
      assertThatThrownBy(() -> read(name, join(header, row)))
          .isInstanceOf(ImportStoppedException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("line 3");
    }
  }

  @Test
  void utf16IsRefusedByName() {
    stopped(Reason.EXPORT_CORRUPT, () -> read("members.csv", rows(2).getBytes(UTF_16)))
        .hasMessageContaining("Save it as UTF-8");
    byte[] littleEndian = {(byte) 0xff, (byte) 0xfe, 'e', 0};
    stopped(Reason.EXPORT_CORRUPT, () -> read("members.ndjson", gzip(littleEndian)))
        .hasMessageContaining("Save it as UTF-8");
  }

  @Test
  void anotherFormatIsRefused() {
    stopped(Reason.EXPORT_CORRUPT, () -> read("part-0.parquet", "PAR1\u0015".getBytes(UTF_8)));
    stopped(Reason.EXPORT_CORRUPT, () -> read("members.csv.gz", gzip(gzip(rows(1)))));
  }

  @Test
  void progressComesEverySixtyFourThousandRowsAndAtTheEndOfAPart() {
    byte[] file = gzip(rows(70_000));
    Exports.Read read = read("members.csv.gz", file);
    assertThat(read.progress).hasSize(2).endsWith(file.length + "/70000");
    assertThat(read.progress.get(0)).endsWith("/65536");
  }

  @Test
  void aBrokenDownloadIsOurTroubleAndNotTheExports() {
    for (int after : new int[] {0, 1, 5, 900}) {
      InMemoryObjectStore store = new InMemoryObjectStore();
      store.put(PREFIX + "members.csv.gz", gzip(rows(1000)));
      CohortExport export = Exports.export(store, OptionalLong.empty());
      store.breakReader(PREFIX + "members.csv.gz", after);
      assertThatThrownBy(() -> readExport(store, export))
          .isExactlyInstanceOf(StorageException.class);
      assertThat(store.openStreams()).isZero();
    }
  }

  @Test
  void anExportThatChangesUnderTheReaderIsSaidToHaveChanged() {
    for (int after : new int[] {0, 1, 900}) {
      InMemoryObjectStore store = new InMemoryObjectStore();
      store.put(PREFIX + "members.csv", rows(1000).getBytes(UTF_8));
      CohortExport export = Exports.export(store, OptionalLong.empty());
      store.changeUnderReader(PREFIX + "members.csv", after, null);
      assertThatThrownBy(() -> readExport(store, export)).isInstanceOf(ChangedException.class);
      assertThatThrownBy(() -> readExport(store, export)).isInstanceOf(ChangedException.class);
    }
  }

  @Test
  void deniedAccessIsAnUnreadableExport() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PREFIX + "members.csv", rows(1000).getBytes(UTF_8));
    CohortExport export = Exports.export(store, OptionalLong.empty());
    store.failNextCall(new AccessDeniedException("403", null));
    stopped(Reason.EXPORT_UNREADABLE, () -> readExport(store, export));
  }

  @Test
  void whatTheSinkThrowsReachesTheCaller() {
    for (String name : new String[] {"members.csv", "members.ndjson"}) {
      RuntimeException thrown = new IllegalStateException("disk full");
      byte[] file = "external_id\nrow\n".getBytes(UTF_8);
      assertThatThrownBy(() -> read(name, file, ReadLimits.DEFAULT, new Throwing(thrown)))
          .isSameAs(thrown);
    }
  }

  @Test
  void noLimitIsNegativeOrAbsurd() {
    assertThatThrownBy(() -> new ReadLimits(0, 1, 1, 1)).hasMessageContaining("positive");
    assertThatThrownBy(() -> new ReadLimits(1, 1, 1, Integer.MAX_VALUE)).hasMessageContaining("64");
  }

  @Test
  void aFileOfRandomBytesEndsInAnOrderlyWay() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] file = new byte[random.nextInt(5_000)];
      random.nextBytes(file);
      for (String name : new String[] {"members.csv", "members.ndjson", "part-0"}) {
        try {
          read(name, file);
        } catch (ImportStoppedException e) {
          assertThat(e.reason()).as("seed %d", seed).isEqualTo(Reason.EXPORT_CORRUPT);
        }
      }
    }
  }

  private static void corruptGzip(byte[] file) {
    stopped(Reason.EXPORT_CORRUPT, () -> read("members.csv.gz", file))
        .hasMessageContaining("members.csv.gz")
        .hasMessageContaining("gzip");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> stopped(
      Reason reason, ThrowingCallable reading) {
    return assertThatThrownBy(reading)
        .isInstanceOf(ImportStoppedException.class)
        .satisfies(e -> assertThat(((ImportStoppedException) e).reason()).isEqualTo(reason));
  }

  private static Exports.Read readAll(InMemoryObjectStore store, OptionalLong declaredRows) {
    return readExport(store, Exports.export(store, declaredRows));
  }

  private static Exports.Read readExport(ObjectStore store, CohortExport export) {
    Exports.Read read = new Exports.Read();
    new MemberReader(store, ReadLimits.DEFAULT).read(export, NullWords.DEFAULT, read);
    return read;
  }

  private static class MemberCount implements MemberSink {
    long rows;

    @Override
    public void member(MemberId member) {
      rows++;
    }

    @Override
    public void rejected(String objectName, long line, RowProblem problem) {
      rows++;
    }

    @Override
    public void progress(long bytesRead, long rowsRead) {}
  }

  private static final class Throwing extends MemberCount {
    private final RuntimeException thrown;

    Throwing(RuntimeException thrown) {
      this.thrown = thrown;
    }

    @Override
    public void member(MemberId member) {
      throw thrown;
    }

    @Override
    public void rejected(String objectName, long line, RowProblem problem) {
      throw thrown;
    }
  }

  @Test
  void csvAndNdjsonAreToldByTheirContentWhateverTheName() {
    byte[] json = "{\"external_id\":\"a\"}\n{\"external_id\":\"b\"}\n".getBytes(UTF_8);
    byte[] damaged =
        "\"external_id\":\"x\"}\n{\"external_id\":\"a\"}\n{\"external_id\":\"b\"}\n"
            .getBytes(UTF_8);
    byte[] csv = "external_id\na\nb\n".getBytes(UTF_8);
    for (String name : new String[] {"members.csv", "members.ndjson", "members.csv.gz", "part-0"}) {
      assertThat(read(name, json).ids()).containsExactly("a", "b");
      assertThat(read(name, csv).ids()).containsExactly("a", "b");
      assertThat(read(name, damaged).ids()).containsExactly("a", "b");
      assertThat(read(name, damaged).rejected).containsExactly(name + ":1:BROKEN_JSON");
    }
  }

  @Test
  void theHeaderOnceMoreIsNotAmongTheDeclaredRows() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.putText(PREFIX + "part-0.csv", "external_id\na\nexternal_id\nb\n");
    assertThat(readAll(store, OptionalLong.of(2)).members).hasSize(2);
  }

  @Test
  void anExportOfWhichLessThanHalfCanBeReadIsCorrupt() {
    assertThat(read("members.csv", "external_id\na\nb,1\n".getBytes(UTF_8)).ids())
        .containsExactly("a");
    stopped(
            Reason.EXPORT_CORRUPT,
            () -> read("members.csv", "external_id\na\nb,1\nc,2\n".getBytes(UTF_8)))
        .hasMessageContaining("2 of 3 rows are unreadable: the row has not as many fields");
    stopped(Reason.EXPORT_CORRUPT, () -> read("members.csv", "external_id\na,1\n".getBytes(UTF_8)));
  }

  @Test
  void rowsWithoutAnIdentityAreReadable() {
    Exports.Read read = read("members.csv", "external_id,x\n,1\n,2\n,3\n".getBytes(UTF_8));
    assertThat(read.rejected).hasSize(3);
    assertThat(read.members).isEmpty();
  }

  @Test
  void aPartOfAnotherKindSpoilsTheWholeExport() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.putText(PREFIX + "e/part-0.csv", rows(100));
    store.putText(PREFIX + "e/part-1.csv", "external_id\n" + "u,1\n".repeat(10));
    stopped(Reason.EXPORT_CORRUPT, () -> readAll(store, OptionalLong.empty()))
        .hasMessageContaining("'part-1.csv'")
        .hasMessageContaining("10 of 10 rows are unreadable");
  }

  @Test
  void aSmallPartOfUnreadableRowsIsAPartWithUnreadableRows() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.putText(PREFIX + "e/part-0.csv", rows(100));
    store.putText(PREFIX + "e/part-1.csv", "external_id\n" + "u,1\n".repeat(9));
    assertThat(readAll(store, OptionalLong.empty()).rejected).hasSize(9);
  }

  @Test
  void aFieldOfThreeMebibytesIsTooLarge() {
    String field = "x".repeat(3 << 20);
    for (String row : new String[] {field, '"' + field + '"', "a,\"" + field + '"'}) {
      byte[] file = ("external_id,x\n" + row + "\n").getBytes(UTF_8);
      stopped(Reason.EXPORT_TOO_LARGE, () -> read("members.csv", file))
          .hasMessageContaining("line 2")
          .hasMessageContaining("1,048,576 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x08, 0x10})
  void aGzipHeaderWithoutAnEndIsNotKeptInMemory(int flag) {
    byte[] start = {0x1f, (byte) 0x8b, 8, (byte) flag, 0, 0, 0, 0, 0, 0};
    byte[] whole = gzip(rows(3));
    for (byte[] before : new byte[][] {new byte[0], whole}) {
      EndlessObject endless = new EndlessObject(join(before, start));
      CohortExport export = CohortExport.of(endless.object());
      stopped(
              Reason.EXPORT_CORRUPT,
              () ->
                  new MemberReader(endless, ReadLimits.DEFAULT)
                      .read(export, NullWords.DEFAULT, new MemberCount()))
          .hasMessageContaining("header of its gzip data has no end");
      assertThat(endless.bytesRead()).isLessThan(1 << 18);
    }
  }

  @Test
  void anArchivedObjectIsNamedWithWhatToDo() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PREFIX + "members.csv", rows(10).getBytes(UTF_8));
    CohortExport export = Exports.export(store, OptionalLong.empty());
    store.failNextCall(new ArchivedException("archived", null));
    stopped(Reason.EXPORT_UNREADABLE, () -> readExport(store, export))
        .hasMessageContaining("'members.csv' lies in an archive (S3 Glacier)")
        .hasMessageContaining("Restore it");
  }
}

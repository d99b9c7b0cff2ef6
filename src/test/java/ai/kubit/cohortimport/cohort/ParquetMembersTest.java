package ai.kubit.cohortimport.cohort;

import static ai.kubit.cohortimport.cohort.Exports.PREFIX;
import static ai.kubit.cohortimport.cohort.Exports.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.parquet.DuckDb;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.ChangedException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet as a warehouse writes it, beside the CSV that it writes of the same rows. */
class ParquetMembersTest {
  private static DuckDb duck;

  @BeforeAll
  static void open() {
    duck = new DuckDb();
  }

  @AfterAll
  static void close() {
    duck.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Different texts, few texts, texts that begin alike, absent ones, numbers.
        "SELECT 'user-' || hash(i) AS external_id FROM range(5000) t(i)",
        "SELECT 'user-' || (i % 7) AS external_id FROM range(5000) t(i)",
        "SELECT 'user-' || lpad(i::VARCHAR, 9, '0') AS external_id FROM range(5000) t(i)",
        "SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE 'u' || i END AS external_id, 1 AS x"
            + " FROM range(5000) t(i)",
        "SELECT NULL::VARCHAR AS external_id, 'd' || i AS device_id FROM range(5000) t(i)",
        "SELECT i * 1000003 AS external_id FROM range(5000) t(i)",
        "SELECT (i - 2500)::INTEGER AS external_id FROM range(5000) t(i)",
        "SELECT CASE WHEN i % 2 = 0 THEN i END AS External_ID, 'd' || i AS DEVICE_ID"
            + " FROM range(5000) t(i)",
        "SELECT 'n' || i AS alias_name, 'crm' AS alias_label FROM range(5000) t(i)",
        "SELECT repeat('ä€𝄞', 1 + (i % 90)::INTEGER) || i AS external_id FROM range(5000) t(i)"
      })
  void everyCodecAndVersionGivesTheRowsOfTheCsv(String query) {
    Exports.Read twin = read("members.csv", duck.csv(query));
    assertThat(twin.members).hasSizeGreaterThan(1000);
    for (String codec : new String[] {"uncompressed", "snappy", "gzip", "zstd"}) {
      for (String more : new String[] {"PARQUET_VERSION V1", "PARQUET_VERSION V2"}) {
        for (int group : new int[] {2048, 100_000}) {
          String options = "COMPRESSION %s, %s, ROW_GROUP_SIZE %d".formatted(codec, more, group);
          Exports.Read read = read("members.csv", duck.parquet(query, options));
          assertThat(read.members).as(options).isEqualTo(twin.members);
          assertThat(read.problems).as(options).isEqualTo(twin.problems);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'Zoë'; Zoë",
        "'12'::BLOB; 12",
        "(-7)::TINYINT; -7",
        "(-32768)::SMALLINT; -32768",
        "(-2147483648)::INTEGER; -2147483648",
        "(-9223372036854775808)::BIGINT; -9223372036854775808",
        "255::UTINYINT; 255",
        "4294967295::UINTEGER; 4294967295",
        "18446744073709551615::UBIGINT; 18446744073709551615",
        "'0f8fad5b-d9cb-469f-a165-70867728950e'::UUID; 0f8fad5b-d9cb-469f-a165-70867728950e",
        "'b'::ENUM('a', 'b'); b"
      })
  void textsAndWholeNumbersAreTakenByTheirText(String value, String id) {
    byte[] file = duck.parquet("SELECT " + value + " AS external_id", "");
    assertThat(read("part-0", file).ids()).containsExactly(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1.5::DOUBLE; DOUBLE",
        "1.5::FLOAT; FLOAT",
        "true; BOOLEAN",
        "12::DECIMAL(9,0); INT32 (DECIMAL)",
        "DATE '2026-11-22'; INT32 (DATE)",
        "TIMESTAMP '2026-11-22 09:00:00'; INT64 (TIMESTAMP)",
        "['a']; LIST",
        "MAP {'a': 1}; MAP",
        "{'a': 1}; nested",
        "'{}'::JSON; BYTE_ARRAY (JSON)"
      })
  void anyOtherTypeIsNamedWithItsColumn(String value, String type) {
    byte[] file = duck.parquet("SELECT " + value + " AS external_id", "");
    stopped(Reason.EXPORT_CORRUPT, () -> read("part-0.parquet", file))
        .hasMessageContaining("part-0.parquet")
        .hasMessageContaining("column external_id is of type " + type + ",")
        .hasMessageContaining("CAST");
  }

  @ParameterizedTest
  @CsvSource({"brotli, Brotli", "lz4, LZ4"})
  void anotherCompressionIsNamed(String codec, String name) {
    byte[] file = duck.parquet("SELECT 'a' AS external_id", "COMPRESSION " + codec);
    stopped(Reason.EXPORT_CORRUPT, () -> read("part-0", file))
        .hasMessageContaining("compressed with " + name)
        .hasMessageContaining("snappy, gzip or zstd");
  }

  @Test
  void idsAreTakenByteForByte() {
    byte[] file =
        duck.parquet(
            "SELECT unnest([' a ', 'A', 'a', 'e\u0301', '\u00e9', '\u200b']) AS external_id", "");
    assertThat(read("part-0", file).ids())
        .containsExactly(" a ", "A", "a", "e\u0301", "\u00e9", "\u200b");
  }

  @Test
  void rowsThatNameNobodyAreRejectedByTheirNumber() {
    byte[] file =
        duck.parquet(
            "SELECT unnest(['a'::BLOB, '\\xFF'::BLOB, ''::BLOB, NULL, 'NULL'::BLOB, 'a\\x09'::BLOB])"
                + " AS external_id",
            "");
    assertThat(read("part-0", file).rejected)
        .containsExactly(
            "part-0:2:MALFORMED_TEXT",
            "part-0:3:BLANK",
            "part-0:4:BLANK",
            "part-0:5:NULL_WORD",
            "part-0:6:CONTROL_CHARACTER");
  }

  @Test
  void aFileOfNoRowsIsAnExportOfNobody() {
    byte[] file = duck.parquet("SELECT 'a' AS external_id WHERE false", "");
    assertThat(read("part-0", file).members).isEmpty();
  }

  @Test
  void columnsThatNobodyAskedForMayBeOfAnyShape() {
    byte[] file =
        duck.parquet(
            "SELECT [i, NULL, 3] AS list, {'external_id': 'no', 'b': [{'c': 1}]} AS deep,"
                + " 'u' || i AS external_id, 1.5 AS number, MAP {'a': i} AS m"
                + " FROM range(3000) t(i)",
            "ROW_GROUP_SIZE 2048");
    assertThat(read("part-0", file).ids()).hasSize(3000).startsWith("u0").endsWith("u2999");
  }

  @Test
  void withoutAColumnThatNamesMembersTheFileIsRefused() {
    stopped(
            Reason.EXPORT_CORRUPT,
            () -> read("part-0", duck.parquet("SELECT 'secret' AS user_id", "")))
        .hasMessageContaining("without a column that the import knows: external_id")
        .hasMessageNotContaining("secret");
    stopped(
            Reason.EXPORT_CORRUPT,
            () -> read("part-0", duck.parquet("SELECT 'a' AS alias_name", "")))
        .hasMessageContaining("only a part of an alias");
  }

  @Test
  void partsMayBeOfEveryFormat() {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PREFIX + "e/part-0", duck.parquet("SELECT 'a' AS external_id", ""));
    store.putText(PREFIX + "e/part-1", "external_id\nb\n");
    store.put(PREFIX + "e/part-2", duck.parquet("SELECT 3 AS device_id", ""));
    assertThat(readAll(store).ids()).containsExactly("a", "b", "3");
  }

  @Test
  void onlyTheColumnsOfTheIdsAreRead() {
    byte[] file =
        duck.parquet(
            "SELECT hash(i) AS x, 'u' || hash(i) AS external_id, sha256(i::VARCHAR) AS y"
                + " FROM range(100000) t(i)",
            "COMPRESSION uncompressed, ROW_GROUP_SIZE 20480");
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PREFIX + "members.csv", file);
    Exports.Read read = readAll(store);
    assertThat(read.ids()).hasSize(100_000);
    long bytes =
        Long.parseLong(read.progress.get(read.progress.size() - 1).replaceFirst("/.*", ""));
    // Of 100 bytes a row the ids are 25.
    assertThat(bytes).isBetween(file.length / 5L, file.length / 2L);
    // The beginning, the end, and each of the five row groups' ids.
    assertThat(store.rangesOpened()).hasSize(7);
  }

  @Test
  void columnsThatLieSideBySideComeWithOneRequest() {
    byte[] file =
        duck.parquet(
            "SELECT 'u' || hash(i) AS external_id FROM range(100000) t(i)",
            "COMPRESSION uncompressed, ROW_GROUP_SIZE 2048");
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PREFIX + "members.csv", file);
    assertThat(readAll(store).ids()).hasSize(100_000);
    assertThat(store.rangesOpened()).hasSize(3);
  }

  @Test
  void anObjectThatIsReplacedMeanwhileHasChanged() {
    byte[] file =
        duck.parquet(
            "SELECT 'u' || hash(i) AS external_id FROM range(100000) t(i)",
            "COMPRESSION uncompressed");
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PREFIX + "members.csv", file);
    CohortExport listed = Exports.export(store, OptionalLong.empty());
    store.put(PREFIX + "members.csv", Arrays.copyOf(file, file.length + 1));
    assertThatThrownBy(
            () ->
                new MemberReader(store, ReadLimits.DEFAULT)
                    .read(listed, NullWords.DEFAULT, new Exports.Read()))
        .isInstanceOf(ChangedException.class);
  }

  @Test
  void aFileThatIsCutAnywhereIsNeverReadAsHalfACohort() {
    byte[] file =
        duck.parquet("SELECT 'u' || i AS external_id FROM range(100) t(i)", "COMPRESSION zstd");
    for (int length = 20; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      stopped(Reason.EXPORT_CORRUPT, () -> read("part-0", cut));
    }
  }

  @Test
  void aParquetFileWithinGzipIsNamed() {
    byte[] file = Exports.gzip(duck.parquet("SELECT 'a' AS external_id", ""));
    stopped(Reason.EXPORT_CORRUPT, () -> read("part-0.parquet.gz", file))
        .hasMessageContaining("a Parquet file, compressed with gzip")
        .hasMessageContaining("Put the Parquet file itself there");
  }

  @Test
  void moreRowsThanTheLimitAreTooMany() {
    byte[] file = duck.parquet("SELECT 'u' || i AS external_id FROM range(100) t(i)", "");
    ReadLimits limits = new ReadLimits(99, 1 << 20, 200, 1 << 10);
    stopped(Reason.EXPORT_TOO_LARGE, () -> read("part-0", file, limits))
        .hasMessageContaining("more than 99 rows");
  }

  @Test
  void aValueBeyondTheLimitOfARowIsTooLarge() {
    byte[] file = duck.parquet("SELECT repeat('a', 2000) AS external_id", "");
    ReadLimits limits = new ReadLimits(99, 1 << 20, 200, 1 << 10);
    stopped(Reason.EXPORT_TOO_LARGE, () -> read("part-0", file, limits))
        .hasMessageContaining("at row 1")
        .hasMessageContaining("more than 1,024 bytes");
  }

  @Test
  void textThatBeginsWithTheMagicNumberIsText() {
    assertThat(read("members.csv", "PAR1,external_id\nx,a\n".getBytes(UTF_8)).ids())
        .containsExactly("a");
  }

  private static Exports.Read readAll(InMemoryObjectStore store) {
    Exports.Read read = new Exports.Read();
    new MemberReader(store, ReadLimits.DEFAULT)
        .read(Exports.export(store, OptionalLong.empty()), NullWords.DEFAULT, read);
    assertThat(store.openStreams()).isZero();
    return read;
  }

  private static AbstractThrowableAssert<?, ?> stopped(Reason reason, ThrowingCallable reading) {
    return assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ImportStoppedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}

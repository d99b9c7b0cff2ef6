package ai.kubit.cohortimport.cohort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies where an export should lie is named, with what to do; its content is not repeated. */
class ForeignExportsTest {
  private static final String CSV = "external_id\nuser-1\nuser-2\n";

  private static byte[] utf32() {
    return Exports.join(
        bytes("\u00ff\u00fe\u0000\u0000"), CSV.getBytes(Charset.forName("UTF-32LE")));
  }

  static Stream<Arguments> files() throws IOException {
    return Stream.of(
        Arguments.of("a Parquet file", bytes("PAR1\u0015\u0004\u0015\u0010user-1")),
        Arguments.of("an ORC file", bytes("ORC\n\u000b\u0000user-1")),
        Arguments.of("an Avro file", bytes("Obj\u0001\u0004\u0014avro.codec")),
        Arguments.of("a zip archive", zip("members.csv")),
        Arguments.of("an Excel workbook", zip("[Content_Types].xml")),
        Arguments.of("an Excel workbook", zip("xl/workbook.xml")),
        Arguments.of(
            "an Excel workbook", bytes("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")),
        Arguments.of("a tar archive", tar()),
        Arguments.of("compressed with bzip2", compressed(BZip2CompressorOutputStream::new, CSV)),
        Arguments.of("compressed with bzip2", compressed(BZip2CompressorOutputStream::new, "")),
        Arguments.of("compressed with lz4", compressed(FramedLZ4CompressorOutputStream::new, CSV)),
        Arguments.of(
            "compressed with snappy", compressed(FramedSnappyCompressorOutputStream::new, CSV)),
        Arguments.of("compressed with zstd", bytes("(\u00b5/\u00fd$\u0017")),
        Arguments.of("compressed with xz", bytes("\u00fd7zXZ\u0000\u0000\u0004")),
        Arguments.of("a 7z archive", bytes("7z\u00bc\u00af'\u001c\u0000\u0004")),
        Arguments.of("it is UTF-32", utf32()),
        Arguments.of("compressed with gzip twice", Exports.gzip(Exports.gzip(CSV))),
        Arguments.of("it is UTF-16", CSV.getBytes(UTF_16LE)),
        Arguments.of("it is UTF-16", CSV.getBytes(UTF_16BE)),
        Arguments.of("it is UTF-16", ("\uFEFF" + CSV).getBytes(UTF_16LE)),
        Arguments.of("a PDF file", bytes("%PDF-1.7 user-1")),
        Arguments.of("a page of XML or HTML", bytes("<?xml version='1.0'?><Error>user-1</Error>")),
        Arguments.of("a page of XML or HTML", bytes("\n <!DOCTYPE html><p>user-1")),
        Arguments.of("encrypted with PGP", bytes("-----BEGIN PGP MESSAGE-----")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileOfAnotherKindIsNamed(String kind, byte[] file) {
    for (String name : new String[] {"members.csv", "part-0.ndjson.gz", "part-0"}) {
      refused(name, file, kind);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileOfAnotherKindIsNamedWithinGzip(String kind, byte[] file) {
    refused("members.csv.gz", Exports.gzip(file), kind.contains("gzip twice") ? "twice" : kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '#',
      value = {
        "[{`external_id`:`user-1`},{`external_id`:`user-2`}] => a JSON array, not one object on each line",
        "[~  {`external_id`:`user-1`},~  {`external_id`:`user-2`}~] => a JSON array",
        "[{`external_id`:`user-1`}~,{`external_id`:`user-2`}~] => a JSON array",
        "{~  `external_id`: `user-1`~}~{~  `external_id`: `user-2`~}~ => spread over several lines",
        "{`external_id`:`user-1`}{`external_id`:`user-2`} => follow each other on one line",
        "{`external_id`:`user-1`} {`external_id`:`user-2`}~{`external_id`:`user-1`} {`x`:1} => on one line",
        "{`external_id`:`user-1`},~{`external_id`:`user-2`},~ => a comma stands behind each JSON object",
        "{`members`:[`user-1`,~`user-2`]} => one JSON object with a list in it",
        "external_id;email~user-1;a@b.c~ => divided by semicolons",
        "email;external_id~a@b.c;user-1~ => divided by semicolons",
        "`email`;`External_ID`;`x`~`a@b.c`;`user-1`;`x`~ => divided by semicolons",
        "external_id^email~user-1^a@b.c~ => divided by tabs",
        "email|external_id~a@b.c|user-1~ => divided by the character |",
        "sep=;~external_id;email~user-1;a@b.c~ => a hint for Excel ('sep=')",
        "sep=,~external_id,email~user-1,a@b.c~ => a hint for Excel ('sep=')",
        "user-1~user-2~ => its first line names no column that the import knows",
        "alias_name,email~user-1,a@b.c~ => only a part of an alias: it needs both alias_name and alias_label",
        "external_id~user-1,~user-2,~ => a comma stands at the end of each row, but not of the header"
      })
  void aTextOfAnotherShapeIsNamed(String text, String shape) {
    String file = text.replace('`', '"').replace('~', '\n').replace('^', '\t').strip();
    refused("members.csv", bytes(file), shape);
    refused("members.ndjson.gz", Exports.gzip(file.replace("\n", "\r\n")), shape);
  }

  @Test
  void aLongJsonArrayOnOneLineIsNamedToo() {
    refused(
        "members.json",
        bytes("[" + "{\"external_id\":\"user-1\"},".repeat(100_000)),
        "a JSON array");
  }

  /** CSV in another character set is CSV: what is to change is the character set. */
  @Test
  void textInAnotherCharacterSetIsToBeSavedAsUtf8() {
    refused(
        "members.csv",
        ("external_id\n" + "user-1 M\u00fcller\n".repeat(12)).getBytes(ISO_8859_1),
        "12 of 12 rows are unreadable: identifier is not valid UTF-8. Save it as UTF-8.");
  }

  @Test
  void objectsThatCallTheIdOtherwiseAreNoExport() {
    refused(
        "members.ndjson",
        bytes("{\"user_id\":\"user-1\"}\n".repeat(10)),
        "its objects have no field that the import knows: external_id, or alias_name");
  }

  /** One object without any known field is a row that names nobody, beside others that do. */
  @Test
  void anObjectWithoutAKnownFieldBesideMembersIsARejectedRow() {
    assertThat(Exports.ndjson("{\"external_id\":\"user-1\"}\n{\"rows\":1}\n").ids())
        .containsExactly("user-1");
  }

  @Test
  void namesThatOnlyBeginLikeAnotherKindAreRead() {
    for (String header :
        new String[] {"ORC_ID,external_id", "PAR1,external_id", "%PDF,external_id"}) {
      assertThat(Exports.csv(header + "\nx,user-1\n").ids()).containsExactly("user-1");
    }
  }

  private static void refused(String name, byte[] file, String found) {
    assertThatThrownBy(() -> Exports.read(name, file))
        .isInstanceOf(ImportStoppedException.class)
        .satisfies(
            e -> assertThat(((ImportStoppedException) e).reason()).isEqualTo(Reason.EXPORT_CORRUPT))
        .hasMessageContaining("'" + name + "' cannot be read: ")
        .hasMessageContaining(found)
        .hasMessageNotContaining("user-1")
        .hasMessageEndingWith(". Nothing was sent to Braze.");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(text.chars().allMatch(c -> c < 256) ? ISO_8859_1 : UTF_8);
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(CSV.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("members.csv");
      entry.setSize(CSV.length());
      tar.putArchiveEntry(entry);
      tar.write(CSV.getBytes(UTF_8));
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] compressed(Compression compression, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compression.to(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private interface Compression {
    OutputStream to(OutputStream bytes) throws IOException;
  }
}

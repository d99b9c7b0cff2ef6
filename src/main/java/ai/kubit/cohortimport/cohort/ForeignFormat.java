package ai.kubit.cohortimport.cohort;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The formats that the import recognises but cannot read, by their first bytes. In the patterns,
 * each character stands for one byte.
 */
enum ForeignFormat implements ForeignContent {
  PARQUET(
      "PAR1.{0,64}?[\\x00-\\x08\\x0E-\\x1F\\x7F-\\xFF]",
      "it is a Parquet file",
      "Put the Parquet file itself there: it compresses its pages on its own"),
  ORC("ORC.{0,64}?[\\x00-\\x08\\x0E-\\x1F\\x7F-\\xFF]", "it is an ORC file", WayOut.WRITE_TEXT),
  AVRO("Obj\\x01", "it is an Avro file", WayOut.WRITE_TEXT),
  XLSX(
      "PK\\x03\\x04.{26,64}?(\\[Content_Types]|_rels/|docProps/|xl/)",
      "it is an Excel workbook",
      "Save it as CSV (in Excel: 'CSV UTF-8')"),
  XLS("\\xD0\\xCF\\x11\\xE0", "it is an Excel workbook", XLSX.remedy),
  ZIP("PK(\\x03\\x04|\\x05\\x06)", "it is a zip archive", WayOut.UNPACK),
  SEVEN_ZIP("7z\\xBC\\xAF\\x27\\x1C", "it is a 7z archive", WayOut.UNPACK),
  TAR(".{257}ustar", "it is a tar archive", WayOut.UNPACK),
  BZIP2("BZh[1-9](1AY&SY|\\x17rE8P)", "it is compressed with bzip2", WayOut.USE_GZIP),
  ZSTD("\\x28\\xB5\\x2F\\xFD", "it is compressed with zstd", WayOut.USE_GZIP),
  LZ4("(\\x04\"M|\\x02!L)\\x18", "it is compressed with lz4", WayOut.USE_GZIP),
  XZ("\\xFD7zXZ\\x00", "it is compressed with xz", WayOut.USE_GZIP),
  SNAPPY("\\xFF\\x06\\x00\\x00sNaPpY", "it is compressed with snappy", WayOut.USE_GZIP),
  UTF_32("(\\x00\\x00\\xFE\\xFF|\\xFF\\xFE\\x00\\x00)", "it is UTF-32", WayOut.USE_UTF_8),
  UTF_16("(\\xFE\\xFF|\\xFF\\xFE)", "it is UTF-16", WayOut.USE_UTF_8),
  UTF_16_UNMARKED(
      "([\\x01-\\xFF]\\x00){4,}|(\\x00[\\x01-\\xFF]){4,}", UTF_16.found, WayOut.USE_UTF_8),
  PDF("%PDF-", "it is a PDF file", WayOut.WRITE_TEXT),
  ENCRYPTED("-----BEGIN PGP", "it is encrypted with PGP", "Export the cohort unencrypted"),
  MARKUP(
      "(?i)\\s*<(\\?xml|!doctype|html|error)\\b",
      "it is a page of XML or HTML, such as an error message",
      WayOut.WRITE_TEXT);

  /** How many first bytes are needed to recognise a format. */
  static final int LONGEST = 512;

  private final Pattern start;
  private final String found;
  private final String remedy;

  ForeignFormat(String start, String found, String remedy) {
    this.start = Pattern.compile(start, Pattern.DOTALL);
    this.found = found;
    this.remedy = remedy;
  }

  /** The format that begins with these bytes; empty if it is none of these. */
  static Optional<ForeignFormat> of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return ForeignContent.of(values(), text);
  }

  @Override
  public Pattern start() {
    return start;
  }

  @Override
  public String found() {
    return found;
  }

  @Override
  public String remedy() {
    return remedy;
  }

  /** What to do, one sentence each, for the people who make the export. */
  private static final class WayOut {
    static final String WRITE_TEXT =
        "Export the cohort as CSV, or as JSON with one object on each line";
    static final String UNPACK = "Put the CSV or JSON file itself there, plain or as .gz";
    static final String USE_GZIP = "Export the cohort uncompressed, or compressed with gzip";
    static final String USE_UTF_8 = "Save it as UTF-8";
  }
}

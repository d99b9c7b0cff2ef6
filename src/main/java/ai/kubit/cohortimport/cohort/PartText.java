package ai.kubit.cohortimport.cohort;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The text of a part, without a byte order mark, and decompressed if it is gzip, whatever its name
 * is.
 *
 * @param bytes the text
 * @param start the first bytes of the text, one character for each byte
 */
record PartText(InputStream bytes, String start) {
  static final int BUFFER = 1 << 16;

  /** How many first bytes are kept: enough for the header and a few rows. */
  private static final int START = 1 << 12;

  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  /** Whether it is a Parquet file instead of a text. */
  static boolean isParquet(BufferedInputStream stored) throws IOException {
    return ForeignFormat.of(start(stored, ForeignFormat.LONGEST))
        .filter(ForeignFormat.PARQUET::equals)
        .isPresent();
  }

  /**
   * Opens the text.
   *
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException EXPORT_CORRUPT if the part is
   *     recognised as something other than UTF-8 text
   * @throws IOException if gzip data is damaged
   */
  static PartText of(BufferedInputStream stored, ReadTally tally) throws IOException {
    String object = tally.object();
    refuseForeign(start(stored, ForeignFormat.LONGEST), object, "");
    boolean gzip = isGzip(stored);
    InputStream content = gzip ? gunzipped(new GzipHeaderLimit(stored, object)) : stored;
    BufferedInputStream text = new BufferedInputStream(new ExpandedStream(content, tally), BUFFER);
    if (gzip) {
      if (isGzip(text)) {
        throw ExportFault.corruptObject(
            object, "it is compressed with gzip twice", "Compress it once");
      }
      refuseForeign(start(text, ForeignFormat.LONGEST), object, ", compressed with gzip");
    }
    String start = new String(start(text, START), StandardCharsets.ISO_8859_1);
    if (start.startsWith(BYTE_ORDER_MARK)) {
      text.skipNBytes(BYTE_ORDER_MARK.length());
      start = start.substring(BYTE_ORDER_MARK.length());
    }
    return new PartText(text, start);
  }

  private static void refuseForeign(byte[] start, String object, String wrapping) {
    ForeignFormat.of(start)
        .ifPresent(
            format -> {
              throw ExportFault.corruptObject(object, format.found() + wrapping, format.remedy());
            });
  }

  private static boolean isGzip(InputStream stored) throws IOException {
    byte[] start = start(stored, 2);
    return start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
  }

  /**
   * Decompresses gzip. {@code java.util.zip.GZIPInputStream} is not used, because it may end a file
   * too early without an error: at a damaged second member, and on some Java releases when the
   * network pauses.
   */
  private static InputStream gunzipped(InputStream stored) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(stored)
        .setDecompressConcatenated(true)
        .get();
  }

  private static byte[] start(InputStream stream, int length) throws IOException {
    stream.mark(length);
    byte[] start = stream.readNBytes(length);
    stream.reset();
    return start;
  }
}

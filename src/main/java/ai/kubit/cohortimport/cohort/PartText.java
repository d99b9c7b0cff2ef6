package ai.kubit.cohortimport.cohort;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The text of a part: decompressed whatever its name says, and without a byte order mark. */
final class PartText {
  private static final int BUFFER = 1 << 16;

  private PartText() {}

  /**
   * Opens the text, with support for mark and reset over 64 KiB.
   *
   * @throws IOException for damaged gzip data
   */
  static InputStream of(SourceStream source, ReadTally tally) throws IOException {
    BufferedInputStream stored = new BufferedInputStream(source, BUFFER);
    InputStream content = isGzip(stored) ? gunzipped(stored) : stored;
    BufferedInputStream text = new BufferedInputStream(new ExpandedStream(content, tally), BUFFER);
    skipByteOrderMark(text, tally.object());
    return text;
  }

  private static boolean isGzip(InputStream stored) throws IOException {
    return HexFormat.of().formatHex(start(stored, 2)).equals("1f8b");
  }

  /**
   * Not {@code java.util.zip.GZIPInputStream}: it takes a damaged second member, and on some
   * releases a mere pause of the network, for the end of the file.
   */
  private static InputStream gunzipped(InputStream stored) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(stored)
        .setDecompressConcatenated(true)
        .get();
  }

  private static void skipByteOrderMark(InputStream text, String object) throws IOException {
    String start = HexFormat.of().formatHex(start(text, 3));
    if (start.startsWith("feff") || start.startsWith("fffe")) {
      throw ExportFault.corruptObject(object, "it is UTF-16; save it as UTF-8");
    }
    if (start.equals("efbbbf")) {
      text.skipNBytes(3);
    }
  }

  private static byte[] start(InputStream stream, int length) throws IOException {
    stream.mark(length);
    byte[] start = stream.readNBytes(length);
    stream.reset();
    return start;
  }
}

package ai.kubit.cohortimport.cohort;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
    byte[] start = start(stored, 2);
    return start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
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
    byte[] start = start(text, 3);
    if (start.length >= 2 && (start[0] & 0xff) + (start[1] & 0xff) == 0xff + 0xfe) {
      if ((start[0] & 0xff) >= 0xfe) {
        throw ExportFault.corruptObject(object, "it is UTF-16; save it as UTF-8");
      }
    }
    if (start.length == 3
        && (start[0] & 0xff) == 0xef
        && (start[1] & 0xff) == 0xbb
        && (start[2] & 0xff) == 0xbf) {
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

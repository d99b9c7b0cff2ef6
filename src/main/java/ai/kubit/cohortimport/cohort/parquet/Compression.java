package ai.kubit.cohortimport.cohort.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Decompresses pages. One instance serves one column, on one thread. */
final class Compression {
  private static final String[] NAMES = {
    "none", "snappy", "gzip", "LZO", "Brotli", "LZ4", "zstd", "LZ4"
  };

  private static final int BUFFER = 1 << 13;
  private static final int NONE = 0;
  private static final int SNAPPY = 1;
  private static final int GZIP = 2;
  private static final int ZSTD = 6;

  /** Created only when a page needs it, so that other processes do not load its classes. */
  private Decompressor snappy;

  private Decompressor zstd;

  /** Refuses a compression that this program cannot read. */
  static void check(int codec) throws ParquetException {
    if (codec != NONE && codec != SNAPPY && codec != GZIP && codec != ZSTD) {
      String name = codec >= 0 && codec < NAMES.length ? NAMES[codec] : "an unknown codec";
      throw ParquetException.unsupported(
          "that is compressed with " + name,
          "Write it with the compression snappy, gzip or zstd, or without one");
    }
  }

  static boolean isNone(int codec) {
    return codec == NONE;
  }

  /** Fills exactly the first {@code size} bytes of {@code target}. */
  void expand(int codec, PageBytes page, byte[] target, int size) throws ParquetException {
    int expanded;
    try {
      expanded =
          switch (codec) {
            case SNAPPY -> expand(snappy(), page, target, size);
            case ZSTD -> expand(zstd(), page, target, size);
            default -> gunzip(page, target, size);
          };
    } catch (IOException | RuntimeException e) {
      throw damaged();
    }
    if (expanded != size) {
      throw damaged();
    }
  }

  private static int expand(Decompressor by, PageBytes page, byte[] target, int size) {
    return by.decompress(page.array(), page.position(), page.left(), target, 0, size);
  }

  private static int gunzip(PageBytes page, byte[] target, int size) throws IOException {
    InputStream stored = new ByteArrayInputStream(page.array(), page.position(), page.left());
    try (InputStream gzip =
        GzipCompressorInputStream.builder()
            .setInputStream(stored)
            .setBufferSize(BUFFER)
            .setDecompressConcatenated(true)
            .get()) {
      int count = gzip.readNBytes(target, 0, size);
      return gzip.read() < 0 ? count : -1;
    }
  }

  private Decompressor snappy() {
    if (snappy == null) {
      snappy = new SnappyDecompressor();
    }
    return snappy;
  }

  private Decompressor zstd() {
    if (zstd == null) {
      zstd = new ZstdDecompressor();
    }
    return zstd;
  }

  private static ParquetException damaged() {
    return ParquetException.damaged("the data of a page cannot be decompressed");
  }
}

package ai.kubit.cohortimport.cohort.parquet;

/**
 * Small numbers that are stored as runs of the same number, or packed into as many bits as the
 * largest needs (RLE in <a
 * href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet,
 * "Encodings"</a>).
 */
final class RunLengths {
  private final PageBytes bytes;
  private final int width;
  private long repeats;
  private int repeated;
  private long packed;
  private long bits;
  private int bitCount;

  /** Reads numbers of {@code width} bits, at most 32. */
  RunLengths(PageBytes bytes, int width) throws ParquetException {
    if (width < 0 || width > 32) {
      throw PageBytes.damaged();
    }
    this.bytes = bytes;
    this.width = width;
  }

  int next() throws ParquetException {
    while (repeats == 0 && packed == 0) {
      beginRun();
    }
    if (repeats > 0) {
      repeats--;
      return repeated;
    }
    packed--;
    while (bitCount < width) {
      bits |= (long) bytes.next() << bitCount;
      bitCount += 8;
    }
    int value = (int) (bits & ((1L << width) - 1));
    bits >>>= width;
    bitCount -= width;
    return value;
  }

  private void beginRun() throws ParquetException {
    long head = bytes.varint();
    if (head < 0 || head > 0xffff_ffffL) {
      throw PageBytes.damaged();
    }
    if ((head & 1) == 1) {
      packed = (head >>> 1) * 8;
      bits = 0;
      bitCount = 0;
      return;
    }
    repeats = head >>> 1;
    repeated = 0;
    for (int shift = 0; shift < width; shift += 8) {
      repeated |= bytes.next() << shift;
    }
  }
}

package ai.kubit.cohortimport.cohort.parquet;

/**
 * Numbers that are stored as differences to the number before, packed in blocks
 * (DELTA_BINARY_PACKED in <a
 * href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet,
 * "Encodings"</a>). It takes no memory beside the bytes that it reads.
 */
final class Deltas {
  private static final int MOST_IN_A_BLOCK = 1 << 20;

  private final PageBytes bytes;
  private final int miniblocks;
  private final int inMiniblock;
  private long left;
  private boolean begun;
  private long value;
  private long smallest;
  private PageBytes widths;
  private int widthsLeft;
  private PageBytes miniblock;
  private int miniblockLeft;
  private int width;
  private int current;
  private int currentBits;

  /** Reads from {@code bytes}. After the last number, {@code bytes} are behind all numbers. */
  Deltas(PageBytes bytes, int mostValues) throws ParquetException {
    this.bytes = bytes;
    long block = bytes.varint();
    long parts = bytes.varint();
    left = bytes.varint();
    value = bytes.zigzag();
    boolean sound =
        block > 0
            && block <= MOST_IN_A_BLOCK
            && parts > 0
            && parts <= block
            && block % parts == 0
            && (block / parts) % 8 == 0
            && left >= 0
            && left <= mostValues;
    if (!sound) {
      throw PageBytes.damaged();
    }
    miniblocks = (int) parts;
    inMiniblock = (int) (block / parts);
  }

  /** Reads the numbers that are left, to come to what follows them. */
  void skipAll() throws ParquetException {
    while (left > 0) {
      next();
    }
  }

  long next() throws ParquetException {
    if (left == 0) {
      throw PageBytes.damaged();
    }
    left--;
    if (!begun) {
      begun = true;
      return value;
    }
    if (miniblockLeft == 0) {
      beginMiniblock();
    }
    miniblockLeft--;
    value += smallest + packed();
    return value;
  }

  private void beginMiniblock() throws ParquetException {
    if (widthsLeft == 0) {
      smallest = bytes.zigzag();
      widths = bytes.section(miniblocks);
      widthsLeft = miniblocks;
    }
    widthsLeft--;
    width = widths.next();
    if (width > 64) {
      throw PageBytes.damaged();
    }
    miniblock = bytes.section(inMiniblock / 8 * width);
    miniblockLeft = inMiniblock;
    currentBits = 0;
  }

  private long packed() throws ParquetException {
    long number = 0;
    int got = 0;
    while (got < width) {
      if (currentBits == 0) {
        current = miniblock.next();
        currentBits = 8;
      }
      int taken = Math.min(width - got, currentBits);
      number |= (long) (current & ((1 << taken) - 1)) << got;
      current >>>= taken;
      currentBits -= taken;
      got += taken;
    }
    return number;
  }
}

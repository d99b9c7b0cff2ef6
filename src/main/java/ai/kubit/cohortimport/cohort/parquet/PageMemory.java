package ai.kubit.cohortimport.cohort.parquet;

import java.util.Arrays;

/** Gives the pages of one file their memory, up to a limit. Not safe for several threads. */
final class PageMemory {
  private final int limit;
  private long held;

  PageMemory(int limit) {
    this.limit = limit;
  }

  /**
   * An array with room for this many bytes: the old one if it is large enough. Its content is
   * undefined.
   */
  byte[] room(byte[] old, int size) throws ParquetException {
    if (size <= old.length) {
      return old;
    }
    claim((long) size - old.length);
    return new byte[size];
  }

  /** The same array, or a longer one that begins with the same bytes. */
  byte[] longer(byte[] old, int size) throws ParquetException {
    if (size <= old.length) {
      return old;
    }
    int grown = Math.max(size, 2 * old.length);
    claim((long) grown - old.length);
    return Arrays.copyOf(old, grown);
  }

  /** Counts memory that is taken for something other than an array of this class. */
  void claim(long bytes) throws ParquetException {
    held += bytes;
    if (held > limit) {
      throw ParquetException.tooLarge(
          "its pages take more than %,d bytes of memory".formatted(limit),
          "Write it with smaller row groups or pages, or with the columns of the ids alone");
    }
  }

  void release(long bytes) {
    held -= bytes;
  }
}

package ai.kubit.cohortimport.cohort.parquet;

import java.util.Arrays;

/** Gives the pages of one file their memory, up to a limit. Not for several threads. */
final class PageMemory {
  private final int limit;
  private long held;

  PageMemory(int limit) {
    this.limit = limit;
  }

  /**
   * An array that has room for so many bytes: the old one where it is large enough. What it holds
   * is undefined.
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

  /** Takes memory that is no array of bytes. */
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

package ai.kubit.cohortimport.cohort.parquet;

/**
 * The uncompressed bytes of a page, from a position on. Each read checks that it stays within the
 * page, so that a wrong number in the file cannot lead outside.
 */
final class PageBytes {
  private final byte[] bytes;
  private final int end;
  private int position;

  PageBytes(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  /** Another reader of the same bytes, at the same position. */
  PageBytes copy() {
    return new PageBytes(bytes, position, end);
  }

  byte[] array() {
    return bytes;
  }

  int position() {
    return position;
  }

  int left() {
    return end - position;
  }

  int next() throws ParquetException {
    if (position >= end) {
      throw damaged();
    }
    return bytes[position++] & 0xff;
  }

  /** Skips this many bytes. Returns the position at which they begin. */
  int take(int count) throws ParquetException {
    if (count < 0 || count > end - position) {
      throw damaged();
    }
    int from = position;
    position += count;
    return from;
  }

  /** Skips this many bytes, and returns them as a separate page. */
  PageBytes section(int count) throws ParquetException {
    int from = take(count);
    return new PageBytes(bytes, from, position);
  }

  int int32() throws ParquetException {
    return int32At(bytes, take(4));
  }

  long int64() throws ParquetException {
    return int64At(bytes, take(8));
  }

  static int int32At(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  static long int64At(byte[] bytes, int at) {
    return (int32At(bytes, at) & 0xffffffffL) | (long) int32At(bytes, at + 4) << 32;
  }

  long varint() throws ParquetException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged();
  }

  long zigzag() throws ParquetException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  static ParquetException damaged() {
    return ParquetException.damaged("the values of a page make no sense");
  }
}

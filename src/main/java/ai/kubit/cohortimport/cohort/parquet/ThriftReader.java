package ai.kubit.cohortimport.cohort.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads Thrift's compact protocol, in which Parquet stores its metadata. It creates no objects: it
 * gives each field to a callback, so a wrong number in the file cannot make it take memory. It
 * fails beyond a limit of bytes, and at a depth that no metadata has.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">
 *     the compact protocol</a>
 */
final class ThriftReader {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;
  private static final int UUID = 13;
  private static final int MAX_DEPTH = 32;
  private static final int LONGEST_NAME = 1 << 16;

  /** Takes one field of a struct, or one element of a list. For an element, the id is its index. */
  @FunctionalInterface
  interface Taker {
    /** Reads the value. It must consume it, by one of the reader's methods or by {@link #skip}. */
    void take(int id, int type) throws IOException, ParquetException;
  }

  private final InputStream in;
  private long left;
  private int depth;

  ThriftReader(InputStream in, long maxBytes) {
    this.in = in;
    this.left = maxBytes;
  }

  /** Reads a struct that is not part of another one. */
  void struct(Taker fields) throws IOException, ParquetException {
    struct(STRUCT, fields);
  }

  void struct(int type, Taker fields) throws IOException, ParquetException {
    expect(type == STRUCT);
    descend();
    int id = 0;
    for (int head = next(); head != 0; head = next()) {
      int step = head >>> 4;
      id = step == 0 ? (int) zigzag() : id + step;
      fields.take(id, head & 0xf);
    }
    depth--;
  }

  /** Reads a list. Gives each element to {@code elements}. */
  void list(int type, Taker elements) throws IOException, ParquetException {
    expect(type == LIST || type == SET);
    descend();
    int head = next();
    long size = head >>> 4 == 15 ? varint() : head >>> 4;
    int elementType = head & 0xf;
    for (long i = 0; i < size; i++) {
      elements.take((int) i, elementType);
    }
    depth--;
  }

  long integer(int type) throws IOException, ParquetException {
    if (type == BYTE) {
      return (byte) next();
    }
    expect(type >= I16 && type <= I64);
    return zigzag();
  }

  int int32(int type) throws IOException, ParquetException {
    long value = integer(type);
    expect(value == (int) value);
    return (int) value;
  }

  /** The boolean of a field. In a list it would be a byte instead. */
  static boolean bool(int type) throws ParquetException {
    expect(type == TRUE || type == FALSE);
    return type == TRUE;
  }

  /** A name in the schema. Malformed text is repaired, because such a name is not asked for. */
  String name(int type) throws IOException, ParquetException {
    expect(type == BINARY);
    long length = varint();
    expect(length >= 0 && length <= LONGEST_NAME);
    take(length);
    byte[] bytes = in.readNBytes((int) length);
    expect(bytes.length == length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  void skip(int type) throws IOException, ParquetException {
    switch (type) {
      case TRUE, FALSE -> {}
      case BYTE -> next();
      case I16, I16 + 1, I64 -> varint();
      case DOUBLE -> skipBytes(8);
      case BINARY -> skipBytes(varint());
      case LIST, SET -> list(type, (i, element) -> skipElement(element));
      case MAP -> skipMap();
      case STRUCT -> struct(type, (id, field) -> skip(field));
      case UUID -> skipBytes(16);
      default -> throw damaged();
    }
  }

  /** Skips an element. In lists and maps a boolean takes a byte. */
  private void skipElement(int type) throws IOException, ParquetException {
    skip(type == TRUE || type == FALSE ? BYTE : type);
  }

  private void skipMap() throws IOException, ParquetException {
    long size = varint();
    if (size == 0) {
      return;
    }
    descend();
    int types = next();
    for (long i = 0; i < size; i++) {
      skipElement(types >>> 4);
      skipElement(types & 0xf);
    }
    depth--;
  }

  private void skipBytes(long count) throws IOException, ParquetException {
    expect(count >= 0);
    take(count);
    try {
      in.skipNBytes(count);
    } catch (java.io.EOFException e) {
      throw damaged();
    }
  }

  private long zigzag() throws IOException, ParquetException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() throws IOException, ParquetException {
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

  private int next() throws IOException, ParquetException {
    take(1);
    int next = in.read();
    expect(next >= 0);
    return next;
  }

  private void take(long count) throws ParquetException {
    left -= count;
    expect(left >= 0);
  }

  private void descend() throws ParquetException {
    expect(++depth <= MAX_DEPTH);
  }

  private static void expect(boolean holds) throws ParquetException {
    if (!holds) {
      throw damaged();
    }
  }

  private static ParquetException damaged() {
    return ParquetException.damaged("its metadata makes no sense");
  }
}

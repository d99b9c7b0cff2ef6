package ai.kubit.cohortimport.cohort.parquet;

import java.io.IOException;
import java.io.InputStream;

/** The header of a page. One instance serves all pages of a column, one after another. */
final class PageHeader {
  static final int DATA = 0;
  static final int INDEX = 1;
  static final int DICTIONARY = 2;
  static final int DATA_V2 = 3;

  /**
   * The longest header that is read. A header may contain the smallest and the largest value of its
   * page.
   */
  private static final int MOST_BYTES = 1 << 20;

  private ThriftReader thrift;
  private int kind;
  private int expandedSize;
  private int storedSize;
  private boolean checked;
  private int checksum;
  private int values;
  private int encoding;
  private int levelEncoding;
  private int definitionBytes;
  private int repetitionBytes;
  private boolean compressed;

  void read(InputStream in) throws IOException, ParquetException {
    kind = -1;
    expandedSize = -1;
    storedSize = -1;
    checked = false;
    values = -1;
    encoding = -1;
    levelEncoding = PageValues.RLE;
    definitionBytes = 0;
    repetitionBytes = 0;
    compressed = true;
    thrift = new ThriftReader(in, MOST_BYTES);
    thrift.struct(this::field);
    boolean counted = kind == INDEX || (values >= 0 && encoding >= 0);
    boolean fits =
        definitionBytes >= 0
            && repetitionBytes >= 0
            && (long) definitionBytes + repetitionBytes <= Math.min(storedSize, expandedSize);
    if (kind < 0 || expandedSize < 0 || storedSize < 0 || !counted || !fits) {
      throw ParquetException.damaged("the header of a page makes no sense");
    }
  }

  private void field(int id, int type) throws IOException, ParquetException {
    switch (id) {
      case 1 -> kind = thrift.int32(type);
      case 2 -> expandedSize = thrift.int32(type);
      case 3 -> storedSize = thrift.int32(type);
      case 4 -> {
        checked = true;
        checksum = thrift.int32(type);
      }
      case 5 -> thrift.struct(type, this::dataField);
      case 7 -> thrift.struct(type, this::dictionaryField);
      case 8 -> thrift.struct(type, this::dataV2Field);
      default -> thrift.skip(type);
    }
  }

  private void dataField(int id, int type) throws IOException, ParquetException {
    switch (id) {
      case 1 -> values = thrift.int32(type);
      case 2 -> encoding = thrift.int32(type);
      case 3 -> levelEncoding = thrift.int32(type);
      default -> thrift.skip(type);
    }
  }

  private void dictionaryField(int id, int type) throws IOException, ParquetException {
    switch (id) {
      case 1 -> values = thrift.int32(type);
      case 2 -> encoding = thrift.int32(type);
      default -> thrift.skip(type);
    }
  }

  private void dataV2Field(int id, int type) throws IOException, ParquetException {
    switch (id) {
      case 1 -> values = thrift.int32(type);
      case 4 -> encoding = thrift.int32(type);
      case 5 -> definitionBytes = thrift.int32(type);
      case 6 -> repetitionBytes = thrift.int32(type);
      case 7 -> compressed = ThriftReader.bool(type);
      default -> thrift.skip(type);
    }
  }

  int kind() {
    return kind;
  }

  /** The page's size in bytes after decompression, levels included. */
  int expandedSize() {
    return expandedSize;
  }

  /** The page's size in bytes as it is stored, without the header. */
  int storedSize() {
    return storedSize;
  }

  /** Whether the page has a checksum that differs from this one. */
  boolean contradicts(int crc) {
    return checked && checksum != crc;
  }

  boolean isChecked() {
    return checked;
  }

  int values() {
    return values;
  }

  int encoding() {
    return encoding;
  }

  /** The encoding of the levels, which say which values are null, in a page of version 1. */
  int levelEncoding() {
    return levelEncoding;
  }

  int definitionBytes() {
    return definitionBytes;
  }

  int repetitionBytes() {
    return repetitionBytes;
  }

  /** Whether the values of a page of version 2 are compressed. Its levels never are. */
  boolean isCompressed() {
    return compressed;
  }
}

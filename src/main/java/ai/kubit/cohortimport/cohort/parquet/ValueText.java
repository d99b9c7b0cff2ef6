package ai.kubit.cohortimport.cohort.parquet;

import ai.kubit.cohortimport.cohort.parquet.ColumnType.LogicalType;
import java.util.HexFormat;

/** Makes text from the values of a column. */
final class ValueText {
  private static final HexFormat HEX = HexFormat.of();

  private final ColumnType type;
  private final ValueDecoder decoder;
  private final int mostBytes;

  ValueText(ColumnType type, ValueDecoder decoder, int mostBytes) {
    this.type = type;
    this.decoder = decoder;
    this.mostBytes = mostBytes;
  }

  ColumnType type() {
    return type;
  }

  /** The number in decimal digits. A whole number of 32 or 64 bits may be unsigned. */
  String of(long number) {
    if (type.physical() == ColumnType.INT32) {
      return type.logical() == LogicalType.UNSIGNED
          ? Integer.toUnsignedString((int) number)
          : Integer.toString((int) number);
    }
    return type.logical() == LogicalType.UNSIGNED
        ? Long.toUnsignedString(number)
        : Long.toString(number);
  }

  /** The bytes as text; null if they are not UTF-8. */
  String of(byte[] bytes, int offset, int length) throws ParquetException {
    checkLength(length);
    if (type.physical() != ColumnType.FIXED_LEN_BYTE_ARRAY) {
      return decoder.decode(bytes, offset, length);
    }
    if (length != type.length()) {
      throw PageBytes.damaged();
    }
    String hex = HEX.formatHex(bytes, offset, offset + length);
    return hex.substring(0, 8)
        + '-'
        + hex.substring(8, 12)
        + '-'
        + hex.substring(12, 16)
        + '-'
        + hex.substring(16, 20)
        + '-'
        + hex.substring(20);
  }

  void checkLength(long length) throws ParquetException {
    if (length > mostBytes) {
      throw ParquetException.tooLarge(
          "a value has more than %,d bytes".formatted(mostBytes), "Check the export");
    }
  }
}

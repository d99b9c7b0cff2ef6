package ai.kubit.cohortimport.cohort.parquet;

/**
 * Values that are stored as they are: numbers of a fixed size, and texts after their lengths (PLAIN
 * in <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet,
 * "Encodings"</a>).
 */
final class PlainValues implements PageValues {
  private final PageBytes bytes;
  private final ValueText text;
  private final int physical;

  PlainValues(PageBytes bytes, ValueText text) {
    this.bytes = bytes;
    this.text = text;
    this.physical = text.type().physical();
  }

  @Override
  public String next() throws ParquetException {
    return switch (physical) {
      case ColumnType.INT32 -> text.of(bytes.int32());
      case ColumnType.INT64 -> text.of(bytes.int64());
      case ColumnType.BYTE_ARRAY -> ofLength(bytes.int32());
      default -> ofLength(text.type().length());
    };
  }

  private String ofLength(int length) throws ParquetException {
    text.checkLength(length);
    return text.of(bytes.array(), bytes.take(length), length);
  }
}

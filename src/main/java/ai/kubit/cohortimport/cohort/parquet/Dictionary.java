package ai.kubit.cohortimport.cohort.parquet;

/** The distinct values of a column in one row group. */
final class Dictionary {
  /**
   * Up to this many bytes, a dictionary keeps the strings of its values. For a larger one they are
   * created anew each time, because they would take a multiple of the page's memory.
   */
  private static final int LARGEST_KEPT = 2 << 20;

  private final byte[] bytes;
  private final int[] starts;
  private final ValueText text;
  private final String[] kept;

  /** Reads a page of plain values, and claims the additional memory that it needs. */
  Dictionary(PageBytes page, int values, ValueText text, PageMemory memory)
      throws ParquetException {
    ColumnType type = text.type();
    int smallest =
        switch (type.physical()) {
          case ColumnType.INT64 -> 8;
          case ColumnType.FIXED_LEN_BYTE_ARRAY -> type.length();
          default -> 4;
        };
    if (values > page.left() / smallest) {
      throw PageBytes.damaged();
    }
    memory.claim(heldBy(values));
    this.bytes = page.array();
    this.text = text;
    this.kept = page.left() > LARGEST_KEPT ? null : new String[values];
    this.starts = new int[values + 1];
    for (int i = 0; i < values; i++) {
      boolean measured = type.physical() == ColumnType.BYTE_ARRAY;
      starts[i] = page.take(measured ? page.int32() : smallest);
    }
    starts[values] = page.position();
  }

  /** How many bytes of memory it takes in addition to its page. */
  long held() {
    return heldBy(size());
  }

  private static long heldBy(int values) {
    return 4L * values;
  }

  int size() {
    return starts.length - 1;
  }

  String get(int place) throws ParquetException {
    if (place < 0 || place >= size()) {
      throw PageBytes.damaged();
    }
    if (kept == null) {
      return make(place);
    }
    if (kept[place] == null) {
      kept[place] = make(place);
    }
    return kept[place];
  }

  private String make(int place) throws ParquetException {
    int start = starts[place];
    return switch (text.type().physical()) {
      case ColumnType.INT32 -> text.of(PageBytes.int32At(bytes, start));
      case ColumnType.INT64 -> text.of(PageBytes.int64At(bytes, start));
      case ColumnType.BYTE_ARRAY -> text.of(bytes, start, PageBytes.int32At(bytes, start - 4));
      default -> text.of(bytes, start, text.type().length());
    };
  }
}

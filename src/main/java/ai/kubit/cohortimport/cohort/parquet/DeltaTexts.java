package ai.kubit.cohortimport.cohort.parquet;

/**
 * Texts of which each is stored as the length that it shares with the text before, and the rest
 * (DELTA_BYTE_ARRAY in <a
 * href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet,
 * "Encodings"</a>).
 */
final class DeltaTexts implements PageValues {
  private final Deltas shared;
  private final Deltas lengths;
  private final PageBytes suffixes;
  private final ValueText text;
  private final PageMemory memory;
  private byte[] value = new byte[0];
  private int length;

  DeltaTexts(PageBytes bytes, int mostValues, ValueText text, PageMemory memory)
      throws ParquetException {
    this.shared = new Deltas(bytes.copy(), mostValues);
    new Deltas(bytes, mostValues).skipAll();
    this.lengths = new Deltas(bytes.copy(), mostValues);
    new Deltas(bytes, mostValues).skipAll();
    this.suffixes = bytes;
    this.text = text;
    this.memory = memory;
  }

  @Override
  public String next() throws ParquetException {
    long prefix = shared.next();
    long suffix = lengths.next();
    if (prefix < 0 || prefix > length || suffix < 0 || suffix > suffixes.left()) {
      throw PageBytes.damaged();
    }
    text.checkLength(prefix + suffix);
    length = (int) (prefix + suffix);
    value = memory.longer(value, length);
    int from = suffixes.take((int) suffix);
    System.arraycopy(suffixes.array(), from, value, (int) prefix, (int) suffix);
    return text.of(value, 0, length);
  }

  /** How many bytes of memory it has taken. */
  int held() {
    return value.length;
  }
}

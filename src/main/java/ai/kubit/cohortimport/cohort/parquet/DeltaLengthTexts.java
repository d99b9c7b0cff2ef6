package ai.kubit.cohortimport.cohort.parquet;

/**
 * Texts whose lengths all come first, and then the texts (DELTA_LENGTH_BYTE_ARRAY in <a
 * href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet,
 * "Encodings"</a>).
 */
final class DeltaLengthTexts implements PageValues {
  private final Deltas lengths;
  private final PageBytes texts;
  private final ValueText text;

  DeltaLengthTexts(PageBytes bytes, int mostValues, ValueText text) throws ParquetException {
    this.lengths = new Deltas(bytes.copy(), mostValues);
    new Deltas(bytes, mostValues).skipAll();
    this.texts = bytes;
    this.text = text;
  }

  @Override
  public String next() throws ParquetException {
    long length = lengths.next();
    text.checkLength(length);
    return text.of(texts.array(), texts.take((int) length), (int) length);
  }
}

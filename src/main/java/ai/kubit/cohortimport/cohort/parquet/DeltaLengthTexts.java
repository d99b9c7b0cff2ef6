package ai.kubit.cohortimport.cohort.parquet;

/** All lengths first, then all texts (DELTA_LENGTH_BYTE_ARRAY). */
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

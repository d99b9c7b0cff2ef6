package ai.kubit.cohortimport.cohort.parquet;

/** Whole numbers as differences (DELTA_BINARY_PACKED). */
final class DeltaNumbers implements PageValues {
  private final Deltas numbers;
  private final ValueText text;

  DeltaNumbers(PageBytes bytes, int mostValues, ValueText text) throws ParquetException {
    this.numbers = new Deltas(bytes, mostValues);
    this.text = text;
  }

  @Override
  public String next() throws ParquetException {
    return text.of(numbers.next());
  }
}

package ai.kubit.cohortimport.cohort.parquet;

/** Whole numbers that are stored as differences, see {@link Deltas}. */
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

package ai.kubit.cohortimport.cohort.parquet;

/** Values that are stored as positions in the dictionary of their row group. */
final class DictionaryValues implements PageValues {
  private final Dictionary dictionary;
  private final RunLengths places;

  DictionaryValues(Dictionary dictionary, PageBytes bytes) throws ParquetException {
    this.dictionary = dictionary;
    this.places = new RunLengths(bytes, bytes.left() == 0 ? 0 : bytes.next());
  }

  @Override
  public String next() throws ParquetException {
    return dictionary.get(places.next());
  }
}

package ai.kubit.cohortimport.cohort.parquet;

/** Reads the values of one page that are not null, one after another. */
interface PageValues {
  int PLAIN = 0;
  int PLAIN_DICTIONARY = 2;
  int RLE = 3;
  int DELTA_BINARY_PACKED = 5;
  int DELTA_LENGTH_BYTE_ARRAY = 6;
  int DELTA_BYTE_ARRAY = 7;
  int RLE_DICTIONARY = 8;

  /** The next value as text; null if it is not UTF-8. */
  String next() throws ParquetException;
}

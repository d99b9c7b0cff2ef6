package ai.kubit.cohortimport.cohort.parquet;

/**
 * A page of values.
 *
 * @param values how many, nulls included
 * @param defined tells of each value whether it is there; null where all are
 * @param present those that are there
 */
record DataPage(int values, RunLengths defined, PageValues present) {

  /** Whether the next value is null. Asked once for each. */
  boolean isNull() throws ParquetException {
    return defined != null && defined.next() == 0;
  }
}

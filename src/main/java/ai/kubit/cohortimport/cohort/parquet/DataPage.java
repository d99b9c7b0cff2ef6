package ai.kubit.cohortimport.cohort.parquet;

/**
 * A page of values.
 *
 * @param values how many values it has, nulls included
 * @param defined says for each value whether it is not null; null if no value is
 * @param present the values that are not null
 */
record DataPage(int values, RunLengths defined, PageValues present) {

  /** Whether the next value is null. Call it once for each value. */
  boolean isNull() throws ParquetException {
    return defined != null && defined.next() == 0;
  }
}

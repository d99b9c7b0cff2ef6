package ai.kubit.cohortimport.cohort.parquet;

/**
 * How much memory reading a file may take, whatever numbers the file has.
 *
 * @param maxFooterBytes the most bytes of metadata at the end of the file
 * @param maxPageMemory the most bytes of all pages that are in memory at once, compressed and
 *     uncompressed
 * @param maxValueBytes the most bytes of one value
 * @param maxRowGroups the most row groups of one file
 */
public record ParquetLimits(
    int maxFooterBytes, int maxPageMemory, int maxValueBytes, int maxRowGroups) {
  /** 16 MiB of metadata, 128 MiB of pages, 1 MiB for a value, 100,000 row groups. */
  public static final ParquetLimits DEFAULT =
      new ParquetLimits(16 << 20, 128 << 20, 1 << 20, 100_000);

  public ParquetLimits {
    if (maxFooterBytes < 1 || maxPageMemory < 1 || maxValueBytes < 1 || maxRowGroups < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}

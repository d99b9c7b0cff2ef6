package ai.kubit.cohortimport.cohort.parquet;

/**
 * How much memory a file may take, whatever it says about itself.
 *
 * @param maxFooterBytes bytes of the metadata at the end of the file
 * @param maxPageMemory bytes of all pages that are held at once, compressed and uncompressed
 * @param maxValueBytes bytes of one value
 * @param maxRowGroups row groups of one file
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

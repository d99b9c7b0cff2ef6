package ai.kubit.cohortimport.cohort;

/**
 * How large an export may be, so that no file can fill the memory or the disk, or keep an import
 * busy for hours. The limits are this program's own. The project's page "Exports: for data teams",
 * chapter "Rows", says them to those who write exports.
 *
 * @param maxRows rows of all parts together
 * @param maxExpandedBytes bytes of all parts together, after decompression
 * @param maxRatio how many times larger than its stored size an export may become by decompression;
 *     not checked below 32 MiB
 * @param maxRowBytes bytes of one row, without its line end; 64 MiB at most
 */
public record ReadLimits(long maxRows, long maxExpandedBytes, int maxRatio, int maxRowBytes) {
  /** 100 million rows, 64 GiB, 200 times, 1 MiB. */
  public static final ReadLimits DEFAULT = new ReadLimits(100_000_000, 64L << 30, 200, 1 << 20);

  public ReadLimits {
    if (maxRows < 1 || maxExpandedBytes < 1 || maxRatio < 1 || maxRowBytes < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (maxRowBytes > 64 << 20) {
      throw new IllegalArgumentException("maxRowBytes must be 64 MiB at most");
    }
  }
}

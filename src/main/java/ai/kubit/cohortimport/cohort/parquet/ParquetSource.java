package ai.kubit.cohortimport.cohort.parquet;

import java.io.IOException;
import java.io.InputStream;

/** Gives ranges of one version of one file. */
public interface ParquetSource {

  /** The size of the file in bytes. */
  long size();

  /** Opens the bytes from {@code from} to {@code to} (exclusive). */
  InputStream open(long from, long to) throws IOException;

  /**
   * Called for each page with its size in bytes after decompression. It may throw to end the
   * reading.
   */
  void expanded(int bytes);
}

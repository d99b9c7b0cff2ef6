package ai.kubit.cohortimport.cohort.parquet;

import java.io.IOException;
import java.io.InputStream;

/** One version of one file, of which any range can be had. */
public interface ParquetSource {

  /** Bytes of the whole file. */
  long size();

  /** Opens the bytes from {@code from} on, up to and without {@code to}. */
  InputStream open(long from, long to) throws IOException;

  /** Is told of every page how many bytes it has uncompressed; may end the reading. */
  void expanded(int bytes);
}

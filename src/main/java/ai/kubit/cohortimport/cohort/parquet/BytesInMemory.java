package ai.kubit.cohortimport.cohort.parquet;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A small file that is completely in memory. */
final class BytesInMemory implements ParquetSource {
  private final ParquetSource stored;
  private final byte[] bytes;

  BytesInMemory(ParquetSource stored, byte[] bytes) {
    this.stored = stored;
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open(long from, long to) {
    return new ByteArrayInputStream(bytes, (int) from, (int) (to - from));
  }

  @Override
  public void expanded(int count) {
    stored.expanded(count);
  }
}

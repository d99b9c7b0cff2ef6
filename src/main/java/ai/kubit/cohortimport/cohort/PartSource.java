package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.cohort.parquet.ParquetSource;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import java.io.InputStream;

/** Reads ranges of one part. All are of the version that was listed, and all bytes are counted. */
final class PartSource implements ParquetSource {
  private final ObjectStore exports;
  private final StoredObject part;
  private final ReadTally tally;

  PartSource(ObjectStore exports, StoredObject part, ReadTally tally) {
    this.exports = exports;
    this.part = part;
    this.tally = tally;
  }

  @Override
  public long size() {
    return part.size();
  }

  @Override
  public InputStream open(long from, long to) {
    return SourceStream.open(part, tally, () -> exports.open(part, from, to));
  }

  @Override
  public void expanded(int bytes) {
    tally.expanded(bytes);
  }
}

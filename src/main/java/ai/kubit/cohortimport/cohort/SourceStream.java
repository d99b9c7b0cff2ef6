package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.ObjectStore.ArchivedException;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * The stored bytes of a part, counted. A failure of the store becomes a {@link StorageException}.
 * So an {@link IOException} further up can only mean damaged gzip data. {@code available()} is
 * always 0 and marks are not supported, so that no reader takes a slow network for the end of the
 * data.
 */
final class SourceStream extends InputStream {
  private final InputStream source;
  private final String key;
  private final ReadTally tally;

  SourceStream(InputStream source, String key, ReadTally tally) {
    this.source = source;
    this.key = key;
    this.tally = tally;
  }

  /**
   * Opens bytes of a part. If access is denied or the object is archived, it throws the exception
   * that names this for the recipients.
   */
  static SourceStream open(StoredObject part, ReadTally tally, Supplier<InputStream> stored) {
    try {
      return new SourceStream(stored.get(), part.key(), tally);
    } catch (AccessDeniedException e) {
      throw ExportFault.unreadable(e);
    } catch (ArchivedException e) {
      throw ExportFault.archived(part.key(), e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      int count = source.read(buffer, offset, length);
      tally.stored(count);
      return count;
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  /** Closes the stream. If it is not at its end, the rest is not read. */
  @Override
  public void close() throws IOException {
    source.close();
  }

  /** The exception for a failed read. The store tells the reason by the cause. */
  static RuntimeException failure(String key, IOException failed) {
    if (failed.getCause() instanceof AccessDeniedException denied) {
      return ExportFault.unreadable(denied);
    }
    if (failed.getCause() instanceof ArchivedException archived) {
      return ExportFault.archived(key, archived);
    }
    return failed.getCause() instanceof StorageException known
        ? known
        : new StorageException("could not read " + ExportFault.shown(key), failed);
  }
}

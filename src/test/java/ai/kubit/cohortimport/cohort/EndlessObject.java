package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One object that begins in some way and goes on with the letter x for 8 GiB. */
final class EndlessObject implements ObjectStore {
  private static final long SIZE = 8L << 30;

  private final ObjectStore nothing = new InMemoryObjectStore();
  private final byte[] start;
  private long read;

  EndlessObject(byte[] start) {
    this.start = start;
  }

  StoredObject object() {
    return new StoredObject(Exports.PREFIX + "members.csv.gz", SIZE, "v1", Instant.EPOCH);
  }

  long bytesRead() {
    return read;
  }

  @Override
  public InputStream open(StoredObject object, long from, long to) {
    return new InputStream() {
      @Override
      public int read() {
        return read < start.length ? start[(int) read++] & 0xff : next();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
          int next = read();
          if (next < 0) {
            return i == 0 ? -1 : i;
          }
          buffer[offset + i] = (byte) next;
        }
        return length;
      }

      private int next() {
        return read++ < SIZE ? 'x' : -1;
      }
    };
  }

  @Override
  public List<StoredObject> list(String prefix) {
    return List.of(object());
  }

  @Override
  public Optional<StoredObject> find(String key) {
    return nothing.find(key);
  }

  @Override
  public Optional<byte[]> get(String key) {
    return nothing.get(key);
  }

  @Override
  public void put(String key, byte[] content) {
    nothing.put(key, content);
  }

  @Override
  public void put(String key, Path file) {
    nothing.put(key, file);
  }

  @Override
  public void delete(Collection<String> keys) {
    nothing.delete(keys);
  }
}

package ai.kubit.cohortimport.storage;

import java.time.Instant;
import java.util.Objects;

/**
 * The facts of one object of a bucket.
 *
 * @param key the full key
 * @param size bytes
 * @param etag names the version; opaque, without quotes
 * @param lastModified when it was written, to the second
 */
public record StoredObject(String key, long size, String etag, Instant lastModified) {
  public StoredObject {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(lastModified, "lastModified");
  }

  /** The key after its last slash. */
  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}

package ai.kubit.cohortimport.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One bucket. Keys are full keys; every key is built from validated ids. Failures of the store
 * itself are {@link StorageException}: they are ours, not the customer's, except for {@link
 * AccessDeniedException} and {@link ChangedException}, which the caller judges.
 */
public interface ObjectStore {

  /** Every object below the prefix, in the byte order of the keys. */
  List<StoredObject> list(String prefix);

  /** The object's facts, or empty where there is none. */
  Optional<StoredObject> find(String key);

  /**
   * Opens the whole object, exactly in the version that {@code object} names, as {@link
   * #open(StoredObject, long, long)} does.
   *
   * @throws ChangedException when the object is no longer the one that was listed, or is gone
   */
  default InputStream open(StoredObject object) {
    return open(object, 0, object.size());
  }

  /**
   * Opens bytes of exactly the version that {@code object} names. The stream resumes a broken
   * download by range, pinned to the same version, and throws {@link ChangedException} (as the
   * cause of an {@link IOException} while reading) when the object is no longer that version, and
   * {@link IOException} when fewer bytes arrive than were asked for.
   *
   * @param from the first byte
   * @param to behind the last byte; the object's size at most
   * @throws ChangedException when the object is no longer the one that was listed, or is gone
   */
  InputStream open(StoredObject object, long from, long to);

  /** The whole content of a small object of our own, or empty where there is none. */
  Optional<byte[]> get(String key);

  /** Writes a small object, over any there was. */
  void put(String key, byte[] content);

  /** Writes a file, over any object there was. */
  void put(String key, Path file);

  /** Deletes; an object that is not there is no error. */
  void delete(Collection<String> keys);

  /** The store refuses to show an object or a listing to us. */
  class AccessDeniedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public AccessDeniedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The object is no longer the version that was listed. */
  class ChangedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public ChangedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The object lies in an archive, from which it must be restored before anybody can read it. */
  class ArchivedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public ArchivedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files by which Databricks commits what a job writes into a folder: {@code _started_} with an
 * id at its beginning, {@code _committed_} with the same id at its end. The latter names the parts
 * that the job added, and those that it took away. A part that no commit names was written by a job
 * that failed or has not ended.
 *
 * @see <a
 *     href="https://www.databricks.com/blog/2017/05/31/transactional-writes-cloud-storage.html">
 *     transactional writes</a>
 */
final class DatabricksCommits {
  private static final String STARTED = "_started_";
  private static final String COMMITTED = "_committed_";
  private static final int MAX_MEGABYTES = 8;

  private final Set<String> started = new HashSet<>();
  private final List<StoredObject> committed = new ArrayList<>();
  private final Set<String> ended = new HashSet<>();

  /** Takes an object of the export's folder, at any depth; false if it is none of these files. */
  boolean take(String path, StoredObject object) {
    String directory = path.substring(0, path.length() - object.name().length());
    if (object.name().startsWith(STARTED)) {
      started.add(directory + object.name().substring(STARTED.length()));
      return true;
    }
    if (object.name().startsWith(COMMITTED)) {
      committed.add(object);
      ended.add(directory + object.name().substring(COMMITTED.length()));
      return true;
    }
    return false;
  }

  boolean isEmpty() {
    return committed.isEmpty();
  }

  /** Whether a job has begun to write. */
  boolean isBegun() {
    return !started.isEmpty();
  }

  /** Whether there is a commit, and each job that began has one. */
  boolean isComplete() {
    return !committed.isEmpty() && ended.containsAll(started);
  }

  List<StoredObject> files() {
    return committed;
  }

  /**
   * The parts that are committed.
   *
   * @param parts what lies in the folder
   * @throws UnusableManifestException if a commit is no such file, or names what is not there
   */
  WrittenParts parts(ObjectStore exports, String export, List<StoredObject> parts) {
    Map<String, MarkerFile> added = new HashMap<>();
    Set<String> removed = new HashSet<>();
    for (StoredObject object : committed) {
      MarkerFile file = new MarkerFile(object, export);
      JsonNode json = file.read(exports, MAX_MEGABYTES);
      if (!json.path("added").isArray() || !json.path("removed").isArray()) {
        throw file.wrong("it has no lists 'added' and 'removed', as Databricks writes them");
      }
      String directory = object.key().substring(0, object.key().length() - object.name().length());
      json.path("added").forEach(name -> added.put(directory + name.asText(), file));
      json.path("removed").forEach(name -> removed.add(directory + name.asText()));
    }
    added.keySet().removeAll(removed);
    List<StoredObject> written = new ArrayList<>();
    for (StoredObject part : parts) {
      if (added.remove(part.key()) != null) {
        written.add(part);
      }
    }
    added.forEach(
        (key, file) -> {
          throw file.missing(
              "it names '%s', which is not in the folder"
                  .formatted(ExportFault.shown(key.substring(key.lastIndexOf('/') + 1))));
        });
    return WrittenParts.of(written);
  }
}

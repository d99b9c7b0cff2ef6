package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One folder of a cohort's exports: its parts and the markers that say it is finished. */
final class ExportFolder {
  private static final String SUCCESS = "_SUCCESS";
  private static final String MANIFEST = "manifest.json";

  private final String name;
  private final List<StoredObject> parts = new ArrayList<>();
  private final List<StoredObject> markers = new ArrayList<>();

  ExportFolder(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /**
   * Takes an object of the folder.
   *
   * @param path the object's key below the folder. Deeper paths are parts too: to overlook one
   *     would remove its members.
   */
  void add(String path, StoredObject object) {
    if (path.equals(SUCCESS) || path.equals(MANIFEST)) {
      markers.add(object);
    } else if (isData(path)) {
      parts.add(object);
    }
  }

  /** Writers' own files, such as {@code _temporary/} or {@code .part-0.csv.crc}, are no data. */
  private static boolean isData(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.startsWith("_") || segment.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  boolean isComplete() {
    return !markers.isEmpty();
  }

  /**
   * The export in this complete folder.
   *
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException EXPORT_INCOMPLETE where a part is
   *     newer than the last marker, EXPORT_CORRUPT for a manifest that makes no sense
   */
  CohortExport export(ObjectStore exports) {
    Instant finishedAt = finishedAt();
    for (StoredObject part : parts) {
      if (part.lastModified().isAfter(finishedAt)) {
        throw ExportFault.partAfterMarker(name, part.name());
      }
    }
    ExportManifest manifest =
        manifest()
            .map(object -> ExportManifest.read(exports, object, name))
            .orElse(ExportManifest.NONE);
    return new CohortExport(
        name, manifest.evaluatedAt().orElse(finishedAt), parts, manifest.rows());
  }

  private Instant finishedAt() {
    return markers.stream()
        .map(StoredObject::lastModified)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Optional<StoredObject> manifest() {
    return markers.stream().filter(marker -> marker.name().equals(MANIFEST)).findAny();
  }
}

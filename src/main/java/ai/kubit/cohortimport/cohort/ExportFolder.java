package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One folder of a cohort's exports: its parts and the markers that say it is finished. */
final class ExportFolder {
  private static final String SUCCESS = "_SUCCESS";
  private static final String MANIFEST = "manifest.json";

  /**
   * Names that people and programs write when they mean a marker. They are no markers, but a
   * message can say so.
   */
  private static final Pattern LIKE_A_MARKER =
      Pattern.compile("_?success(es|ful)?(\\.\\w+)?|_?manifest\\.json", Pattern.CASE_INSENSITIVE);

  private static final Comparator<StoredObject> BY_TIME =
      Comparator.comparing(StoredObject::lastModified);

  private final String name;
  private final List<StoredObject> parts = new ArrayList<>();
  private final List<StoredObject> markers = new ArrayList<>();
  private Optional<String> likeAMarker = Optional.empty();
  private Instant lastWrite = Instant.MIN;

  ExportFolder(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /**
   * Takes an object of the folder.
   *
   * @param path the object's key below the folder. An object in a subfolder is a part, too: if it
   *     were overlooked, its members would be removed
   */
  void add(String path, StoredObject object) {
    if (object.lastModified().isAfter(lastWrite)) {
      lastWrite = object.lastModified();
    }
    if (path.equals(SUCCESS) || path.equals(MANIFEST)) {
      markers.add(object);
    } else if (LIKE_A_MARKER.matcher(object.name()).matches()) {
      likeAMarker = Optional.of(path);
    } else if (!SideFiles.isOne(path)) {
      parts.add(object);
    }
  }

  boolean isComplete() {
    return !markers.isEmpty();
  }

  /** When the last of its objects was written. */
  Instant lastWrite() {
    return lastWrite;
  }

  /** When the last marker of this complete folder was written. */
  Instant finishedAt() {
    return lastMarker().lastModified();
  }

  /**
   * One or two sentences on why this folder is incomplete. Call it only for an incomplete folder.
   */
  String whyIncomplete() {
    if (likeAMarker.isEmpty()) {
      return "It has no marker, neither _SUCCESS nor manifest.json.";
    }
    String found = likeAMarker.get();
    return found.indexOf('/') < 0
        ? "Its marker is called '%s', but must be called _SUCCESS or manifest.json, in exactly these letters."
            .formatted(ExportFault.shown(found))
        : "Its marker '%s' lies a level too deep: _SUCCESS or manifest.json must lie in the folder itself."
            .formatted(ExportFault.shown(found));
  }

  /**
   * The export in this complete folder.
   *
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException EXPORT_INCOMPLETE if a part is
   *     newer than the last marker
   */
  CohortExport export(ExportManifest manifest) {
    StoredObject marker = lastMarker();
    for (StoredObject part : parts) {
      if (part.lastModified().isAfter(marker.lastModified())) {
        throw ExportFault.partAfterMarker(name, part, marker);
      }
    }
    return new CohortExport(
        name,
        manifest.evaluatedAt().orElse(marker.lastModified()),
        parts,
        manifest.rows(),
        List.of());
  }

  /**
   * Reads the folder's manifest; {@link ExportManifest#NONE} if there is none.
   *
   * @throws UnusableManifestException if the manifest is wrong or cannot be read
   */
  ExportManifest manifest(ObjectStore exports, Instant now) {
    return markers.stream()
        .filter(marker -> marker.name().equals(MANIFEST))
        .findAny()
        .map(object -> ExportManifest.read(exports, object, name).possible(now, name))
        .orElse(ExportManifest.NONE);
  }

  private StoredObject lastMarker() {
    return markers.stream().max(BY_TIME).orElseThrow();
  }
}

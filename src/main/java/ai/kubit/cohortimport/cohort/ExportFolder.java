package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
  private final List<StoredObject> redshift = new ArrayList<>();
  private final DatabricksCommits databricks = new DatabricksCommits();
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
    } else if (RedshiftManifest.isOne(path)) {
      redshift.add(object);
    } else if (databricks.take(path, object)) {
      // Its files say which parts count; none of them holds a member.
      return;
    } else if (!SideFiles.isOne(path)) {
      parts.add(object);
    }
  }

  boolean isComplete() {
    return !markers.isEmpty() || !redshift.isEmpty() || databricks.isComplete();
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
      return databricks.isEmpty() && !databricks.isBegun()
          ? "It has no marker, neither _SUCCESS nor manifest.json."
          : "A job of Databricks has begun to write it (_started_), and not committed"
              + " (_committed_).";
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
  CohortExport export(ExportManifest manifest, WrittenParts written) {
    StoredObject marker = lastMarker();
    for (StoredObject part : written.parts()) {
      if (part.lastModified().isAfter(marker.lastModified())) {
        throw ExportFault.partAfterMarker(name, part, marker);
      }
    }
    return new CohortExport(
        name,
        manifest.evaluatedAt().orElse(marker.lastModified()),
        written.parts(),
        manifest.rows().isPresent() ? manifest.rows() : written.rows(),
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
        .map(object -> new MarkerFile(object, name))
        .map(file -> ExportManifest.read(exports, file).possible(now, file))
        .orElse(ExportManifest.NONE);
  }

  /**
   * Which parts belong to this complete folder, by the word of whoever wrote them.
   *
   * @throws UnusableManifestException if that is wrong, cannot be read, or names what is not there
   */
  WrittenParts parts(ObjectStore exports) {
    if (!databricks.isEmpty()) {
      return databricks.parts(exports, name, parts);
    }
    if (!markers.isEmpty()) {
      return WrittenParts.of(parts);
    }
    MarkerFile file = new MarkerFile(redshift.get(0), name);
    if (redshift.size() > 1) {
      throw file.wrong("the folder has %d manifests of Redshift".formatted(redshift.size()));
    }
    return RedshiftManifest.read(exports, file, parts);
  }

  /** Our own markers come before a warehouse's. */
  private StoredObject lastMarker() {
    return Stream.of(markers, redshift, databricks.files())
        .filter(files -> !files.isEmpty())
        .findFirst()
        .orElseThrow()
        .stream()
        .max(BY_TIME)
        .orElseThrow();
  }
}

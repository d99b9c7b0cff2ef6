package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.StoredObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a cohort's exports in the bucket: {@code exports/{workspaceId}/{cohortId}/members.csv} (or
 * {@code .ndjson}, or either with {@code .gz}), or folders beside it that are finished by {@code
 * _SUCCESS} or {@code manifest.json}. Safe for use by several threads.
 */
public final class CohortExports {
  private static final Pattern SINGLE_OBJECT = Pattern.compile("members\\.(csv|ndjson)(\\.gz)?");

  private final ObjectStore exports;

  public CohortExports(ObjectStore exports) {
    this.exports = Objects.requireNonNull(exports, "exports");
  }

  /**
   * The newest complete export. Among folders the last name wins, so names must sort by time; a
   * newer folder without a marker is still being written and is passed over. Where a single object
   * stands beside a complete folder, the later {@link CohortExport#exportedAt} wins, and the folder
   * if they are equal.
   *
   * @throws ImportStoppedException EXPORT_MISSING where there is none, EXPORT_INCOMPLETE where none
   *     is finished or a part is newer than its folder's marker, EXPORT_UNREADABLE where the bucket
   *     may not be read, EXPORT_CORRUPT for a manifest that makes no sense
   * @throws ObjectStore.ChangedException when the manifest was replaced meanwhile: look again
   */
  public CohortExport newest(CohortKey key) {
    try {
      return newestBelow("exports/" + key.path() + "/");
    } catch (AccessDeniedException e) {
      throw ExportFault.unreadable(e);
    }
  }

  private CohortExport newestBelow(String prefix) {
    List<CohortExport> singles = new ArrayList<>();
    NavigableMap<String, ExportFolder> folders = new TreeMap<>();
    for (StoredObject object : exports.list(prefix)) {
      String path = object.key().substring(prefix.length());
      int slash = path.indexOf('/');
      if (slash > 0) {
        folders
            .computeIfAbsent(path.substring(0, slash), ExportFolder::new)
            .add(path.substring(slash + 1), object);
      } else if (SINGLE_OBJECT.matcher(path).matches()) {
        singles.add(CohortExport.of(object));
      }
    }
    folders.keySet().removeIf(name -> name.startsWith("_") || name.startsWith("."));
    // max keeps the first of equals, so the folder comes first.
    return Stream.concat(newestComplete(folders).stream(), singles.stream())
        .max(Comparator.comparing(CohortExport::exportedAt))
        .orElseThrow(() -> noneIn(folders, prefix));
  }

  private Optional<CohortExport> newestComplete(NavigableMap<String, ExportFolder> folders) {
    return folders.descendingMap().values().stream()
        .filter(ExportFolder::isComplete)
        .findFirst()
        .map(folder -> folder.export(exports));
  }

  private static ImportStoppedException noneIn(
      NavigableMap<String, ExportFolder> folders, String prefix) {
    return folders.isEmpty()
        ? ExportFault.missing(prefix)
        : ExportFault.neverFinished(folders.lastKey());
  }
}

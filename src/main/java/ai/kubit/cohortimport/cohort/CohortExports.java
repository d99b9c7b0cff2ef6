package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds a cohort's exports in the bucket. An export is the object {@code
 * exports/{workspaceId}/{cohortId}/members.csv} (or {@code .ndjson}, either with {@code .gz}, or
 * {@code .parquet}), or a folder beside it that holds {@code _SUCCESS} or {@code manifest.json}.
 * The project's page "Exports: for data teams" has the rules. Safe for use by several threads.
 */
public final class CohortExports {
  private final ObjectStore exports;

  public CohortExports(ObjectStore exports) {
    this.exports = Objects.requireNonNull(exports, "exports");
  }

  /**
   * The newest complete export, with notes on what was written later and is not imported. Of
   * several folders, the last by name is taken, so names must sort by time. A folder without a
   * marker is still being written and is ignored. If there are a single object and a complete
   * folder, the one with the later {@link CohortExport#exportedAt} is taken; if they are equal, the
   * folder.
   *
   * @param now the present time; a manifest's {@code evaluatedAt} may be at most 5 minutes later,
   *     because clocks differ
   * @throws ImportStoppedException EXPORT_MISSING if there is no export; EXPORT_INCOMPLETE if no
   *     folder is finished, or a part is newer than its folder's marker; EXPORT_UNREADABLE if
   *     access to the bucket is denied, or a manifest is archived; EXPORT_CORRUPT if a manifest is
   *     wrong. A manifest's faults matter only if its folder is the newest export
   * @throws ObjectStore.ChangedException if the manifest was replaced meanwhile; call this again
   */
  public CohortExport newest(CohortKey key, Instant now) {
    try {
      String prefix = "exports/" + key.path() + "/";
      return newest(new ExportListing(prefix, exports.list(prefix)), prefix, now);
    } catch (AccessDeniedException e) {
      throw ExportFault.unreadable(e);
    }
  }

  private CohortExport newest(ExportListing listing, String prefix, Instant now) {
    Optional<StoredObject> single = listing.lastSingle();
    Optional<ExportFolder> last = listing.lastComplete();
    if (last.isEmpty()) {
      return single
          .map(object -> chosen(listing, object))
          .orElseThrow(() -> noneIn(listing, prefix));
    }
    ExportFolder folder = last.get();
    ExportManifest manifest;
    WrittenParts parts;
    try {
      manifest = folder.manifest(exports, now);
      parts = folder.parts(exports);
    } catch (UnusableManifestException e) {
      return chosenBeside(folder, e, listing, single);
    }
    Instant exportedAt = manifest.evaluatedAt().orElse(folder.finishedAt());
    if (single.filter(object -> object.lastModified().isAfter(exportedAt)).isPresent()) {
      return chosen(listing, single.get());
    }
    return folder
        .export(manifest, parts)
        .with(listing.ignoredAfter(folder.name(), folder.finishedAt()));
  }

  private static CohortExport chosen(ExportListing listing, StoredObject single) {
    return CohortExport.of(single).with(listing.ignoredAfter(single.name(), single.lastModified()));
  }

  /**
   * Chooses between a single object and a folder whose manifest is wrong. The manifest's time
   * cannot be used, so the time at which they were written decides.
   */
  private static CohortExport chosenBeside(
      ExportFolder folder,
      UnusableManifestException wrong,
      ExportListing listing,
      Optional<StoredObject> single) {
    CohortExport later =
        single
            .filter(object -> object.lastModified().isAfter(folder.finishedAt()))
            .map(object -> chosen(listing, object))
            .orElseThrow(wrong::stop);
    List<String> notes = new ArrayList<>(later.notes());
    notes.add(
        "The folder '%s' does not count: its %s."
            .formatted(ExportFault.shown(folder.name()), wrong.getMessage()));
    return later.with(notes);
  }

  private static ImportStoppedException noneIn(ExportListing listing, String prefix) {
    List<String> notes = listing.ignoredAfter("", Instant.MIN);
    return listing
        .lastFolder()
        .map(folder -> ExportFault.neverFinished(folder.name(), notes))
        .orElseGet(() -> ExportFault.missing(prefix, notes));
  }
}

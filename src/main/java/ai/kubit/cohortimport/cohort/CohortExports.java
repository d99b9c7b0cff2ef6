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
 * Finds a cohort's exports in the bucket: {@code exports/{workspaceId}/{cohortId}/members.csv} (or
 * {@code .ndjson}, or either with {@code .gz}), or folders beside it that are finished by {@code
 * _SUCCESS} or {@code manifest.json}. Safe for use by several threads.
 */
public final class CohortExports {
  private final ObjectStore exports;

  public CohortExports(ObjectStore exports) {
    this.exports = Objects.requireNonNull(exports, "exports");
  }

  /**
   * The newest complete export, with notes on what was written later and does not count. Among
   * folders the last name wins, so names must sort by time; a newer folder without a marker is
   * still being written and is passed over. Where a single object stands beside a complete folder,
   * the later {@link CohortExport#exportedAt} wins, and the folder if they are equal.
   *
   * @param now what no export may be newer than, but for a few minutes of difference of clocks
   * @throws ImportStoppedException EXPORT_MISSING where there is none, EXPORT_INCOMPLETE where none
   *     is finished or a part is newer than its folder's marker, EXPORT_UNREADABLE where the bucket
   *     may not be read or a manifest is archived, EXPORT_CORRUPT for a manifest that makes no
   *     sense. A manifest matters only where its folder is the newest export
   * @throws ObjectStore.ChangedException when the manifest was replaced meanwhile: look again
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
    try {
      manifest = folder.manifest(exports, now);
    } catch (UnusableManifestException e) {
      return chosenBeside(folder, e, listing, single);
    }
    Instant exportedAt = manifest.evaluatedAt().orElse(folder.finishedAt());
    if (single.filter(object -> object.lastModified().isAfter(exportedAt)).isPresent()) {
      return chosen(listing, single.get());
    }
    return folder.export(manifest).with(listing.ignoredAfter(folder.name(), folder.finishedAt()));
  }

  private static CohortExport chosen(ExportListing listing, StoredObject single) {
    return CohortExport.of(single).with(listing.ignoredAfter(single.name(), single.lastModified()));
  }

  /** A manifest that is wrong says nothing about what is newer: what counts is what was written. */
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
        "The folder '%s' does not count: its manifest.json %s."
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

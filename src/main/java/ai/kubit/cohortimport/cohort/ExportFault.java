package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.ObjectStore.ArchivedException;
import ai.kubit.cohortimport.storage.StoredObject;
import java.util.List;

/**
 * Makes the exceptions for faults of an export, with sentences for the recipients. The sentences
 * hold names of objects and numbers of lines, but never a value from a row.
 */
final class ExportFault {
  private static final String NOTHING_SENT = " Nothing was sent to Braze.";

  private static final int LONGEST_NAME = 200;

  private ExportFault() {}

  /**
   * The cohort has no export.
   *
   * @param notes sentences about what lies there instead
   */
  static ImportStoppedException missing(String prefix, List<String> notes) {
    return stopped(
        Reason.EXPORT_MISSING,
        "There is no export of this cohort, which does not mean that the cohort is empty."
            + (notes.isEmpty()
                ? " Export the cohort in Kubit again, then import."
                : " " + String.join(" ", notes)),
        "no export below " + prefix);
  }

  /**
   * The cohort has folders, but none is complete.
   *
   * @param notes sentences about what the newest folder lacks, and what else lies there
   */
  static ImportStoppedException neverFinished(String folder, List<String> notes) {
    return stopped(
        Reason.EXPORT_INCOMPLETE,
        "The export '%s' is not finished. ".formatted(shown(folder))
            + String.join(" ", notes)
            + " If it is still being written, wait until its marker is there.",
        "no complete export; newest folder " + shown(folder));
  }

  static ImportStoppedException partAfterMarker(
      String folder, StoredObject part, StoredObject marker) {
    return stopped(
        Reason.EXPORT_INCOMPLETE,
        ("The export '%s' has a part that is newer than its marker: '%s' was written at %s, '%s' at"
                + " %s. So the marker is written too early, or the folder was changed afterwards."
                + " Write the marker last, after all parts.")
            .formatted(
                shown(folder),
                shown(part.name()),
                part.lastModified(),
                marker.name(),
                marker.lastModified()),
        "part newer than the marker: " + shown(folder) + "/" + shown(part.name()));
  }

  static ImportStoppedException fewerRows(String export, long declared, long read) {
    return stopped(
        Reason.EXPORT_INCOMPLETE,
        "The export '%s' should have %d rows but has %d. Some of it is missing."
                .formatted(shown(export), declared, read)
            + " Export the cohort again.",
        "manifest declares %d rows, read %d".formatted(declared, read));
  }

  static ImportStoppedException moreRows(String export, long declared, long read) {
    return stopped(
        Reason.EXPORT_CORRUPT,
        "The export '%s' should have %d rows but has %d. It holds rows of something else, too."
                .formatted(shown(export), declared, read)
            + " Export the cohort again.",
        "manifest declares %d rows, read %d".formatted(declared, read));
  }

  static ImportStoppedException unreadable(AccessDeniedException denied) {
    return stopped(
        Reason.EXPORT_UNREADABLE,
        "The import may not read the export of this cohort. Let its role list and read the bucket"
            + " of the exports, and use the key that encrypts it.",
        String.valueOf(denied.getMessage()));
  }

  static ImportStoppedException archived(String key, ArchivedException archived) {
    String object = shown(key.substring(key.lastIndexOf('/') + 1));
    return stopped(
        Reason.EXPORT_UNREADABLE,
        ("'%s' lies in an archive (S3 Glacier), where nobody can read it. Restore it, or export the"
                + " cohort again; and change the bucket's lifecycle rule, which must not archive the"
                + " exports.")
            .formatted(object),
        String.valueOf(archived.getMessage()));
  }

  static ImportStoppedException badManifest(String file, String export, String problem) {
    String sentence =
        "The file %s of the export '%s' is wrong: %s."
            .formatted(shown(file), shown(export), problem);
    return stopped(
        Reason.EXPORT_CORRUPT, sentence + " Correct it, or export the cohort again.", sentence);
  }

  /**
   * A part is not there as its writer says.
   *
   * @param problem a clause about it
   */
  static ImportStoppedException missingPart(String file, String export, String problem) {
    String sentence =
        "The export '%s' is not what its file %s says: %s."
            .formatted(shown(export), shown(file), problem);
    return stopped(Reason.EXPORT_INCOMPLETE, sentence + " Export the cohort again.", sentence);
  }

  /**
   * An object does not have the content that it should have.
   *
   * @param found a clause that completes "it cannot be read: "
   * @param remedy a sentence without its full stop
   */
  static ImportStoppedException corruptObject(String object, String found, String remedy) {
    String sentence = "'%s' cannot be read: %s.".formatted(shown(object), found);
    return stopped(Reason.EXPORT_CORRUPT, sentence + " " + remedy + ".", sentence);
  }

  static ImportStoppedException tooLarge(String object, long line, String limit) {
    String sentence = "'%s' is too large at line %d: %s.".formatted(object, line, limit);
    return stopped(
        Reason.EXPORT_TOO_LARGE,
        sentence + " Check the export, or divide the cohort into smaller ones.",
        sentence);
  }

  /** The export is too large, and this remedy helps instead of the usual one. */
  static ImportStoppedException tooLarge(String object, long row, String limit, String remedy) {
    String sentence = "'%s' is too large at row %d: %s.".formatted(object, row, limit);
    return stopped(Reason.EXPORT_TOO_LARGE, sentence + " " + remedy + ".", sentence);
  }

  /**
   * A name as messages show it: on one line and shortened, because whoever writes to the bucket
   * chooses the names.
   */
  static String shown(String name) {
    return CleanText.oneLine(name, LONGEST_NAME);
  }

  private static ImportStoppedException stopped(Reason reason, String message, String detail) {
    return new ImportStoppedException(reason, message + NOTHING_SENT, detail);
  }
}

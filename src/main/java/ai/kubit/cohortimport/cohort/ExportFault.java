package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;

/**
 * What may be wrong with an export, in words for the recipients. Only names of objects, numbers of
 * lines and our own sentences: never a value from a row.
 */
final class ExportFault {
  private static final String NOTHING_SENT = " Nothing was sent to Braze.";

  private ExportFault() {}

  static ImportStoppedException missing(String prefix) {
    return stopped(
        Reason.EXPORT_MISSING,
        "There is no export of this cohort, which does not mean that the cohort is empty."
            + " Export the cohort in Kubit again, then import.",
        "no export below " + prefix);
  }

  static ImportStoppedException neverFinished(String folder) {
    return stopped(
        Reason.EXPORT_INCOMPLETE,
        "The export '%s' is not finished: it has neither _SUCCESS nor manifest.json."
                .formatted(folder)
            + " Wait until Kubit has finished it, or export the cohort again.",
        "no complete export; newest folder " + folder);
  }

  static ImportStoppedException partAfterMarker(String folder, String part) {
    return stopped(
        Reason.EXPORT_INCOMPLETE,
        "The export '%s' was changed after it was finished: '%s' is newer than its marker."
                .formatted(folder, part)
            + " Export the cohort again.",
        "part newer than the marker: " + folder + "/" + part);
  }

  static ImportStoppedException fewerRows(String export, long declared, long read) {
    return stopped(
        Reason.EXPORT_INCOMPLETE,
        "The export '%s' should have %d rows but has %d. Some of it is missing."
                .formatted(export, declared, read)
            + " Export the cohort again.",
        "manifest declares %d rows, read %d".formatted(declared, read));
  }

  static ImportStoppedException moreRows(String export, long declared, long read) {
    return stopped(
        Reason.EXPORT_CORRUPT,
        "The export '%s' should have %d rows but has %d. It holds something foreign."
                .formatted(export, declared, read)
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

  static ImportStoppedException badManifest(String export, String problem) {
    return corrupt(
        "The file manifest.json of the export '%s' is wrong: %s.".formatted(export, problem));
  }

  static ImportStoppedException corruptObject(String object, String problem) {
    return corrupt("'%s' cannot be read: %s.".formatted(object, problem));
  }

  static ImportStoppedException corruptRow(String object, long line, String problem) {
    return corrupt("'%s' cannot be read from line %d on: %s.".formatted(object, line, problem));
  }

  private static ImportStoppedException corrupt(String sentence) {
    return stopped(Reason.EXPORT_CORRUPT, sentence + " Export the cohort again.", sentence);
  }

  static ImportStoppedException tooLarge(String object, long line, String limit) {
    String sentence = "'%s' is too large at line %d: %s.".formatted(object, line, limit);
    return stopped(
        Reason.EXPORT_TOO_LARGE,
        sentence + " Check the export, or divide the cohort into smaller ones.",
        sentence);
  }

  private static ImportStoppedException stopped(Reason reason, String message, String detail) {
    return new ImportStoppedException(reason, message + NOTHING_SENT, detail);
  }
}

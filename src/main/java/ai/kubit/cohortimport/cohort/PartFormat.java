package ai.kubit.cohortimport.cohort;

import java.util.regex.Pattern;

/** How the rows of a part are written. */
enum PartFormat {
  CSV,
  NDJSON;

  /** Of a text of blank lines only, NDJSON makes nothing; CSV would look for a header. */
  private static final Pattern JSON_FIRST = Pattern.compile("\\s*([{\\[]|\\z)");

  private static final Pattern HEADER =
      Pattern.compile(
          "([^\\r\\n{}]*[,;\\t|])?\\s*\"?(external_id|alias_name|alias_label|device_id)\"?"
              + "[ ]*([,;\\t|\\r\\n]|\\z)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON_LATER = Pattern.compile("[\\r\\n][ \\t]*\\{");

  /**
   * By the text, whatever the object's name says: a brace begins NDJSON. Where the first line is
   * neither that nor a header, it may be damaged; then a brace that begins another line tells.
   *
   * @param start the first kilobytes, without a byte order mark
   */
  static PartFormat of(String start) {
    if (JSON_FIRST.matcher(start).lookingAt()) {
      return NDJSON;
    }
    boolean damaged =
        !HEADER.matcher(start.stripLeading()).lookingAt() && JSON_LATER.matcher(start).find();
    return damaged ? NDJSON : CSV;
  }
}

package ai.kubit.cohortimport.cohort;

import java.util.regex.Pattern;

/** The format of a part's rows. */
enum PartFormat {
  CSV,
  NDJSON;

  /**
   * A text of blank lines counts as NDJSON, which finds no rows in it; CSV would look for a header.
   */
  private static final Pattern JSON_FIRST = Pattern.compile("\\s*([{\\[]|\\z)");

  private static final Pattern HEADER =
      Pattern.compile(
          "([^\\r\\n{}]*[,;\\t|])?\\s*\"?(external_id|alias_name|alias_label|device_id)\"?"
              + "[ ]*([,;\\t|\\r\\n]|\\z)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON_LATER = Pattern.compile("[\\r\\n][ \\t]*\\{");

  /**
   * Recognises the format by the text, whatever the object's name is. A text that begins with a
   * brace is NDJSON. If the first line begins with no brace and is no CSV header, it may be
   * damaged; then the text is NDJSON if a later line begins with a brace.
   *
   * @param start the first kilobytes of the text, without a byte order mark
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

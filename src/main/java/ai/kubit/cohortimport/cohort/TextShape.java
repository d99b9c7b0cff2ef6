package ai.kubit.cohortimport.cohort;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises texts that are not quite CSV or NDJSON, by their beginning. It is used only for a text
 * of which less than half could be read.
 */
enum TextShape implements ForeignContent {
  JSON_ARRAY("\\s*\\[", "it is a JSON array, not one object on each line", Json.REMEDY),
  JSON_WRAPPED(
      "\\s*\\{\\s*\"[^\"]{0,64}\"\\s*:\\s*\\[",
      "it is one JSON object with a list in it, not one object on each line",
      Json.REMEDY),
  JSON_PRETTY(
      "\\s*\\{[ \\t]*[\\r\\n]", "its JSON objects are spread over several lines each", Json.REMEDY),
  JSON_JOINED(
      "\\s*\\{[^\\r\\n]*}[ \\t]*\\{",
      "its JSON objects follow each other on one line",
      Json.REMEDY),
  JSON_COMMAS("\\s*\\{[^\\r\\n]*}[ \\t]*,", "a comma stands behind each JSON object", Json.REMEDY),
  EXCEL_HINT(
      "\\s*\"?sep=",
      "its first line is a hint for Excel ('sep=')",
      "Write it without that line, with the names of the columns first and commas between them"),
  SEMICOLONS(Csv.divided(";"), "its columns are divided by semicolons", Csv.REMEDY),
  TABS(Csv.divided("\\t"), "its columns are divided by tabs", Csv.REMEDY),
  PIPES(Csv.divided("\\|"), "its columns are divided by the character |", Csv.REMEDY),
  COMMAS_AT_THE_END(
      "[^\\r\\n]*[^,\\r\\n][\\r\\n]+[^\\r\\n]*,[ \\t]*([\\r\\n]|$)",
      "a comma stands at the end of each row, but not of the header",
      "Write each row with as many fields as the header");

  private final Pattern start;
  private final String found;
  private final String remedy;

  TextShape(String start, String found, String remedy) {
    this.start = Pattern.compile(start, Pattern.CASE_INSENSITIVE);
    this.found = found;
    this.remedy = remedy;
  }

  /** The shape of a text that begins like this; empty if it is none of these. */
  static Optional<TextShape> of(String start) {
    return ForeignContent.of(values(), start);
  }

  /** Whether the shape is JSON, but not one object on each line. */
  boolean isJson() {
    return remedy.equals(Json.REMEDY);
  }

  @Override
  public Pattern start() {
    return start;
  }

  @Override
  public String found() {
    return found;
  }

  @Override
  public String remedy() {
    return remedy;
  }

  private static final class Json {
    static final String REMEDY =
        "Export the cohort as JSON with one object on each line and nothing between them";
  }

  private static final class Csv {
    static final String REMEDY = "Export the cohort with commas between the columns";

    /** A pattern for a first line in which one of our columns stands next to this divider. */
    static String divided(String by) {
      String column = "\"?(external_id|alias_name|alias_label|device_id)\"?";
      return "[^\\r\\n]{0,2000}?"
          + ("("
              + column
              + "[ ]*"
              + by
              + "|"
              + by
              + "[ ]*"
              + column
              + "[ ]*([\\r\\n]|$|"
              + by
              + "))");
    }
  }
}

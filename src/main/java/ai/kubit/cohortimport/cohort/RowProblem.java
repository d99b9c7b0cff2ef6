package ai.kubit.cohortimport.cohort;

/**
 * Why a row was rejected. {@link #toString()} is the sentence for the report of rejected rows. It
 * never holds a value of the row.
 */
public enum RowProblem {
  BLANK(false, "no identifier: external_id, alias_name and device_id are blank"),
  NULL_WORD(false, "the identifier is a word for no value, such as NULL"),
  ALIAS_INCOMPLETE(false, "an alias needs both alias_name and alias_label"),
  TOO_LONG(
      false,
      "identifier too long: external_id may have 987 bytes, alias_name and alias_label 236 each,"
          + " device_id 255"),
  CONTROL_CHARACTER(false, "identifier holds a control character, such as a tab or a line break"),
  MALFORMED_TEXT(true, "identifier is not valid UTF-8"),
  FIELD_COUNT(true, "the row has not as many fields as the header"),
  BROKEN_JSON(true, "the line is not one JSON object"),
  DUPLICATE_NAME(true, "the JSON object holds the same identifier twice"),
  NOT_TEXT(true, "identifier is neither a JSON string nor a JSON number");

  private final boolean structural;
  private final String sentence;

  RowProblem(boolean structural, String sentence) {
    this.structural = structural;
    this.sentence = sentence;
  }

  /**
   * Whether the row could not be read, so that it may name a member whom nobody can tell. A row
   * that could be read but has no usable identity names nobody whom Braze could have. The guard
   * treats the two kinds differently.
   */
  public boolean structural() {
    return structural;
  }

  @Override
  public String toString() {
    return sentence;
  }
}

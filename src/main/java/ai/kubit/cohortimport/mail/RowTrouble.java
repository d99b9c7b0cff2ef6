package ai.kubit.cohortimport.mail;

/**
 * The names of {@link ai.kubit.cohortimport.cohort.RowProblem} once more, for the messages: these
 * look an enum up by its text, and there the text is a sentence.
 */
enum RowTrouble {
  BLANK,
  NULL_WORD,
  ALIAS_INCOMPLETE,
  TOO_LONG,
  CONTROL_CHARACTER,
  MALFORMED_TEXT,
  FIELD_COUNT,
  BROKEN_JSON,
  DUPLICATE_NAME,
  NOT_TEXT
}

package ai.kubit.cohortimport.cohort;

import java.util.Arrays;

/**
 * Decides whom a row names: by its external id, or else by its alias, or else by its device id.
 * Values are taken exactly as they are. A value that is only white space, or one of the {@link
 * NullWords}, counts as absent. One instance serves all rows of a reader, one after another. The
 * project's page "Exports: for data teams", chapter "Rows", has these rules.
 */
@SuppressWarnings("EnumOrdinal") // an EnumMap costs a tenth of a row
final class RowIdentity {
  /** The values by the column's ordinal. Plain arrays, because each row clears and fills them. */
  private final String[] values = new String[IdentityColumn.values().length];

  private final boolean[] malformed = new boolean[values.length];
  private boolean anyMalformed;
  private final NullWords nullWords;
  private boolean nullWord;
  private RowProblem problem;

  RowIdentity(NullWords nullWords) {
    this.nullWords = nullWords;
  }

  /** Call this before each row. */
  void clear() {
    Arrays.fill(values, null);
    if (anyMalformed) {
      Arrays.fill(malformed, false);
      anyMalformed = false;
    }
    nullWord = false;
    problem = null;
  }

  void set(IdentityColumn column, String value) {
    values[column.ordinal()] = value;
  }

  /**
   * Records a value that is no valid text. It matters only if this column would have named the
   * member.
   */
  void setMalformed(IdentityColumn column) {
    malformed[column.ordinal()] = true;
    anyMalformed = true;
  }

  /** The member. Null if the row names none; then {@link #problem} says why. */
  MemberId member() {
    if (has(IdentityColumn.EXTERNAL_ID)) {
      return isAcceptable(IdentityColumn.EXTERNAL_ID)
          ? MemberId.externalId(value(IdentityColumn.EXTERNAL_ID))
          : null;
    }
    if (has(IdentityColumn.ALIAS_NAME) || has(IdentityColumn.ALIAS_LABEL)) {
      return alias();
    }
    if (has(IdentityColumn.DEVICE_ID)) {
      return isAcceptable(IdentityColumn.DEVICE_ID)
          ? MemberId.deviceId(value(IdentityColumn.DEVICE_ID))
          : null;
    }
    return refused(RowProblem.BLANK);
  }

  RowProblem problem() {
    return problem;
  }

  private MemberId alias() {
    if (!has(IdentityColumn.ALIAS_NAME) || !has(IdentityColumn.ALIAS_LABEL)) {
      return refused(RowProblem.ALIAS_INCOMPLETE);
    }
    return isAcceptable(IdentityColumn.ALIAS_NAME) && isAcceptable(IdentityColumn.ALIAS_LABEL)
        ? MemberId.alias(value(IdentityColumn.ALIAS_NAME), value(IdentityColumn.ALIAS_LABEL))
        : null;
  }

  private MemberId refused(RowProblem why) {
    problem = nullWord ? RowProblem.NULL_WORD : why;
    return null;
  }

  private boolean has(IdentityColumn column) {
    String value = value(column);
    if (value == null || value.isBlank()) {
      return malformed[column.ordinal()];
    }
    if (nullWords.contain(value)) {
      nullWord = true;
      return false;
    }
    return true;
  }

  private String value(IdentityColumn column) {
    return values[column.ordinal()];
  }

  private boolean isAcceptable(IdentityColumn column) {
    problem =
        malformed[column.ordinal()]
            ? RowProblem.MALFORMED_TEXT
            : problemOf(value(column), column.maxBytes());
    return problem == null;
  }

  /**
   * What is wrong with a value; null if nothing. It passes over the value only once, because this
   * is called for each member.
   */
  private static RowProblem problemOf(String value, int maxBytes) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        return RowProblem.CONTROL_CHARACTER;
      }
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return RowProblem.MALFORMED_TEXT;
      }
    }
    return bytes > maxBytes ? RowProblem.TOO_LONG : null;
  }
}

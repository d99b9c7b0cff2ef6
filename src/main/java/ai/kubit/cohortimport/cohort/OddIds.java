package ai.kubit.cohortimport.cohort;

/**
 * Counts ids that are imported as they are, but look like a mistake. It looks at each member's id.
 */
final class OddIds {
  private long blanksAround;
  private long changedNumbers;

  void look(String id) {
    int last = id.length() - 1;
    char first = id.charAt(0);
    char end = id.charAt(last);
    if (isBlank(first) || isBlank(end)) {
      blanksAround++;
    } else if (isDigit(end) && (isDigit(first) || first == '-') && isChangedNumber(id, last)) {
      changedNumbers++;
    }
  }

  long blanksAround() {
    return blanksAround;
  }

  long changedNumbers() {
    return changedNumbers;
  }

  /** Whether the character is a space, a byte order mark or a zero-width space. */
  private static boolean isBlank(char c) {
    return c == ' '
        || (c > 0x7f
            && (Character.isSpaceChar(c)
                || Character.isWhitespace(c)
                || c == 0xFEFF
                || c == 0x200B));
  }

  /**
   * Whether the id looks like a number that a program has changed: {@code 123.0} (pandas), {@code
   * 1.2E+08} (a spreadsheet).
   */
  private static boolean isChangedNumber(String id, int last) {
    if (last > 1 && id.charAt(last) == '0' && id.charAt(last - 1) == '.') {
      return areDigits(id, isDigit(id.charAt(0)) ? 0 : 1, last - 1);
    }
    int plus = id.indexOf('+', Math.max(last - 3, 0));
    return plus > 1
        && (id.charAt(plus - 1) == 'E' || id.charAt(plus - 1) == 'e')
        && isDigit(id.charAt(plus - 2))
        && areDigits(id, plus + 1, last + 1);
  }

  private static boolean areDigits(String id, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(id.charAt(i))) {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

package ai.kubit.cohortimport.notification;

/**
 * Text of others (names of cohorts and people, error details) made fit for one line of a mail: no
 * control characters, so that no header or line can be forged, and no bidirectional overrides, so
 * that nothing reads differently from what it is.
 */
final class CleanText {
  private static final String ELLIPSIS = "…";
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private CleanText() {}

  static String oneLine(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(clean, point));
    return clean.toString().strip();
  }

  /** One line of at most so many characters (code points), the last of them "…" if it was cut. */
  static String oneLine(String text, int limit) {
    String clean = oneLine(text);
    if (clean.codePointCount(0, clean.length()) <= limit) {
      return clean;
    }
    int end = clean.offsetByCodePoints(0, limit - 1);
    while (end > 0 && insideOneCharacter(clean, end)) {
      end = clean.offsetByCodePoints(end, -1);
    }
    return clean.substring(0, end).strip() + ELLIPSIS;
  }

  private static void append(StringBuilder clean, int point) {
    if (isBidiControl(point)) {
      return;
    }
    boolean half = Character.getType(point) == Character.SURROGATE;
    boolean breaks =
        Character.isISOControl(point)
            || Character.getType(point) == Character.LINE_SEPARATOR
            || Character.getType(point) == Character.PARAGRAPH_SEPARATOR;
    if (!breaks) {
      clean.appendCodePoint(half ? 0xFFFD : point);
    } else if (clean.length() > 0 && clean.charAt(clean.length() - 1) != ' ') {
      clean.append(' ');
    }
  }

  private static boolean isBidiControl(int point) {
    return point == 0x061C
        || point == 0x200E
        || point == 0x200F
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069);
  }

  /** Whether a cut here would fall inside what the reader sees as one character. */
  private static boolean insideOneCharacter(String text, int index) {
    return text.codePointBefore(index) == ZERO_WIDTH_JOINER
        || switch (Character.getType(text.codePointAt(index))) {
          case Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.FORMAT,
              Character.MODIFIER_SYMBOL ->
              true;
          default -> false;
        };
  }
}

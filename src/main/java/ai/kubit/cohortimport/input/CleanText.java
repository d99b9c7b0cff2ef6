package ai.kubit.cohortimport.input;

import java.util.stream.Collectors;

/**
 * Text of others (names of cohorts, people and objects, error details) made fit for one line of a
 * terminal, a log, a report or a mail: no control characters, so that no header or line can be
 * forged, and nothing invisible or bidirectional, so that nothing reads differently from what it
 * is.
 */
public final class CleanText {
  private static final String ELLIPSIS = "…";
  private static final char HALF_CHARACTER = 0xFFFD;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private CleanText() {}

  /** One line, whatever its length. */
  public static String oneLine(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    int before = ' ';
    for (int at = 0; at < text.length(); at += Character.charCount(before)) {
      int point = text.codePointAt(at);
      append(clean, before, point);
      before = point;
    }
    return clean.toString().strip();
  }

  /** Several lines, each as {@link #oneLine(String)} and indented as it was. */
  public static String lines(String text) {
    return text.lines()
        .map(line -> " ".repeat(indent(line)) + oneLine(line))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static int indent(String line) {
    int spaces = 0;
    while (spaces < line.length() && line.charAt(spaces) == ' ') {
      spaces++;
    }
    return spaces;
  }

  /**
   * Serialized JSON of the same meaning, in which what {@link #oneLine(String)} takes out is
   * escaped: whoever parses it gets the text as it is stored, a terminal gets nothing invisible.
   * Line breaks between its tokens stay.
   */
  public static String json(String json) {
    StringBuilder clean = new StringBuilder(json.length());
    int before = ' ';
    for (int at = 0; at < json.length(); at += Character.charCount(before)) {
      int point = json.codePointAt(at);
      if (point == '\n' || point == '\r' || Characters.isVisible(before, point)) {
        clean.appendCodePoint(point);
      } else {
        for (char unit : Character.toChars(point)) {
          clean.append("\\u%04x".formatted((int) unit));
        }
      }
      before = point;
    }
    return clean.toString();
  }

  /** One line of at most so many characters (code points), the last of them "…" if it was cut. */
  public static String oneLine(String text, int limit) {
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

  private static void append(StringBuilder clean, int before, int point) {
    if (Character.getType(point) == Character.SURROGATE) {
      clean.append(HALF_CHARACTER);
    } else if (Characters.isVisible(before, point)) {
      clean.appendCodePoint(point);
    } else if (!Characters.isPlain(point) && !clean.isEmpty() && !endsWithSpace(clean)) {
      clean.append(' ');
    }
  }

  private static boolean endsWithSpace(StringBuilder clean) {
    return clean.charAt(clean.length() - 1) == ' ';
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

package ai.kubit.cohortimport.input;

/** Which characters a text of one line may hold. */
public final class Characters {
  private Characters() {}

  /** Whether the text has no control character, line separator or half of a surrogate pair. */
  public static boolean arePlain(String text) {
    return text.codePoints().allMatch(Characters::isPlain);
  }

  /** Whether the text starts or ends with a space of any kind, the no-break space included. */
  public static boolean haveOuterSpace(String text) {
    return !text.isEmpty()
        && (isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length())));
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

package ai.kubit.cohortimport.input;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Which characters a text of one line may hold. The one place that knows what is invisible: {@link
 * CleanText} and {@link Quoted} take out what is no good here, and inputs are refused for it.
 */
public final class Characters {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int EMOJI_SELECTOR = 0xFE0F;

  /** In other scripts a joiner changes how a letter looks. */
  private static final Set<UnicodeScript> WITHOUT_JOINERS =
      Set.of(
          UnicodeScript.COMMON,
          UnicodeScript.INHERITED,
          UnicodeScript.UNKNOWN,
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC);

  private Characters() {}

  /** Whether the text has no control character, line separator or half of a surrogate pair. */
  public static boolean arePlain(String text) {
    return text.codePoints().allMatch(Characters::isPlain);
  }

  /**
   * Whether the text is plain and looks like what it is: nothing in it is invisible or turns its
   * direction. What joins emoji, or letters of scripts that are joined, is visible by its effect.
   */
  public static boolean areVisible(String text) {
    int before = ' ';
    for (int at = 0; at < text.length(); at += Character.charCount(before)) {
      int point = text.codePointAt(at);
      if (!isVisible(before, point)) {
        return false;
      }
      before = point;
    }
    return true;
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

  /** Whether a reader sees the character, by itself. */
  static boolean isVisible(int codePoint) {
    return isPlain(codePoint)
        && Character.getType(codePoint) != Character.FORMAT
        && !isBlankLetter(codePoint)
        && !isSelector(codePoint);
  }

  /** Whether a reader sees the character, or what it does to the one before it. */
  static boolean isVisible(int before, int codePoint) {
    return isVisible(codePoint) || joins(before, codePoint);
  }

  /** Letters and marks by their type, but without any shape. */
  private static boolean isBlankLetter(int codePoint) {
    return switch (codePoint) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default -> false;
    };
  }

  private static boolean isSelector(int codePoint) {
    return (codePoint >= 0x180B && codePoint <= 0x180F)
        || (codePoint >= 0xFE00 && codePoint <= EMOJI_SELECTOR)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }

  private static boolean joins(int before, int point) {
    boolean afterEmoji =
        switch (Character.getType(before)) {
          case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.MODIFIER_SYMBOL -> true;
          default -> before == EMOJI_SELECTOR;
        };
    return switch (point) {
      case EMOJI_SELECTOR ->
          (afterEmoji && before != EMOJI_SELECTOR)
              || (before >= '0' && before <= '9')
              || before == '#'
              || before == '*'
              || before == 0x203C
              || before == 0x2049;
      case ZERO_WIDTH_JOINER -> afterEmoji || isJoinedLetter(before);
      case ZERO_WIDTH_NON_JOINER -> isJoinedLetter(before);
      default -> false;
    };
  }

  private static boolean isJoinedLetter(int codePoint) {
    boolean letter =
        Character.isLetter(codePoint)
            || Character.getType(codePoint) == Character.NON_SPACING_MARK
            || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    return letter && !WITHOUT_JOINERS.contains(UnicodeScript.of(codePoint));
  }
}

package ai.kubit.cohortimport.input;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How an error message shows what was sent: at most {@value #LIMIT} characters, on one line.
 * Invisible characters, which could forge a line of a log or turn a text around, become {@code ?}.
 */
public final class Quoted {
  private static final int LIMIT = 60;

  private Quoted() {}

  /** A value, short enough for a sentence; a longer one is described instead. */
  public static String value(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> text(value.textValue());
      case NUMBER -> number(value);
      case BOOLEAN -> value.asText();
      case ARRAY -> "a list of " + value.size();
      case OBJECT -> "an object";
      case BINARY -> "binary data";
      case NULL, MISSING, POJO -> "nothing";
    };
  }

  /** A text in quotes; a longer one is described instead. */
  public static String text(String text) {
    return text.length() <= LIMIT
        ? '"' + visible(text) + '"'
        : "a text of " + text.length() + " characters";
  }

  /** The name of a field, without quotes; a longer one is cut. */
  public static String name(String name) {
    return visible(name.length() <= LIMIT ? name : name.substring(0, LIMIT) + "...");
  }

  private static String number(JsonNode value) {
    String digits = value.asText();
    return digits.length() <= LIMIT ? digits : "a number of " + digits.length() + " digits";
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(c -> visible.appendCodePoint(Characters.isVisible(c) ? c : '?'));
    return visible.toString();
  }
}

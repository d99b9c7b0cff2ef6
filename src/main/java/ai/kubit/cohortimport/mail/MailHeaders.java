package ai.kubit.cohortimport.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The head of a mail. A text that is not plain ASCII, is long, or looks encoded already travels in
 * encoded words (RFC 2047, UTF-8 in base64), so it arrives as it is and nothing in it can end a
 * line.
 */
final class MailHeaders {
  private static final String CRLF = "\r\n";

  /** With a header's name before it, on a line of 76 characters at most. */
  private static final int LONGEST_PLAIN = 56;

  /** Bytes of one encoded word: it may have 75 characters, and shares its line with a name. */
  private static final int BYTES_OF_A_WORD = 33;

  private final StringBuilder head = new StringBuilder();

  /**
   * Adds a header that the program itself composed.
   *
   * @throws IllegalArgumentException when the value is not printable ASCII
   */
  MailHeaders with(String name, String value) {
    if (!isPrintable(value)) {
      throw new IllegalArgumentException("a header " + name + " that is not printable ASCII");
    }
    return add(name, value);
  }

  /** Adds a header whose value is free text. */
  MailHeaders withText(String name, String text) {
    return add(name, encoded(text));
  }

  /** Adds an address under a name that people read. */
  MailHeaders withAddress(String name, String displayName, String address) {
    return add(name, phrase(displayName) + CRLF + " <" + address + ">");
  }

  private MailHeaders add(String name, String safe) {
    head.append(name).append(": ").append(safe).append(CRLF);
    return this;
  }

  private static String phrase(String text) {
    boolean atoms = text.matches("[A-Za-z0-9 ]+") && text.length() <= LONGEST_PLAIN;
    return atoms ? text : words(text);
  }

  private static String encoded(String text) {
    boolean plain = isPrintable(text) && !text.contains("=?") && text.length() <= LONGEST_PLAIN;
    return plain ? text : words(text);
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** One word a line; no character is divided between two of them. */
  private static String words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .forEach(
            point -> {
              String character = Character.toString(point);
              if (bytes(word + character).length > BYTES_OF_A_WORD) {
                words.add(word(word.toString()));
                word.setLength(0);
              }
              word.append(character);
            });
    words.add(word(word.toString()));
    return String.join(CRLF + " ", words);
  }

  private static String word(String text) {
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes(text)) + "?=";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return head.toString();
  }
}

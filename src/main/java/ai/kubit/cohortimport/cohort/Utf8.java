package ai.kubit.cohortimport.cohort;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 strictly. Malformed text is refused. It is never repaired with U+FFFD, because that
 * could make the id of another member. Not safe for several threads.
 */
final class Utf8 {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** Decodes bytes that are given as one character each. Returns null if they are not UTF-8. */
  String decode(char[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] >= 0x80) {
        return decodeBeyondAscii(bytes, offset, length);
      }
    }
    return new String(bytes, offset, length);
  }

  private String decodeBeyondAscii(char[] bytes, int offset, int length) {
    byte[] narrow = new byte[length];
    for (int i = 0; i < length; i++) {
      narrow[i] = (byte) bytes[offset + i];
    }
    return decodeBeyondAscii(ByteBuffer.wrap(narrow));
  }

  private String decodeBeyondAscii(ByteBuffer bytes) {
    try {
      return decoder.decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Decodes bytes. Returns null if they are not UTF-8. */
  String decode(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        return decodeBeyondAscii(ByteBuffer.wrap(bytes, offset, length));
      }
    }
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  /**
   * Decodes into {@code chars}, which must be at least as long as there are bytes.
   *
   * @return how many characters were written; -1 if the bytes are not UTF-8
   */
  int decode(byte[] bytes, int offset, int length, char[] chars) {
    for (int i = 0; i < length; i++) {
      byte b = bytes[offset + i];
      if (b < 0) {
        return decodeBeyondAscii(bytes, offset, length, chars);
      }
      chars[i] = (char) b;
    }
    return length;
  }

  private int decodeBeyondAscii(byte[] bytes, int offset, int length, char[] chars) {
    CharBuffer target = CharBuffer.wrap(chars);
    decoder.reset();
    boolean wellFormed =
        !decoder.decode(ByteBuffer.wrap(bytes, offset, length), target, true).isError()
            && !decoder.flush(target).isError();
    return wellFormed ? target.position() : -1;
  }
}

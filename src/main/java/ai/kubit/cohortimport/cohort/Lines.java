package ai.kubit.cohortimport.cohort;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a text, as parts of one buffer. LF, CR and CRLF end a line, in any mixture. The last
 * line needs no line end. A line longer than a row may be ends the reading.
 */
final class Lines {
  private static final int START_CAPACITY = 1 << 16;

  private final InputStream text;
  private final ReadTally tally;
  private byte[] buffer = new byte[START_CAPACITY];
  private int filled;
  private int start;
  private int end;
  private int next;
  private long number;
  private boolean afterReturn;
  private boolean exhausted;

  Lines(InputStream text, ReadTally tally) {
    this.text = text;
    this.tally = tally;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  /** Goes to the next line. Returns false at the end of the text. */
  boolean advance() throws IOException {
    tally.atLine(++number);
    start = next;
    int scan = start;
    while (true) {
      for (; scan < filled; scan++) {
        byte b = buffer[scan];
        if (b == '\n' && scan == start && afterReturn) {
          // The LF of a CRLF, whose CR has ended the line before.
          start++;
          afterReturn = false;
        } else if (b == '\n' || b == '\r') {
          return endLine(scan, b == '\r');
        }
      }
      checkLength(scan);
      if (exhausted) {
        return lastLine();
      }
      scan -= fill();
    }
  }

  private boolean endLine(int at, boolean atReturn) {
    checkLength(at);
    end = at;
    next = at + 1;
    afterReturn = atReturn;
    return true;
  }

  private boolean lastLine() {
    end = filled;
    next = filled;
    return start < end;
  }

  private void checkLength(int scanned) {
    if (scanned - start > tally.maxRowBytes()) {
      throw tally.rowTooLong();
    }
  }

  /**
   * Reads more of the text behind the present line.
   *
   * @return by how many bytes the present line moved towards the front of the buffer
   */
  private int fill() throws IOException {
    int moved = start;
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= moved;
    start = 0;
    next = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = text.read(buffer, filled, buffer.length - filled);
    exhausted = count < 0;
    filled += Math.max(count, 0);
    return moved;
  }
}

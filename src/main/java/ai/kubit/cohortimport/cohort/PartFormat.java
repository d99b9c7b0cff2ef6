package ai.kubit.cohortimport.cohort;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** How the rows of a part are written. */
enum PartFormat {
  CSV,
  NDJSON;

  /** How much leading white space is looked past. */
  private static final int SNIFFED_BYTES = 1 << 12;

  /**
   * By the object's name, a {@code .gz} at its end aside; where that says nothing, by the text: a
   * brace begins NDJSON, all else is CSV.
   *
   * @param text supports mark and reset
   */
  static PartFormat of(String objectName, InputStream text) throws IOException {
    String name = objectName.toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
      case "csv" -> CSV;
      case "ndjson", "jsonl", "json" -> NDJSON;
      default -> firstByte(text) == '{' ? NDJSON : CSV;
    };
  }

  private static int firstByte(InputStream text) throws IOException {
    text.mark(SNIFFED_BYTES);
    int first = text.read();
    for (int seen = 1; seen < SNIFFED_BYTES && isSpace(first); seen++) {
      first = text.read();
    }
    text.reset();
    return first;
  }

  private static boolean isSpace(int character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
  }
}

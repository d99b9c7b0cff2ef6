package ai.kubit.cohortimport.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads CSV slowly and simply, one character after another: the reference for the real reader. Each
 * result is a member's {@code kind|id|label} or {@code -PROBLEM}; null for a file that is corrupt.
 */
final class NaiveRows {
  private static final List<String> NAMES =
      List.of("external_id", "alias_name", "alias_label", "device_id");
  private static final int[] LIMITS = {987, 236, 236, 255};

  private static final Set<String> UNREADABLE = Set.of("-FIELD_COUNT", "-MALFORMED_TEXT");

  private NaiveRows() {}

  static List<String> csv(byte[] file) {
    List<List<String>> records = records(new String(file, StandardCharsets.ISO_8859_1));
    if (records == null) {
      return null;
    }
    List<String> results = new ArrayList<>();
    if (records.isEmpty()) {
      return results;
    }
    List<String> header = new ArrayList<>();
    for (String name : records.get(0)) {
      header.add(name.strip().toLowerCase(Locale.ROOT));
    }
    for (String name : NAMES) {
      if (header.indexOf(name) != header.lastIndexOf(name)) {
        return null;
      }
    }
    boolean alias = header.contains("alias_name") && header.contains("alias_label");
    if (!header.contains("external_id") && !header.contains("device_id") && !alias) {
      return null;
    }
    for (List<String> row : records.subList(1, records.size())) {
      if (!sameNames(row, records.get(0))) {
        results.add(row.size() == header.size() ? judge(values(header, row)) : "-FIELD_COUNT");
      }
    }
    long unreadable = results.stream().filter(UNREADABLE::contains).count();
    return unreadable > results.size() - unreadable ? null : results;
  }

  private static boolean sameNames(List<String> row, List<String> header) {
    return String.join(",", row).equalsIgnoreCase(String.join(",", header))
        && row.size() == header.size();
  }

  private static String[] values(List<String> header, List<String> row) {
    String[] values = new String[NAMES.size()];
    for (int i = 0; i < values.length; i++) {
      int at = header.indexOf(NAMES.get(i));
      values[i] = at < 0 ? "" : row.get(at);
    }
    return values;
  }

  private static String judge(String[] bytes) {
    String[] values = new String[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = decode(bytes[i]);
    }
    String found = judgeValues(values);
    // Whoever has half an alias is not looked for by device.
    int asked = found.equals("-BLANK") ? 4 : found.equals("-ALIAS_INCOMPLETE") ? 3 : 0;
    return Arrays.stream(values, 0, asked).anyMatch(NaiveRows::isNullWord) ? "-NULL_WORD" : found;
  }

  private static boolean isNullWord(String value) {
    return value != null && NullWords.DEFAULT.words().contains(value);
  }

  private static String judgeValues(String[] values) {
    if (present(values[0])) {
      return result("E", values, 0);
    }
    if (present(values[1]) || present(values[2])) {
      return present(values[1]) && present(values[2])
          ? result("A", values, 1, 2)
          : "-ALIAS_INCOMPLETE";
    }
    return present(values[3]) ? result("D", values, 3) : "-BLANK";
  }

  /** Null stands for malformed text, which is not blank. */
  private static boolean present(String value) {
    return value == null || (!value.isBlank() && !isNullWord(value));
  }

  private static String result(String kind, String[] values, int... used) {
    for (int i : used) {
      if (values[i] == null) {
        return "-MALFORMED_TEXT";
      }
      if (values[i].codePoints().anyMatch(c -> c < 32 || c == 127)) {
        return "-CONTROL_CHARACTER";
      }
      if (values[i].getBytes(StandardCharsets.UTF_8).length > LIMITS[i]) {
        return "-TOO_LONG";
      }
    }
    return kind + "|" + values[used[0]] + "|" + (used.length == 2 ? values[used[1]] : "");
  }

  private static String decode(String bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static List<List<String>> records(String text) {
    List<List<String>> records = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
        at++;
        continue;
      }
      List<String> fields = new ArrayList<>();
      boolean more = true;
      while (more) {
        StringBuilder field = new StringBuilder();
        if (at < text.length() && text.charAt(at) == '"') {
          at++;
          while (true) {
            if (at == text.length()) {
              return null;
            }
            char c = text.charAt(at++);
            if (c != '"') {
              field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
              field.append('"');
              at++;
            } else {
              break;
            }
          }
          if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            return null;
          }
        } else {
          while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            field.append(text.charAt(at++));
          }
        }
        fields.add(field.toString());
        more = at < text.length() && text.charAt(at) == ',';
        at++;
      }
      records.add(fields);
    }
    return records;
  }
}

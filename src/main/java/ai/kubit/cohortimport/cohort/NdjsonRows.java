package ai.kubit.cohortimport.cohort;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads rows of NDJSON: one JSON object on each line. Names may be in any case. Unknown names are
 * ignored with their values. A number is taken as it is written, and null counts as absent. Lines
 * that are empty or hold only white space are skipped. A broken line is one rejected row; the next
 * row begins on the next line.
 */
final class NdjsonRows {
  private static final int MAX_DEPTH = 64;
  private static final char BYTE_ORDER_MARK = 0xFEFF;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final ReadTally tally;
  private final Lines lines;
  private final Utf8 utf8 = new Utf8();
  private final RowIdentity identity;
  private final Set<IdentityColumn> seen = EnumSet.noneOf(IdentityColumn.class);
  private char[] chars = new char[0];

  private NdjsonRows(InputStream text, ReadTally tally) {
    this.tally = tally;
    this.lines = new Lines(text, tally);
    this.identity = new RowIdentity(tally.nullWords());
  }

  /** Reads to the end of the text. */
  static void read(InputStream text, ReadTally tally) throws IOException {
    NdjsonRows rows = new NdjsonRows(text, tally);
    while (rows.lines.advance()) {
      rows.line();
    }
  }

  private void line() throws IOException {
    if (chars.length < lines.length()) {
      chars = new char[lines.buffer().length];
    }
    int length = utf8.decode(lines.buffer(), lines.start(), lines.length(), chars);
    if (length < 0) {
      tally.rejected(RowProblem.MALFORMED_TEXT);
      return;
    }
    // If several files were joined, each of them may begin with a byte order mark.
    int from = length > 0 && chars[0] == BYTE_ORDER_MARK ? 1 : 0;
    if (!isBlank(from, length)) {
      row(from, length);
    }
  }

  private boolean isBlank(int from, int length) {
    for (int i = from; i < length; i++) {
      if (chars[i] != ' ' && chars[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private void row(int from, int length) throws IOException {
    identity.clear();
    seen.clear();
    RowProblem problem = parse(from, length);
    if (problem != null) {
      tally.rejected(problem);
    } else if (seen.isEmpty()) {
      tally.namelessRow(identity);
    } else {
      tally.row(identity);
    }
  }

  /** Fills the identity. Returns null if the line is correct. */
  private RowProblem parse(int from, int length) throws IOException {
    try (JsonParser parser = JSON.createParser(chars, from, length - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return RowProblem.BROKEN_JSON;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        RowProblem problem = field(parser);
        if (problem != null) {
          return problem;
        }
      }
      return parser.nextToken() == null ? null : RowProblem.BROKEN_JSON;
    } catch (JsonProcessingException e) {
      // The parser's message is not used: it quotes the line.
      return RowProblem.BROKEN_JSON;
    }
  }

  private RowProblem field(JsonParser parser) throws IOException {
    IdentityColumn column = IdentityColumn.named(parser.currentName());
    JsonToken value = parser.nextToken();
    if (column == null) {
      parser.skipChildren();
      return null;
    }
    if (!seen.add(column)) {
      return RowProblem.DUPLICATE_NAME;
    }
    if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
      identity.set(column, parser.getText());
      return null;
    }
    return value == JsonToken.VALUE_NULL ? null : RowProblem.NOT_TEXT;
  }
}

package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * Where a page of a cohort's history ended: the last execution on it. As text it means nothing to
 * whoever carries it to the next page.
 *
 * @param startedAt to the second, as the table orders by it
 */
record HistoryToken(CohortKey cohort, Instant startedAt, String executionId) {
  /** Longer than any of ours, and far below what DynamoDB takes as a key. */
  private static final int LONGEST_ID = 128;

  static HistoryToken after(ImportExecution last) {
    return new HistoryToken(last.cohort(), last.origin().startedAt(), last.executionId());
  }

  String text() {
    String plain = cohort.path() + " " + ExecutionJson.text(startedAt) + " " + executionId;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException when it is not a token of this cohort's history
   */
  static HistoryToken of(CohortKey cohort, String text) {
    String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    String[] parts = plain.split(" ", 3);
    if (parts.length < 3
        || !parts[0].equals(cohort.path())
        || parts[2].isEmpty()
        || parts[2].length() > LONGEST_ID) {
      throw new IllegalArgumentException("not a token of this history");
    }
    try {
      return new HistoryToken(cohort, Instant.parse(parts[1]), parts[2]);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a token of this history", e);
    }
  }
}

package ai.kubit.cohortimport.cohort;

import java.util.ArrayList;
import java.util.List;

/**
 * What looks odd in rows that were imported as they are. It holds numbers, never a value.
 *
 * @param members rows that name a member
 * @param blanksAround ids that start or end with a blank
 * @param changedNumbers ids such as {@code 123.0} and {@code 1.2E+08}
 * @param repeatedHeaders lines that repeat the header; they are no rows
 */
public record RowNotes(long members, long blanksAround, long changedNumbers, long repeatedHeaders) {

  /** One or two sentences for each oddity, for the recipients. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (blanksAround > 0) {
      sentences.add(
          ("%,d of %,d ids have a blank before or after them and were taken with it. Braze compares"
                  + " ids exactly: if its users have ids without the blank, the segment does not get"
                  + " them. In that case, export the ids without it.")
              .formatted(blanksAround, members));
    }
    if (changedNumbers > 0) {
      sentences.add(
          ("%,d of %,d ids look like numbers that a spreadsheet or pandas has changed (123.0 or"
                  + " 1.2E+08) and were taken as they are. Braze compares ids exactly: if its users"
                  + " have ids such as 123, the segment does not get them. In that case, export the ids as"
                  + " text.")
              .formatted(changedNumbers, members));
    }
    if (repeatedHeaders > 0) {
      sentences.add(
          "%,d %s the header again and %s skipped. That happens when several files are joined."
              .formatted(
                  repeatedHeaders,
                  repeatedHeaders == 1 ? "line was" : "lines were",
                  repeatedHeaders == 1 ? "was" : "were"));
    }
    return sentences;
  }
}

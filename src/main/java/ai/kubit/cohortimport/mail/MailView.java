package ai.kubit.cohortimport.mail;

import java.util.List;

/**
 * What the templates of a mail lay out: every text is written for the reader already, an empty list
 * or text is left out.
 *
 * @param lang the language tag of the document
 * @param colour the heading's background
 * @param mark the sign that says the same without colour
 * @param title the outcome and what it was about
 * @param colon what stands between a label and its value
 * @param first the numbers a reader wants before anything else
 */
public record MailView(
    String lang,
    String colour,
    String mark,
    String title,
    String colon,
    String cohortName,
    String asOf,
    List<Line> first,
    List<Section> sections,
    CommandBlock commands,
    Table figures,
    Chart chart,
    Table reports,
    Table about,
    String footer) {

  /** A heading with its paragraphs; {@code quote} is text of the program, in English. */
  record Section(String heading, List<String> paragraphs, String quoteLabel, String quote) {}

  /** CommandBlock to copy; none when the list is empty. */
  record CommandBlock(String heading, List<Line> lines, String rule) {
    static final CommandBlock NONE = new CommandBlock("", List.of(), "");
  }

  /** A heading over labelled values. */
  record Table(String heading, List<Line> lines) {}

  /** A label and its value. */
  public record Line(String label, String value) {}

  /** The sizes of the cohort as bars, the oldest first. */
  record Chart(String heading, String whenLabel, String sizeLabel, List<Bar> bars) {}

  /**
   * One bar.
   *
   * @param percent its length, 0 to 100, of the longest
   * @param rest what is missing to 100
   * @param note what sets it apart: another outcome than completed, or "this import"
   */
  record Bar(String when, String size, int percent, int rest, String note, boolean current) {}
}

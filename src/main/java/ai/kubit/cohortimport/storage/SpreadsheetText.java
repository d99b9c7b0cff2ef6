package ai.kubit.cohortimport.storage;

/**
 * Text that no spreadsheet takes for a formula, whichever character it divides a line by: where a
 * comma is the decimal point, it is a semicolon, and whoever pastes a file may choose a tab. So
 * wherever a cell might begin, an apostrophe stands before what begins a formula.
 */
final class SpreadsheetText {
  /** As a spreadsheet reads them; the wide forms count where East Asian text is typed. */
  private static final String BEGINS_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  private static final String DIVIDES_CELLS = ",;|\t\r\n";

  /** What may stand before a formula without making a text of it. */
  private static final String PASSED_OVER = "\"' \u00A0\u3000\uFEFF";

  private SpreadsheetText() {}

  static String harmless(String field) {
    StringBuilder harmless = new StringBuilder(field.length() + 1);
    boolean cellBegins = true;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      boolean first = i == 0 && (c == '\t' || c == '\r');
      if (first || (cellBegins && BEGINS_FORMULA.indexOf(c) >= 0)) {
        harmless.append('\'');
      }
      harmless.append(c);
      cellBegins = DIVIDES_CELLS.indexOf(c) >= 0 || (cellBegins && PASSED_OVER.indexOf(c) >= 0);
    }
    return harmless.toString();
  }
}

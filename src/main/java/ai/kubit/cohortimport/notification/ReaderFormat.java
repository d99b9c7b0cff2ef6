package ai.kubit.cohortimport.notification;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Numbers and times as the reader writes them, times on the clock of one zone. */
final class ReaderFormat {
  private static final DateTimeFormatter PLAIN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /** Enough for one member of a billion. */
  private static final int MOST_DECIMALS = 8;

  private final Locale locale;
  private final ZoneId zone;

  ReaderFormat(Locale locale, ZoneId zone) {
    this.locale = locale;
    this.zone = zone;
  }

  String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** A whole percentage: 50 gives "50%" or "50 %". */
  String percent(long percent) {
    return NumberFormat.getPercentInstance(locale).format(percent / 100.0);
  }

  /**
   * The share of a whole that is more than a limit: with one decimal where it has one, and with
   * more where it would look like the limit.
   */
  String shareAbove(int limitPercent, long part, long whole) {
    NumberFormat format = NumberFormat.getPercentInstance(locale);
    String share = "";
    for (int decimals = 1; decimals <= MOST_DECIMALS; decimals++) {
      format.setMaximumFractionDigits(decimals);
      share = format.format((double) part / whole);
      if (!share.equals(percent(limitPercent))) {
        return share;
      }
    }
    return share;
  }

  /** Date, time and zone, in full. */
  String moment(Instant moment) {
    return withOrdinal(style(FormatStyle.LONG, null, moment))
        + ", "
        + style(null, FormatStyle.SHORT, moment)
        + " ("
        + zone.getId()
        + ")";
  }

  /** French and Portuguese number only the first of a month by an ordinal; the JDK does not. */
  private String withOrdinal(String date) {
    return switch (locale.getLanguage()) {
      case "fr" -> date.replaceFirst("^1 ", "1er ");
      case "pt" -> date.replaceFirst("^1 ", "1º ");
      default -> date;
    };
  }

  /** Date and time in figures, for the narrow column of a chart. */
  String shortMoment(Instant moment) {
    return style(FormatStyle.SHORT, null, moment) + " " + style(null, FormatStyle.SHORT, moment);
  }

  /** Year first and 24 hours, for tables that are read downwards. */
  String plainMoment(Instant moment) {
    return PLAIN.format(moment.atZone(zone));
  }

  private String style(FormatStyle date, FormatStyle time, Instant moment) {
    DateTimeFormatter formatter =
        date == null
            ? DateTimeFormatter.ofLocalizedTime(time)
            : DateTimeFormatter.ofLocalizedDate(date);
    return formatter.withLocale(locale).format(moment.atZone(zone));
  }
}

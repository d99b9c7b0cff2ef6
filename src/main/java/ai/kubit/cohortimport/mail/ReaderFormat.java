package ai.kubit.cohortimport.mail;

import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;

/** Numbers and times as the reader writes them, times on the clock of one zone. */
public final class ReaderFormat {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);

  /** Enough for one member of a billion. */
  private static final int MOST_DECIMALS = 8;

  private final Locale locale;
  private final ZoneId zone;

  public ReaderFormat(Locale locale, ZoneId zone) {
    this.locale = locale;
    this.zone = zone;
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** A whole percentage: 50 gives "50%" or "50 %". */
  String percent(long percent) {
    return NumberFormat.getPercentInstance(locale).format(percent / 100.0);
  }

  /** A share with at most one decimal; what is more than nothing never looks like nothing. */
  String share(long part, long whole) {
    return shareAbove(0, part, whole);
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

  /** Date, time and zone. */
  String momentInZone(Instant moment) {
    return moment(moment) + " (" + zone.getId() + ")";
  }

  /**
   * Date and time, in the one form of mails and pages. A moment that no calendar of the zone
   * reaches is said as programs say it: wrong facts must not keep a mail from going out.
   */
  public String moment(Instant moment) {
    try {
      ZonedDateTime local = moment.atZone(zone);
      return withOrdinal(DATE.withLocale(locale).format(local))
          + ", "
          + TIME.withLocale(locale).format(local);
    } catch (DateTimeException unreachable) {
      return moment.toString();
    }
  }

  /** A time of day. */
  String time(LocalTime time) {
    return TIME.withLocale(locale).format(time);
  }

  /** The date of a local time. */
  String date(LocalDateTime local) {
    return withOrdinal(DATE.withLocale(locale).format(local));
  }

  /** A day of the week, as it stands within a sentence. */
  String day(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, locale);
  }

  /** French and Portuguese number only the first of a month by an ordinal; the JDK does not. */
  private String withOrdinal(String date) {
    return switch (locale.getLanguage()) {
      case "fr" -> date.replaceFirst("^1 ", "1er ");
      case "pt" -> date.replaceFirst("^1 ", "1º ");
      default -> date;
    };
  }
}

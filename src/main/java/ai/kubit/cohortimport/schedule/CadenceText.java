package ai.kubit.cohortimport.schedule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Says a cadence in plain English, for answers and the command line. */
public final class CadenceText {
  private CadenceText() {}

  /**
   * A phrase that completes "is imported", such as {@code every Monday and Thursday at 09:00,
   * Europe/Berlin}.
   */
  public static String describe(Cadence cadence, ZoneId zone) {
    return switch (cadence.type()) {
      case ONE_TIME -> once((Cadence.OneTime) cadence, zone);
      case DAILY -> "every day" + at(((Cadence.Daily) cadence).timeOfDay(), zone);
      case WEEKLY ->
          weekly((Cadence.Weekly) cadence) + at(((Cadence.Weekly) cadence).timeOfDay(), zone);
      case MONTHLY ->
          monthly((Cadence.Monthly) cadence) + at(((Cadence.Monthly) cadence).timeOfDay(), zone);
    };
  }

  private static String once(Cadence.OneTime cadence, ZoneId zone) {
    return cadence
        .at()
        .map(local -> "once, on " + date(local) + at(local.toLocalTime(), zone))
        .orElse("once, as soon as the schedule is saved");
  }

  private static String weekly(Cadence.Weekly cadence) {
    List<String> days = cadence.daysOfWeek().stream().sorted().map(CadenceText::name).toList();
    return days.size() == DayOfWeek.values().length ? "every day" : "every " + enumeration(days);
  }

  private static String enumeration(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private static String monthly(Cadence.Monthly cadence) {
    int day = cadence.dayOfMonth();
    String shorter = day > 28 ? " (the last day of shorter months)" : "";
    return "on day " + day + " of each month" + shorter;
  }

  private static String at(LocalTime time, ZoneId zone) {
    return " at " + time + ", " + zone;
  }

  private static String date(LocalDateTime local) {
    return local.getDayOfMonth() + " " + name(local.getMonth()) + " " + local.getYear();
  }

  private static String name(Enum<?> constant) {
    return constant.name().charAt(0) + constant.name().substring(1).toLowerCase(Locale.ROOT);
  }
}

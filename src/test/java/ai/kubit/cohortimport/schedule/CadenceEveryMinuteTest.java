package ai.kubit.cohortimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares {@link Cadence#next} with a clock that is watched minute by minute: an appointment is
 * kept at the first minute in which the clock shows its local time or a later one. Three days
 * around each clock change and each end of a month are watched; the cadence is asked in each minute
 * of the hour before and after an appointment, and every ten minutes otherwise. With {@code
 * -Dkubit.cadence.everything=true} all minutes of all years are watched and asked.
 */
class CadenceEveryMinuteTest {
  private static final boolean EVERYTHING = Boolean.getBoolean("kubit.cadence.everything");
  private static final int MINUTES_OF_A_DAY = 24 * 60;

  private record Years(String zone, int first, int last) {
    @Override
    public String toString() {
      return zone + " " + first + "-" + last;
    }
  }

  /** A cadence and, in other words, the days it means. */
  private record Case(Cadence cadence, Predicate<LocalDate> days, LocalTime time) {}

  static Stream<Years> years() {
    Stream<Years> ours =
        Stream.of(
                "UTC Europe/Berlin Europe/London Europe/Dublin Europe/Lisbon Europe/Moscow"
                    + " Europe/Istanbul Europe/Chisinau Atlantic/Azores America/New_York"
                    + " America/Los_Angeles America/Chicago America/Denver America/Phoenix"
                    + " America/Anchorage America/St_Johns America/Halifax America/Havana"
                    + " America/Santiago America/Asuncion America/Sao_Paulo America/Mexico_City"
                    + " America/Nuuk Africa/Casablanca Africa/Cairo Africa/Lagos Asia/Kathmandu"
                    + " Asia/Kolkata Asia/Tehran Asia/Beirut Asia/Gaza Asia/Jerusalem Asia/Tokyo"
                    + " Asia/Shanghai Australia/Lord_Howe Australia/Sydney Australia/Adelaide"
                    + " Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Easter"
                    + " Pacific/Kiritimati Antarctica/Troll")
            .flatMap(names -> Stream.of(names.split(" ", -1)))
            .map(zone -> new Years(zone, 2024, 2032));
    Stream<Years> past =
        Stream.of(
            new Years("Pacific/Apia", 2011, 2012),
            new Years("America/Sao_Paulo", 2017, 2019),
            new Years("America/St_Johns", 2010, 2011));
    return Stream.concat(ours, past);
  }

  @ParameterizedTest
  @MethodSource("years")
  void everyAppointmentIsKeptWhenTheClockFirstShowsIt(Years years) {
    ZoneId zone = ZoneId.of(years.zone());
    for (ZoneOffsetTransition change : changes(zone, years)) {
      Instant start = change.getInstant().minus(36, ChronoUnit.HOURS);
      List<Instant> minutes = minutes(start, 3 * MINUTES_OF_A_DAY);
      LocalTime time = change.getDateTimeBefore().toLocalTime();
      check(zone, minutes, time.minusMinutes(1), time, time.plusMinutes(17), LocalTime.MIDNIGHT);
    }
    for (LocalDate end : endsOfMonths(years)) {
      Instant start = end.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      check(zone, minutes(start, 3 * MINUTES_OF_A_DAY), LocalTime.of(9, 0));
    }
    for (int year = years.first(); EVERYTHING && year <= years.last(); year++) {
      Instant start = LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
      check(zone, minutes(start, 366 * MINUTES_OF_A_DAY), LocalTime.of(2, 30));
    }
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone, Years years) {
    Instant from = LocalDate.of(years.first(), 1, 1).atStartOfDay(zone).toInstant();
    Instant to = LocalDate.of(years.last() + 1, 1, 1).atStartOfDay(zone).toInstant();
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(from);
    while (change != null && change.getInstant().isBefore(to)) {
      changes.add(change);
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return changes;
  }

  private static List<LocalDate> endsOfMonths(Years years) {
    return Stream.iterate(YearMonth.of(years.first(), 1), month -> month.plusMonths(1))
        .takeWhile(month -> month.getYear() <= years.last())
        .map(YearMonth::atEndOfMonth)
        .toList();
  }

  private static List<Instant> minutes(Instant start, int count) {
    Instant first = start.truncatedTo(ChronoUnit.MINUTES);
    return Stream.iterate(first, minute -> minute.plusSeconds(60)).limit(count).toList();
  }

  private static void check(ZoneId zone, List<Instant> minutes, LocalTime... times) {
    List<LocalDateTime> clock =
        minutes.stream().map(minute -> LocalDateTime.ofInstant(minute, zone)).toList();
    Set<LocalTime> distinct = new TreeSet<>(List.of(times));
    for (LocalTime time : distinct) {
      cases(time).forEach(example -> check(example, zone, minutes, clock));
    }
  }

  private static Stream<Case> cases(LocalTime time) {
    Set<DayOfWeek> weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    return Stream.of(
        new Case(new Cadence.Daily(time), day -> true, time),
        new Case(
            new Cadence.Weekly(weekend, time), day -> weekend.contains(day.getDayOfWeek()), time),
        new Case(new Cadence.Monthly(31, time), day -> day.plusDays(1).getDayOfMonth() == 1, time),
        new Case(
            new Cadence.Monthly(29, time),
            day ->
                day.getDayOfMonth() == 29
                    || (day.getMonthValue() == 2 && day.getDayOfMonth() == 28 && !day.isLeapYear()),
            time));
  }

  /** From the end backwards, so that the next appointment of each minute is known. */
  private static void check(
      Case example, ZoneId zone, List<Instant> minutes, List<LocalDateTime> clock) {
    boolean[] kept = keptAt(example, clock);
    boolean[] asked = askedAt(kept);
    Instant beyond = minutes.get(minutes.size() - 1);
    Instant expected = null;
    for (int i = minutes.size() - 1; i >= 0; i--) {
      if (asked[i]) {
        Instant next = example.cadence().next(minutes.get(i), zone).orElseThrow();
        boolean right = expected == null ? next.isAfter(beyond) : next.equals(expected);
        if (!right) {
          assertThat(next)
              .as("%s in %s after %s", example.cadence(), zone, minutes.get(i))
              .isEqualTo(expected);
        }
      }
      expected = kept[i] ? minutes.get(i) : expected;
    }
  }

  private static boolean[] askedAt(boolean[] kept) {
    boolean[] asked = new boolean[kept.length];
    for (int i = 0; i < kept.length; i++) {
      asked[i] |= EVERYTHING || i % 10 == 0;
      if (kept[i]) {
        Arrays.fill(asked, Math.max(0, i - 60), Math.min(kept.length, i + 61), true);
      }
    }
    return asked;
  }

  private static boolean[] keptAt(Case example, List<LocalDateTime> clock) {
    boolean[] kept = new boolean[clock.size()];
    LocalDateTime latest = clock.get(0);
    for (int i = 1; i < kept.length; i++) {
      LocalDateTime now = clock.get(i);
      if (now.isAfter(latest)) {
        kept[i] = isBetween(example, latest, now);
        latest = now;
      }
    }
    return kept;
  }

  private static boolean isBetween(Case example, LocalDateTime after, LocalDateTime until) {
    LocalDate day = after.toLocalDate();
    while (!day.isAfter(until.toLocalDate())) {
      LocalDateTime appointment = day.atTime(example.time());
      boolean passed = appointment.isAfter(after) && !appointment.isAfter(until);
      if (passed && example.days().test(day)) {
        return true;
      }
      day = day.plusDays(1);
    }
    return false;
  }
}

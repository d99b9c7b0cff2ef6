package ai.kubit.cohortimport.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How often a cohort is imported, in the local time of its schedule's zone.
 *
 * <p>A local time that a clock change skips is due at the first minute after the gap; one that
 * happens twice is due once, the first time.
 */
public sealed interface Cadence {

  /** The names of the cadences, as events and tables carry them. */
  enum Type {
    ONE_TIME,
    DAILY,
    WEEKLY,
    MONTHLY
  }

  Type type();

  /** The first run strictly later than {@code after}, or empty when there is none any more. */
  Optional<Instant> next(Instant after, ZoneId zone);

  /**
   * The first run of a schedule that is put at {@code putAt}: the next one, or {@code putAt} itself
   * for a one-time cadence without a time. Empty for a time that is past.
   */
  default Optional<Instant> firstRun(Instant putAt, ZoneId zone) {
    return next(putAt, zone);
  }

  /** The next runs strictly later than {@code after}, at most {@code count}. */
  default List<Instant> nextRuns(Instant after, ZoneId zone, int count) {
    return Stream.iterate(
            next(after, zone), Optional::isPresent, run -> next(run.orElseThrow(), zone))
        .limit(count)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Once, at a local date and time; absent means as soon as it is put. */
  record OneTime(Optional<LocalDateTime> at) implements Cadence {
    public OneTime {
      Objects.requireNonNull(at, "at");
    }

    @Override
    public Type type() {
      return Type.ONE_TIME;
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return at.map(local -> LocalMoment.instantOf(local, zone)).filter(due -> due.isAfter(after));
    }

    @Override
    public Optional<Instant> firstRun(Instant putAt, ZoneId zone) {
      return at.isEmpty() ? Optional.of(putAt) : next(putAt, zone);
    }
  }

  /** Every day. */
  record Daily(LocalTime timeOfDay) implements Cadence {
    public Daily {
      Objects.requireNonNull(timeOfDay, "timeOfDay");
    }

    @Override
    public Type type() {
      return Type.DAILY;
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      return LocalMoment.firstAfter(after, zone, daysFrom(dayBefore(after, zone)), timeOfDay);
    }
  }

  /** On chosen days of each week; at least one. */
  record Weekly(Set<DayOfWeek> daysOfWeek, LocalTime timeOfDay) implements Cadence {
    public Weekly {
      daysOfWeek = Set.copyOf(daysOfWeek);
      Objects.requireNonNull(timeOfDay, "timeOfDay");
      if (daysOfWeek.isEmpty()) {
        throw new IllegalArgumentException("daysOfWeek must name at least one day");
      }
    }

    @Override
    public Type type() {
      return Type.WEEKLY;
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      Stream<LocalDate> days =
          daysFrom(dayBefore(after, zone)).filter(day -> daysOfWeek.contains(day.getDayOfWeek()));
      return LocalMoment.firstAfter(after, zone, days, timeOfDay);
    }
  }

  /** On one day of each month, 1 to 31; the last day of a shorter month. */
  record Monthly(int dayOfMonth, LocalTime timeOfDay) implements Cadence {
    public Monthly {
      Objects.requireNonNull(timeOfDay, "timeOfDay");
      if (dayOfMonth < 1 || dayOfMonth > 31) {
        throw new IllegalArgumentException("dayOfMonth must be 1 to 31");
      }
    }

    @Override
    public Type type() {
      return Type.MONTHLY;
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
      Stream<LocalDate> days =
          Stream.iterate(YearMonth.from(dayBefore(after, zone)), month -> month.plusMonths(1))
              .map(month -> month.atDay(Math.min(dayOfMonth, month.lengthOfMonth())));
      return LocalMoment.firstAfter(after, zone, days, timeOfDay);
    }
  }

  /** Where a search must start: yesterday's run may have moved past midnight by a gap. */
  private static LocalDate dayBefore(Instant after, ZoneId zone) {
    return LocalDate.ofInstant(after, zone).minusDays(1);
  }

  private static Stream<LocalDate> daysFrom(LocalDate first) {
    return Stream.iterate(first, day -> day.plusDays(1));
  }
}

package ai.kubit.cohortimport.schedule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How often a cohort is imported, in the local time of its schedule's zone. */
public sealed interface Cadence {

  /** The names of the cadences, as events and tables carry them. */
  enum Type {
    ONE_TIME,
    DAILY,
    WEEKLY,
    MONTHLY
  }

  Type type();

  /** Once, at a local date and time; absent means as soon as it is put. */
  record OneTime(Optional<LocalDateTime> at) implements Cadence {
    public OneTime {
      Objects.requireNonNull(at, "at");
    }

    @Override
    public Type type() {
      return Type.ONE_TIME;
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
  }
}

package ai.kubit.cohortimport.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the moment that a clock on the wall shows a local time. */
final class LocalMoment {
  private LocalMoment() {}

  /**
   * When the clock shows the time: the first of two, and the end of the gap for a time that is
   * skipped. {@code java.time}'s own rule would move a skipped time by the length of the gap.
   */
  static Instant instantOf(LocalDateTime local, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.get(0));
  }

  /** The first of the ascending days whose moment is strictly later than {@code after}. */
  static Optional<Instant> firstAfter(
      Instant after, ZoneId zone, Stream<LocalDate> days, LocalTime timeOfDay) {
    return days.map(day -> instantOf(day.atTime(timeOfDay), zone))
        .filter(moment -> moment.isAfter(after))
        .findFirst();
  }
}

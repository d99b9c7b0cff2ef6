package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.Fields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a cadence; a field of another type of cadence is an error, for it would do nothing. */
final class CadenceReader {
  private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  private static final Pattern LOCAL_DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?");
  private static final List<String> FIELDS = List.of("at", "timeOfDay", "daysOfWeek", "dayOfMonth");

  private CadenceReader() {}

  static Optional<Cadence> read(Fields fields) {
    Optional<Cadence.Type> type = fields.required("type").oneOf(Cadence.Type.values());
    if (type.isEmpty()) {
      // Which of them belong to it cannot be told: none is called unknown.
      FIELDS.forEach(fields::optional);
      return Optional.empty();
    }
    Optional<Cadence> cadence =
        switch (type.get()) {
          case ONE_TIME -> oneTime(fields);
          case DAILY -> timeOfDay(fields).map(Cadence.Daily::new);
          case WEEKLY -> weekly(fields);
          case MONTHLY -> monthly(fields);
        };
    List<String> own = fieldsOf(type.get());
    FIELDS.stream()
        .filter(name -> !own.contains(name))
        .forEach(name -> fields.refuseIfPresent(name, misplaced(type.get(), own)));
    return cadence;
  }

  private static List<String> fieldsOf(Cadence.Type type) {
    return switch (type) {
      case ONE_TIME -> List.of("at");
      case DAILY -> List.of("timeOfDay");
      case WEEKLY -> List.of("daysOfWeek", "timeOfDay");
      case MONTHLY -> List.of("dayOfMonth", "timeOfDay");
    };
  }

  private static String misplaced(Cadence.Type type, List<String> own) {
    return "does not belong to a cadence of type "
        + type
        + ", which has "
        + String.join(" and ", own);
  }

  private static Optional<Cadence> oneTime(Fields fields) {
    Optional<LocalDateTime> at =
        fields
            .optional("at")
            .parsed("a local date and time such as 2026-11-22T09:00", CadenceReader::dateTime);
    return Optional.of(new Cadence.OneTime(at));
  }

  private static Optional<LocalDateTime> dateTime(String text) {
    if (!LOCAL_DATE_TIME.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<Cadence> weekly(Fields fields) {
    Optional<Set<DayOfWeek>> days = daysOfWeek(fields.required("daysOfWeek"));
    Optional<LocalTime> time = timeOfDay(fields);
    return days.flatMap(set -> time.map(at -> new Cadence.Weekly(set, at)));
  }

  private static Optional<Set<DayOfWeek>> daysOfWeek(Field field) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Field day : field.list(1, 7, "days such as MONDAY").orElse(List.of())) {
      day.oneOf(DayOfWeek.values())
          .filter(name -> !days.add(name))
          .ifPresent(name -> day.refuse("repeats " + name));
    }
    return Optional.of(days).filter(set -> !set.isEmpty());
  }

  private static Optional<Cadence> monthly(Fields fields) {
    Optional<Integer> day = fields.required("dayOfMonth").integer(1, 31);
    Optional<LocalTime> time = timeOfDay(fields);
    return day.flatMap(number -> time.map(at -> new Cadence.Monthly(number, at)));
  }

  private static Optional<LocalTime> timeOfDay(Fields fields) {
    return fields
        .required("timeOfDay")
        .parsed(
            "a time of day from 00:00 to 23:59, such as 09:00",
            text ->
                Optional.of(text)
                    .filter(time -> TIME_OF_DAY.matcher(time).matches())
                    .map(LocalTime::parse));
  }
}

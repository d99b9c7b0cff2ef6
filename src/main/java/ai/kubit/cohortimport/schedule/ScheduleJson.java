package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.cohort.NullWords;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Writes a schedule as the JSON that {@link ScheduleReader} reads, for answers and the table. */
public final class ScheduleJson {
  private ScheduleJson() {}

  /** The schedule with every field, defaults included but for {@code nullWords}. */
  public static ObjectNode of(ImportSchedule schedule) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("workspaceId", schedule.cohort().workspaceId());
    json.put("cohortId", schedule.cohort().cohortId());
    json.put("cohortName", schedule.cohortName());
    json.set("cadence", cadence(schedule.cadence()));
    json.put("timeZone", schedule.timeZone().getId());
    schedule.recipients().forEach(json.putArray("recipients")::add);
    json.put("locale", schedule.locale().tag());
    json.put("notify", schedule.notifyOn().name());
    json.put("maxRemovalPercent", schedule.maxRemovalPercent());
    json.put("maxGrowthFactor", schedule.maxGrowthFactor());
    json.put("maxUnreadablePercent", schedule.maxUnreadablePercent());
    schedule.maxExportAge().ifPresent(age -> json.put("maxExportAgeHours", (int) age.toHours()));
    schedule.fullRefreshEvery().ifPresent(every -> json.put("fullRefreshEvery", every));
    // The default may learn another word; a schedule that says nothing learns it, too.
    if (!schedule.nullWords().equals(NullWords.DEFAULT)) {
      schedule.nullWords().words().forEach(json.putArray("nullWords")::add);
    }
    return json;
  }

  private static ObjectNode cadence(Cadence cadence) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", cadence.type().name());
    switch (cadence.type()) {
      case ONE_TIME ->
          ((Cadence.OneTime) cadence).at().ifPresent(at -> json.put("at", at.toString()));
      case DAILY -> json.put("timeOfDay", text(((Cadence.Daily) cadence).timeOfDay()));
      case WEEKLY -> weekly((Cadence.Weekly) cadence, json);
      case MONTHLY -> monthly((Cadence.Monthly) cadence, json);
    }
    return json;
  }

  private static void weekly(Cadence.Weekly cadence, ObjectNode json) {
    cadence.daysOfWeek().stream()
        .sorted()
        .map(DayOfWeek::name)
        .forEach(json.putArray("daysOfWeek")::add);
    json.put("timeOfDay", text(cadence.timeOfDay()));
  }

  private static void monthly(Cadence.Monthly cadence, ObjectNode json) {
    json.put("dayOfMonth", cadence.dayOfMonth());
    json.put("timeOfDay", text(cadence.timeOfDay()));
  }

  private static String text(LocalTime timeOfDay) {
    return timeOfDay.format(DateTimeFormatter.ofPattern("HH:mm"));
  }
}

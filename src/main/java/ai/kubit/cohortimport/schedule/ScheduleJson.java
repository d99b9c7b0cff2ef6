package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.input.Fields;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * The JSON of a schedule, for answers and the table. Only here does the JSON of a stored schedule
 * become typed, and the typed one JSON again.
 */
public final class ScheduleJson {
  private ScheduleJson() {}

  private static final ObjectReader AS_STORED =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readerFor(ObjectNode.class);

  /** A schedule that a person puts, as it will be stored. */
  public static StoredSchedule stored(ImportSchedule schedule) {
    return new StoredSchedule.ValidSchedule(schedule, of(schedule).toString());
  }

  /**
   * Reads what the table holds.
   *
   * @param storedFor the cohort whose item holds it
   */
  public static StoredSchedule read(CohortKey storedFor, ObjectNode stored) {
    withoutBinary(stored);
    return ScheduleReader.readStored(
        storedFor,
        Fields.of("schedule", stored),
        stored.path("cohortName").asText(""),
        stored.toString());
  }

  /**
   * No JSON carries the binary values that a person can put into a table, and no field accepts
   * them: each becomes an empty object, which no field accepts either.
   */
  private static JsonNode withoutBinary(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(withoutBinary(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, withoutBinary(array.get(i)));
      }
    }
    return node.isBinary() ? JsonNodeFactory.instance.objectNode() : node;
  }

  /** What the table holds, or will hold: every field, as it is, known or not, right or wrong. */
  public static ObjectNode of(StoredSchedule schedule) {
    try {
      return AS_STORED.readValue(schedule.asStored());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schedule that was written here cannot be read", e);
    }
  }

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
    json.put("notify", schedule.mails().notifyOn().name());
    json.put("maxRemovalPercent", schedule.limits().maxRemovalPercent());
    json.put("maxGrowthFactor", schedule.limits().maxGrowthFactor());
    json.put("maxUnreadablePercent", schedule.limits().maxUnreadablePercent());
    schedule
        .exports()
        .maxAge()
        .ifPresent(age -> json.put("maxExportAgeHours", (int) age.toHours()));
    schedule.timing().fullRefreshEvery().ifPresent(every -> json.put("fullRefreshEvery", every));
    json.put("verify", schedule.verify().name());
    // The default may learn another word; a schedule that says nothing learns it, too.
    if (!schedule.exports().nullWords().equals(NullWords.DEFAULT)) {
      schedule.exports().nullWords().words().forEach(json.putArray("nullWords")::add);
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

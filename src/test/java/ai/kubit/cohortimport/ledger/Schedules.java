package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord.Belief;
import ai.kubit.cohortimport.ledger.CohortRecord.CohortSchedule;
import ai.kubit.cohortimport.ledger.CohortRecord.GuardMemory;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.CohortStore.Transition;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import ai.kubit.cohortimport.storage.DynamoJson;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Schedules of tests, and entries that hold nothing but one. */
public final class Schedules {
  private Schedules() {}

  /** Every day at 08:00 UTC. */
  public static ObjectNode daily(CohortKey cohort, String name) {
    ObjectNode json = schedule(cohort, name);
    json.putObject("cadence").put("type", "DAILY").put("timeOfDay", "08:00");
    return json;
  }

  /** Once, at a local time in UTC such as {@code 2026-11-22T08:00}. */
  public static ObjectNode oneTime(CohortKey cohort, String name, String at) {
    ObjectNode json = schedule(cohort, name);
    json.putObject("cadence").put("type", "ONE_TIME").put("at", at);
    return json;
  }

  private static ObjectNode schedule(CohortKey cohort, String name) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("workspaceId", cohort.workspaceId());
    json.put("cohortId", cohort.cohortId());
    json.put("cohortName", name);
    json.put("timeZone", "UTC");
    json.putArray("recipients").add("ann@example.com");
    return json;
  }

  /** An entry that is not stored yet. */
  public static CohortRecord entry(
      CohortKey cohort, ObjectNode definition, ScheduleState state, Optional<Instant> nextRunAt) {
    return CohortRecord.fresh(
        cohort,
        new CohortSchedule(asStored(cohort, definition), state, 1, nextRunAt, Optional.empty()));
  }

  /** A schedule as the table gives it back, its fields in the order of their names. */
  public static StoredSchedule asStored(CohortKey cohort, ObjectNode definition) {
    return ScheduleJson.read(cohort, DynamoJson.toJson(DynamoJson.toItem(definition)));
  }

  /** Stores an entry with the name of its cohort reserved; answers it as it was stored. */
  public static CohortRecord stored(CohortStore store, CohortRecord record) {
    String name = record.schedule().stored().cohortName();
    store.transition(
        record.cohort(),
        found ->
            Transition.of(
                new StoreWrite(record, Optional.empty(), Set.of(name), Set.of()), Boolean.TRUE));
    return store.record(record.cohort()).orElseThrow();
  }

  /** The same entry with nothing under way. */
  public static CohortRecord idle(CohortRecord record) {
    return record.free(Instant.EPOCH);
  }

  /** The same entry with a membership. */
  public static CohortRecord pointing(CohortRecord record, String manifest) {
    return record.with(
        new Belief(Optional.of(manifest), Optional.empty(), Optional.empty(), 0, GuardMemory.NONE));
  }
}

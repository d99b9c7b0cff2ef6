package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortRecord.ScheduledRun;
import ai.kubit.cohortimport.schedule.CadenceText;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A schedule as people see it: what was put, in words, and when it runs next. */
final class ScheduleView {
  private static final int NEXT_RUNS = 3;

  private ScheduleView() {}

  static ObjectNode of(CohortRecord entry) {
    ScheduledRun appointment = entry.appointment();
    StoredSchedule stored = appointment.schedule();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("schedule", ScheduleJson.of(stored));
    json.put("state", appointment.state().name());
    json.put("revision", appointment.revision());
    stored
        .schedule()
        .ifPresent(
            schedule ->
                json.put(
                    "sentence", CadenceText.describe(schedule.cadence(), schedule.timeZone())));
    ArrayNode runs = json.putArray("nextRuns");
    nextRuns(appointment).forEach(run -> runs.add(text(run)));
    if (stored instanceof StoredSchedule.Broken) {
      ArrayNode errors = json.putArray("errors");
      stored
          .errors()
          .forEach(
              error ->
                  errors.addObject().put("field", error.field()).put("message", error.message()));
    }
    entry
        .active()
        .ifPresent(
            active ->
                json.putObject("active")
                    .put("executionId", active.executionId())
                    .put("state", active.state().name())
                    .put("since", text(active.startedAt())));
    entry.kept().ifPresent(kept -> put(json.putObject("kept"), kept));
    return json;
  }

  /** The import that begins when the one under way has ended. */
  private static void put(ObjectNode json, CohortRecord.KeptRequest kept) {
    json.put("trigger", kept.trigger().name()).put("askedAt", text(kept.askedAt()));
    kept.scheduledTime().ifPresent(time -> json.put("scheduledTime", text(time)));
    if (!kept.requestedBy().isEmpty()) {
      json.put("requestedBy", kept.requestedBy());
    }
  }

  /** The next runs of a live schedule; none for any other. */
  private static List<Instant> nextRuns(ScheduledRun appointment) {
    return appointment.state() == ScheduleState.LIVE ? appointment.nextRuns(NEXT_RUNS) : List.of();
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

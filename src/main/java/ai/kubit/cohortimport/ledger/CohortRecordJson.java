package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.guard.UsualRows;
import ai.kubit.cohortimport.ledger.CohortRecord.Belief;
import ai.kubit.cohortimport.ledger.CohortRecord.CohortSchedule;
import ai.kubit.cohortimport.ledger.CohortRecord.GuardMemory;
import ai.kubit.cohortimport.ledger.CohortRecord.KeptRequest;
import ai.kubit.cohortimport.ledger.CohortRecord.OpenWork;
import ai.kubit.cohortimport.ledger.CohortRecord.PendingMail;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import ai.kubit.cohortimport.storage.StoredJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An item of the schedules table as JSON, without its keys, its version and what is derived. */
final class CohortRecordJson {
  private static final int FORMAT = 1;

  /** What stands on the item beside this: its keys, its version, and what the indexes need. */
  private static final List<String> KEYS_AND_DERIVED =
      List.of(
          "workspaceId",
          "cohortId",
          "version",
          "writer",
          "due",
          "dueAt",
          "underWay",
          "underWaySince");

  private CohortRecordJson() {}

  static ObjectNode write(CohortRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    CohortSchedule schedule = record.schedule();
    json.set("schedule", ScheduleJson.of(schedule.stored()));
    json.put("state", schedule.state().name());
    json.put("revision", schedule.revision());
    put(json, "nextRunAt", schedule.nextRunAt());
    put(json, "lastScheduledTime", schedule.lastScheduledTime());
    record.active().ifPresent(active -> json.set("active", write(active)));
    record.belief().membership().ifPresent(key -> json.put("membership", key));
    put(json, "lastAnswerAt", record.belief().lastAnswerAt());
    json.put("executionsSinceRefresh", record.belief().executionsSinceRefresh());
    record
        .belief()
        .refusal()
        .ifPresent(
            refusal ->
                json.putObject("refusal")
                    .put("executionId", refusal.executionId())
                    .put("kind", refusal.question().kind().name())
                    .put("exportFingerprint", refusal.question().exportFingerprint())
                    .put("removals", refusal.question().removals())
                    .put("additions", refusal.question().additions()));
    putPast(json, record.belief());
    putFuture(json, record);
    ArrayNode mails = json.putArray("owedMails");
    record.pendingMails().forEach(mail -> mails.add(write(mail)));
    return json;
  }

  static CohortRecord read(CohortKey cohort, long version, JsonNode json) {
    return StoredJson.read("the entry of " + cohort, json, item -> read(cohort, version, item));
  }

  private static CohortRecord read(CohortKey cohort, long version, StoredJson item) {
    item.format(FORMAT);
    KEYS_AND_DERIVED.forEach(item::has);
    return new CohortRecord(
        cohort,
        version,
        new CohortSchedule(
            schedule(cohort, item),
            item.oneOf("state", ScheduleState.class),
            item.integer("revision"),
            item.optionalInstant("nextRunAt"),
            item.optionalInstant("lastScheduledTime")),
        belief(item),
        new OpenWork(
            item.optionalObject("active", CohortRecordJson::active),
            item.optionalObject("kept", CohortRecordJson::kept),
            item.objects("owedMails", CohortRecordJson::mail),
            item.optionalObject("look", PlannedLookJson::read)));
  }

  /** What people may edit in the table; wrong, it is a schedule that cannot be used. */
  private static StoredSchedule schedule(CohortKey cohort, StoredJson item) {
    ObjectNode stored =
        item.untouched("schedule")
            .filter(JsonNode::isObject)
            .map(ObjectNode.class::cast)
            .orElseGet(JsonNodeFactory.instance::objectNode);
    return ScheduleJson.read(cohort, stored);
  }

  private static Belief belief(StoredJson item) {
    return new Belief(
        item.optionalText("membership"),
        names(item),
        item.optionalInstant("lastAnswerAt"),
        item.integer("executionsSinceRefresh"),
        new GuardMemory(
            item.optionalObject("refusal", CohortRecordJson::refusal),
            item.has("recentSizes")
                ? new RecentSizes(item.objects("recentSizes", CohortRecordJson::size))
                : RecentSizes.NONE,
            item.optionalObject("usualRows", CohortRecordJson::usualRows)));
  }

  private static Optional<Set<String>> names(StoredJson item) {
    if (item.has("names")) {
      return Optional.of(Set.copyOf(item.texts("names")));
    }
    return item.has("membership") ? Optional.empty() : Optional.of(Set.of());
  }

  private static RecentSizes.Point size(StoredJson json) {
    return new RecentSizes.Point(json.instant("until"), json.count("members"));
  }

  private static UsualRows usualRows(StoredJson json) {
    return new UsualRows(json.count("read"), json.count("withoutIdentity"));
  }

  private static void putFuture(ObjectNode json, CohortRecord record) {
    record.kept().ifPresent(kept -> json.set("kept", write(kept)));
    record.look().ifPresent(look -> json.set("look", PlannedLookJson.write(look)));
  }

  private static void putPast(ObjectNode json, Belief belief) {
    belief.names().ifPresent(names -> new TreeSet<>(names).forEach(json.putArray("names")::add));
    ArrayNode sizes = json.putArray("recentSizes");
    belief
        .recentSizes()
        .points()
        .forEach(
            point ->
                sizes
                    .addObject()
                    .put("until", point.until().toString())
                    .put("members", point.members()));
    belief
        .usualRows()
        .ifPresent(
            rows ->
                json.putObject("usualRows")
                    .put("read", rows.read())
                    .put("withoutIdentity", rows.withoutIdentity()));
  }

  private static ObjectNode write(KeptRequest kept) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("trigger", kept.cause().trigger().name());
    json.put("executionId", kept.executionId());
    put(json, "scheduledTime", kept.cause().scheduledTime());
    json.put("requestedBy", kept.cause().requestedBy());
    json.put("askedAt", kept.askedAt().toString());
    put(json, "freeSince", kept.freeSince());
    return json;
  }

  private static KeptRequest kept(StoredJson json) {
    return new KeptRequest(
        json.text("executionId"),
        new ImportCause(
            json.oneOf("trigger", ImportExecution.Trigger.class),
            json.text("requestedBy"),
            json.optionalInstant("scheduledTime")),
        json.instant("askedAt"),
        json.optionalInstant("freeSince"));
  }

  private static ObjectNode write(ActiveExecution active) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("executionId", active.executionId());
    json.put("state", active.state().name());
    json.put("since", active.hold().since().toString());
    json.put("startedAt", active.startedAt().toString());
    json.put("owner", active.hold().owner());
    put(json, "leaseUntil", active.hold().untilIn(State.RUNNING));
    put(json, "resumeAt", active.resumeAt());
    json.put("leg", active.leg());
    json.put("legsWithoutProgress", active.legs().withoutProgress());
    json.put("waitedForBraze", active.waitedForBraze());
    json.put("stopRequested", active.stopRequested());
    if (!active.waitsBecause().isEmpty()) {
      json.put("waitsBecause", active.waitsBecause());
    }
    return json;
  }

  private static ActiveExecution active(StoredJson json) {
    return new ActiveExecution(
        json.text("executionId"),
        json.instant("startedAt"),
        hold(json),
        new ActiveExecution.Legs(
            json.integer("leg"), json.integer("legsWithoutProgress"), json.bool("waitedForBraze")),
        json.bool("stopRequested"));
  }

  private static ActiveExecution.Hold hold(StoredJson json) {
    State state = json.oneOf("state", State.class);
    Optional<Instant> leaseUntil = json.optionalInstant("leaseUntil");
    Optional<Instant> resumeAt = json.optionalInstant("resumeAt");
    return new ActiveExecution.Hold(
        state,
        json.instant("since"),
        json.text("owner"),
        state == State.RUNNING ? leaseUntil : resumeAt,
        json.optionalText("waitsBecause").orElse(""));
  }

  private static ObjectNode write(PendingMail mail) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("executionId", mail.executionId());
    ArrayNode recipients = json.putArray("recipients");
    mail.recipients().forEach(recipients::add);
    json.put("tries", mail.tries());
    json.put("lastTryAt", mail.lastTryAt().toString());
    return json;
  }

  private static PendingMail mail(StoredJson json) {
    return new PendingMail(
        json.text("executionId"),
        json.texts("recipients"),
        json.integer("tries"),
        json.instant("lastTryAt"));
  }

  /** Before items had numbers, only how many removals were asked about was kept. */
  private static Refusal refusal(StoredJson json) {
    return new Refusal(
        json.text("executionId"),
        new Confirmation(
            json.optionalOneOf("kind", Reason.class).orElse(Reason.GUARD_REMOVALS),
            json.optionalText("exportFingerprint").orElse(""),
            json.count("removals"),
            json.has("additions") ? json.count("additions") : 0));
  }

  private static void put(ObjectNode json, String field, Optional<Instant> time) {
    time.ifPresent(moment -> json.put(field, moment.toString()));
  }
}

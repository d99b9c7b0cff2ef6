package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.CohortRecord.KeptRequest;
import ai.kubit.cohortimport.ledger.ExecutionJson;
import ai.kubit.cohortimport.ledger.ImportCause;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.schedule.ScheduleJson;
import ai.kubit.cohortimport.workspace.WorkspaceJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers as JSON, which other programs read: field by field in this order. Times are UTC to the
 * second.
 */
public final class AnswerJson implements AnswerRenderer<ObjectNode> {
  private static final AnswerJson BODY = new AnswerJson();

  private AnswerJson() {}

  /** The whole answer: {@code status} first. */
  public static ObjectNode of(Answer answer) {
    return object().put("status", answer.status().name()).setAll(body(answer));
  }

  /** What the answer holds beside the status. */
  static ObjectNode body(Answer answer) {
    return answer.render(BODY);
  }

  @Override
  public ObjectNode swept(Answer.Swept answer) {
    ObjectNode json = object().put("due", answer.due()).put("dispatched", answer.dispatched());
    return answer.more() ? json.put("dueAtLeast", true) : json;
  }

  @Override
  public ObjectNode worked(Answer.Worked answer) {
    return withExecution(object().put("imports", answer.imports()), answer.execution());
  }

  @Override
  public ObjectNode imported(Answer.Imported answer) {
    return withExecution(object(), answer.execution());
  }

  @Override
  public ObjectNode verified(Answer.Verified answer) {
    return withExecution(object(), Optional.of(answer.view()));
  }

  @Override
  public ObjectNode lookStarted(Answer.LookStarted answer) {
    return object().put("executionId", answer.executionId());
  }

  @Override
  public ObjectNode executionFound(Answer.ExecutionFound answer) {
    return withExecution(object(), Optional.of(answer.view()));
  }

  @Override
  public ObjectNode historyFound(Answer.HistoryFound answer) {
    ObjectNode json = object();
    ArrayNode executions = json.putArray("executions");
    answer.executions().forEach(view -> executions.add(execution(view)));
    answer.nextToken().ifPresent(token -> json.put("nextToken", token));
    return json;
  }

  @Override
  public ObjectNode stopRequested(Answer.StopRequested answer) {
    return object().put("executionId", answer.executionId());
  }

  @Override
  public ObjectNode scheduleFound(Answer.ScheduleFound answer) {
    ObjectNode json = schedule(answer.schedule());
    if (!answer.warnings().isEmpty()) {
      answer.warnings().forEach(json.putArray("warnings")::add);
    }
    return json;
  }

  @Override
  public ObjectNode schedulesFound(Answer.SchedulesFound answer) {
    ObjectNode json = object();
    ArrayNode schedules = json.putArray("schedules");
    answer.schedules().forEach(view -> schedules.add(schedule(view)));
    answer.nextToken().ifPresent(token -> json.put("nextToken", token));
    return json;
  }

  @Override
  public ObjectNode workspaceFound(Answer.WorkspaceFound answer) {
    return object().set("workspace", WorkspaceJson.of(answer.workspace()));
  }

  @Override
  public ObjectNode workspaceWorks(Answer.WorkspaceWorks answer) {
    return message(answer.message());
  }

  @Override
  public ObjectNode workspaceForgotten(Answer.WorkspaceForgotten answer) {
    ObjectNode json = object();
    json.putObject("removed")
        .put("cohorts", answer.removed().cohorts())
        .put("executions", answer.removed().executions())
        .put("files", answer.removed().files());
    answer.left().forEach(json.putArray("left")::add);
    return json.put("message", answer.message());
  }

  @Override
  public ObjectNode reportStored(Answer.ReportStored answer) {
    return report(answer.cohorts(), answer.imports()).put("key", answer.key());
  }

  @Override
  public ObjectNode reportSaved(Answer.ReportSaved answer) {
    return report(answer.cohorts(), answer.imports()).put("file", answer.file());
  }

  @Override
  public ObjectNode importStarted(Answer.ImportStarted answer) {
    return object().put("executionId", answer.executionId());
  }

  @Override
  public ObjectNode sameTrigger(Answer.SameTrigger answer) {
    return withExecution(object().put("executionId", answer.executionId()), answer.execution());
  }

  @Override
  public ObjectNode newerImported(Answer.NewerImported answer) {
    ObjectNode json = object();
    answer.executionId().ifPresent(id -> json.put("executionId", id));
    return withExecution(json, answer.execution()).put("message", answer.message());
  }

  @Override
  public ObjectNode importUnderWay(Answer.ImportUnderWay answer) {
    ObjectNode json = underWay(object(), answer.executionId(), answer.since());
    answer.meaning().ifPresent(meaning -> json.put("message", meaning));
    return answer.kept() ? json.put("kept", true) : json;
  }

  /** The first import that is under way stands at the top, as where only one can be. */
  @Override
  public ObjectNode forgetUnfinished(Answer.ForgetUnfinished answer) {
    ObjectNode json = object();
    answer.cohorts().stream()
        .flatMap(cohort -> cohort.underWay().stream())
        .findFirst()
        .ifPresent(first -> underWay(json, first.executionId(), first.startedAt()));
    ArrayNode unfinished = json.putArray("unfinished");
    for (Answer.UnfinishedCohort cohort : answer.cohorts()) {
      ObjectNode left = unfinished.addObject().put("cohortId", cohort.cohortId());
      cohort
          .underWay()
          .ifPresent(active -> underWay(left, active.executionId(), active.startedAt()));
    }
    return json.put("message", answer.message());
  }

  @Override
  public ObjectNode scheduleNotLive(Answer.ScheduleNotLive answer) {
    return message(answer.message());
  }

  @Override
  public ObjectNode nothingThere(Answer.NothingThere answer) {
    return message(answer.message());
  }

  @Override
  public ObjectNode scheduleStands(Answer.ScheduleStands answer) {
    return schedule(answer.schedule())
        .put("conflict", "LIVE_SCHEDULE")
        .put("message", answer.message());
  }

  @Override
  public ObjectNode nameTaken(Answer.NameTaken answer) {
    return object()
        .put("conflict", "NAME_TAKEN")
        .put("cohortId", answer.cohortId())
        .put("message", answer.message());
  }

  @Override
  public ObjectNode targetChanges(Answer.TargetChanges answer) {
    ObjectNode json = object().put("conflict", "TARGET_CHANGES");
    answer.cohortIds().forEach(json.putArray("cohorts")::add);
    return json.put("message", answer.message());
  }

  @Override
  public ObjectNode wrongEvent(Answer.WrongEvent answer) {
    return withErrors(object(), answer.errors());
  }

  /** A schedule as answers show it. */
  static ObjectNode schedule(ScheduleView view) {
    ObjectNode json = object();
    json.set("schedule", ScheduleJson.of(view.run().stored()));
    json.put("state", view.run().state().name());
    json.put("revision", view.run().revision());
    view.sentence().ifPresent(sentence -> json.put("sentence", sentence));
    ArrayNode runs = json.putArray("nextRuns");
    view.nextRuns().forEach(run -> runs.add(ExecutionJson.text(run)));
    if (!view.run().stored().errors().isEmpty()) {
      withErrors(json, view.run().stored().errors());
    }
    view.active()
        .ifPresent(
            active ->
                json.putObject("active")
                    .put("executionId", active.executionId())
                    .put("state", active.state().name())
                    .put("since", ExecutionJson.text(active.startedAt())));
    view.kept().ifPresent(kept -> put(json.putObject("kept"), kept));
    return json;
  }

  private static void put(ObjectNode json, KeptRequest kept) {
    ImportCause cause = kept.cause();
    json.put("trigger", cause.trigger().name()).put("askedAt", ExecutionJson.text(kept.askedAt()));
    cause.scheduledTime().ifPresent(time -> json.put("scheduledTime", ExecutionJson.text(time)));
    if (!cause.requestedBy().isEmpty()) {
      json.put("requestedBy", cause.requestedBy());
    }
  }

  private static ObjectNode withExecution(ObjectNode json, Optional<ExecutionView> view) {
    view.ifPresent(some -> json.set("execution", execution(some)));
    return json;
  }

  /** One that is under way is shown with how far it is and what it waits for. */
  private static ObjectNode execution(ExecutionView view) {
    ImportExecution execution = view.execution();
    ObjectNode json = ExecutionJson.forPeople(execution);
    execution
        .delivery()
        .ifPresent(
            delivery ->
                json.putObject("progress")
                    .put("changesAnswered", delivery.changesAnswered())
                    .put("changesPlanned", execution.counts().changes().planned()));
    view.underWay().ifPresent(active -> put(json, active));
    return json;
  }

  private static void put(ObjectNode json, ActiveExecution underWay) {
    json.put("leg", underWay.leg());
    if (underWay.stopRequested()) {
      json.put("stopRequested", true);
    }
    if (underWay.state() == ImportExecution.State.INTERRUPTED) {
      json.put("waitsBecause", underWay.waitsBecause());
      underWay.resumeAt().ifPresent(at -> json.put("resumeAt", ExecutionJson.text(at)));
    }
  }

  private static ObjectNode underWay(ObjectNode json, String executionId, Instant since) {
    return json.put("executionId", executionId).put("since", ExecutionJson.text(since));
  }

  private static ObjectNode report(int cohorts, int imports) {
    return object().put("cohorts", cohorts).put("imports", imports);
  }

  private static ObjectNode message(String message) {
    return object().put("message", message);
  }

  private static ObjectNode withErrors(ObjectNode json, List<FieldError> errors) {
    ArrayNode list = json.putArray("errors");
    errors.forEach(
        error -> list.addObject().put("field", error.field()).put("message", error.message()));
    return json;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

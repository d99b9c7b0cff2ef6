package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.ExecutionJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers in the words that a person needs first. Warnings are not in them. */
public final class AnswerText implements AnswerRenderer<String> {
  private static final AnswerText WORDS = new AnswerText();

  private AnswerText() {}

  /** One or several lines. */
  public static String of(Answer answer) {
    return answer.render(WORDS);
  }

  @Override
  public String swept(Answer.Swept answer) {
    return fields(answer);
  }

  @Override
  public String worked(Answer.Worked answer) {
    return answer.execution().map(ExecutionText::of).orElseGet(() -> fields(answer));
  }

  @Override
  public String imported(Answer.Imported answer) {
    return ExecutionText.of(answer.view());
  }

  @Override
  public String verified(Answer.Verified answer) {
    return ExecutionText.inBraze(answer.view().execution());
  }

  @Override
  public String lookStarted(Answer.LookStarted answer) {
    return said(
        answer,
        "Braze is being asked. See what was found with get-execution, execution %s."
            .formatted(answer.executionId()));
  }

  @Override
  public String executionFound(Answer.ExecutionFound answer) {
    return ExecutionText.of(answer.view());
  }

  @Override
  public String historyFound(Answer.HistoryFound answer) {
    List<String> lines = new ArrayList<>(ExecutionText.table(answer.executions()));
    answer.nextToken().ifPresent(token -> lines.add("more: --next-token " + token));
    return String.join(System.lineSeparator(), lines);
  }

  @Override
  public String stopRequested(Answer.StopRequested answer) {
    return fields(answer);
  }

  @Override
  public String scheduleFound(Answer.ScheduleFound answer) {
    return fields(AnswerJson.schedule(answer.schedule()));
  }

  @Override
  public String schedulesFound(Answer.SchedulesFound answer) {
    return fields(answer);
  }

  @Override
  public String workspaceFound(Answer.WorkspaceFound answer) {
    return fields(answer);
  }

  @Override
  public String workspaceWorks(Answer.WorkspaceWorks answer) {
    return answer.message();
  }

  @Override
  public String workspaceForgotten(Answer.WorkspaceForgotten answer) {
    return answer.message();
  }

  @Override
  public String reportStored(Answer.ReportStored answer) {
    return fields(answer);
  }

  @Override
  public String reportSaved(Answer.ReportSaved answer) {
    return fields(answer);
  }

  @Override
  public String importStarted(Answer.ImportStarted answer) {
    return said(answer, "execution %s. See it with get-execution.".formatted(answer.executionId()));
  }

  @Override
  public String sameTrigger(Answer.SameTrigger answer) {
    String message =
        "execution %s was begun by the same trigger; nothing was done again."
            .formatted(answer.executionId());
    return said(answer, message) + whatBecameOfIt(answer);
  }

  @Override
  public String newerImported(Answer.NewerImported answer) {
    return said(answer, answer.message()) + whatBecameOfIt(answer);
  }

  private static String whatBecameOfIt(Answer.DoneBefore answer) {
    return answer.execution().map(view -> below(ExecutionText.of(view))).orElse("");
  }

  /** Which execution it is, since when, and what to do. */
  @Override
  public String importUnderWay(Answer.ImportUnderWay answer) {
    return said(
        answer,
        answer
            .meaning()
            .map(
                meaning ->
                    "execution %s, begun at %s. %s"
                        .formatted(
                            answer.executionId(), ExecutionJson.text(answer.since()), meaning))
            .orElseGet(
                () ->
                    underWay(answer.executionId(), answer.since())
                        + ". Wait for it, stop it with stop-import, or import after it with"
                        + " --when-free."));
  }

  @Override
  public String forgetUnfinished(Answer.ForgetUnfinished answer) {
    return said(answer, answer.message())
        + answer.cohorts().stream()
            .map(cohort -> below("  " + left(cohort)))
            .collect(Collectors.joining());
  }

  private static String left(Answer.UnfinishedCohort cohort) {
    Optional<ActiveExecution> active = cohort.underWay();
    return cohort.cohortId()
        + active.map(busy -> ": " + underWay(busy.executionId(), busy.startedAt())).orElse("");
  }

  private static String underWay(String executionId, Instant since) {
    return "execution %s has been under way since %s"
        .formatted(executionId, ExecutionJson.text(since));
  }

  @Override
  public String scheduleNotLive(Answer.ScheduleNotLive answer) {
    return said(answer, answer.message());
  }

  @Override
  public String nothingThere(Answer.NothingThere answer) {
    return said(answer, answer.message());
  }

  /** The message does not say which schedule. */
  @Override
  public String scheduleStands(Answer.ScheduleStands answer) {
    return said(answer, answer.message()) + below(fields(AnswerJson.schedule(answer.schedule())));
  }

  @Override
  public String nameTaken(Answer.NameTaken answer) {
    return said(answer, answer.message());
  }

  /** The message does not say which cohorts. */
  @Override
  public String targetChanges(Answer.TargetChanges answer) {
    ObjectNode cohorts = AnswerJson.body(answer);
    cohorts.retain("cohorts");
    return said(answer, answer.message()) + below(fields(cohorts));
  }

  @Override
  public String wrongEvent(Answer.WrongEvent answer) {
    return answer.errors().stream()
        .map(error -> error.field() + ": " + error.message())
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String said(Answer answer, String sentence) {
    return answer.status() + ": " + sentence;
  }

  private static String below(String lines) {
    return System.lineSeparator() + lines;
  }

  /** Where no words are shorter, the fields of the JSON, one on each line. */
  private static String fields(Answer answer) {
    return fields(AnswerJson.body(answer));
  }

  private static String fields(ObjectNode json) {
    return CleanText.json(json.toPrettyString());
  }
}

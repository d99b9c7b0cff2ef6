package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is answered to a command: one record for each thing that can be said. Everything that a
 * repetition would not change is an answer. {@link AnswerJson} and {@link AnswerText} write it.
 */
public sealed interface Answer {

  /** The first word of an answer. */
  enum Status {
    OK,
    /** Begun; the execution will say how it ends. */
    STARTED,
    /** The same was asked for before; nothing was done again. */
    ALREADY_DONE,
    /** Another import of the cohort is at work. */
    BUSY,
    /** The schedule is not live. */
    NOT_LIVE,
    NOT_FOUND,
    /** Something else stands in the way; the answer holds it. */
    CONFLICT,
    /** The event is wrong; the errors say where. */
    INVALID
  }

  Status status();

  <R> R render(AnswerRenderer<R> renderer);

  /** Done; the answer holds what was asked for. */
  sealed interface Fulfilled extends Answer {
    @Override
    default Status status() {
      return Status.OK;
    }
  }

  /** An answer that tells how an import ended, or how far it is. */
  sealed interface OfImport extends Answer {

    /** The import; absent where there was none to do, or history does not hold it any more. */
    Optional<ExecutionView> execution();
  }

  /** The same was asked for before. */
  sealed interface DoneBefore extends OfImport {
    @Override
    default Status status() {
      return Status.ALREADY_DONE;
    }
  }

  /** An import stands in the way for a while. */
  sealed interface Waits extends Answer {
    @Override
    default Status status() {
      return Status.BUSY;
    }
  }

  /** Something stands in the way until a person decides. */
  sealed interface InTheWay extends Answer {
    @Override
    default Status status() {
      return Status.CONFLICT;
    }

    /** What it is, and what to do about it. */
    String message();
  }

  /**
   * What a sweep did.
   *
   * @param due how many cohorts were due
   * @param more whether more were due than were counted
   * @param dispatched how many workers were started
   */
  record Swept(int due, boolean more, int dispatched) implements Fulfilled {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.swept(this);
    }
  }

  /**
   * What a worker did.
   *
   * @param imports how many imports it worked on
   * @param execution the last of them
   */
  record Worked(int imports, Optional<ExecutionView> execution) implements Fulfilled, OfImport {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.worked(this);
    }
  }

  /** The import that was asked for, as it ended or waits. */
  record Imported(ExecutionView view) implements Fulfilled, OfImport {
    @Override
    public Optional<ExecutionView> execution() {
      return Optional.of(view);
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.imported(this);
    }
  }

  /** What a look at Braze found, which the line of the import shows. */
  record Verified(ExecutionView view) implements Fulfilled {
    /** Whether nobody has to do anything about what was found. */
    public boolean isWell() {
      return view.execution().verification().filter(found -> !found.isWell()).isEmpty();
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.verified(this);
    }
  }

  /** A look at Braze goes on; the import's line will show what it found. */
  record LookStarted(String executionId) implements Answer {
    @Override
    public Status status() {
      return Status.STARTED;
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.lookStarted(this);
    }
  }

  /** An execution that somebody looks at; however it ended, the look is done. */
  record ExecutionFound(ExecutionView view) implements Fulfilled {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.executionFound(this);
    }
  }

  /**
   * A page of history.
   *
   * @param nextToken where the next page begins; absent on the last one
   */
  record HistoryFound(List<ExecutionView> executions, Optional<String> nextToken)
      implements Fulfilled {
    public HistoryFound {
      executions = List.copyOf(executions);
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.historyFound(this);
    }
  }

  /** An import was asked to stop. */
  record StopRequested(String executionId) implements Fulfilled {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.stopRequested(this);
    }
  }

  /**
   * A schedule as it now is.
   *
   * @param warnings what was done but may not be what was meant
   */
  record ScheduleFound(ScheduleView schedule, List<String> warnings) implements Fulfilled {
    public ScheduleFound {
      warnings = List.copyOf(warnings);
    }

    public ScheduleFound(ScheduleView schedule) {
      this(schedule, List.of());
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.scheduleFound(this);
    }
  }

  /**
   * A page of schedules.
   *
   * @param nextToken where the next page begins; absent on the last one
   */
  record SchedulesFound(List<ScheduleView> schedules, Optional<String> nextToken)
      implements Fulfilled {
    public SchedulesFound {
      schedules = List.copyOf(schedules);
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.schedulesFound(this);
    }
  }

  /** A workspace as it now is. */
  record WorkspaceFound(Workspace workspace) implements Fulfilled {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.workspaceFound(this);
    }
  }

  /** A workspace's connection was tried, and works. */
  record WorkspaceWorks(String message) implements Fulfilled {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.workspaceWorks(this);
    }
  }

  /**
   * Everything that was kept about a workspace is gone.
   *
   * @param left what is not in the program's power to remove
   */
  record WorkspaceForgotten(String workspaceId, ForgottenCounts removed, List<String> left)
      implements Fulfilled {
    public WorkspaceForgotten {
      left = List.copyOf(left);
    }

    public String message() {
      return "Removed all that was kept about %s: cohorts %d, executions %d, files %d. Not removed:%n  %s"
          .formatted(
              workspaceId,
              removed.cohorts(),
              removed.executions(),
              removed.files(),
              String.join(System.lineSeparator() + "  ", left));
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.workspaceForgotten(this);
    }
  }

  /** How much of a workspace was removed; executions are lines of history. */
  record ForgottenCounts(int cohorts, int executions, int files) {}

  /** The history page is in the state bucket, as the object of that key. */
  record ReportStored(int cohorts, int imports, String key) implements Fulfilled {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.reportStored(this);
    }
  }

  /** The history page is a file of this machine. */
  record ReportSaved(int cohorts, int imports, String file) implements Fulfilled {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.reportSaved(this);
    }
  }

  /** Begun; the execution will say how it ends. */
  record ImportStarted(String executionId) implements Answer {
    @Override
    public Status status() {
      return Status.STARTED;
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.importStarted(this);
    }
  }

  /** The same trigger has begun this execution before. */
  record SameTrigger(String executionId, Optional<ExecutionView> execution) implements DoneBefore {
    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.sameTrigger(this);
    }
  }

  /** A newer event or scheduled time has been imported since, by that execution. */
  record NewerImported(Optional<String> executionId, Optional<ExecutionView> execution)
      implements DoneBefore {
    public String message() {
      return "A newer event or scheduled time has been imported since%s. This one is older, and nothing was done again."
          .formatted(executionId.map(id -> ", by execution " + id).orElse(""));
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.newerImported(this);
    }
  }

  /**
   * An execution of the cohort is under way.
   *
   * @param since when it was begun
   * @param meaning what that means for what was asked; absent where that is plain
   * @param kept whether the import that was asked for is kept until then
   */
  record ImportUnderWay(String executionId, Instant since, Optional<String> meaning, boolean kept)
      implements Waits {

    /** What was asked for is not done, and not kept. */
    public ImportUnderWay(String executionId, Instant since) {
      this(executionId, since, Optional.empty(), false);
    }

    /** The import that was asked for is kept until this one has ended. */
    static ImportUnderWay keeping(String executionId, Instant since) {
      String meaning = "The import is kept, and begins when this execution has ended.";
      return new ImportUnderWay(executionId, since, Optional.of(meaning), true);
    }

    static ImportUnderWay meaning(String executionId, Instant since, String meaning) {
      return new ImportUnderWay(executionId, since, Optional.of(meaning), false);
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.importUnderWay(this);
    }
  }

  /** Not everything of a workspace is gone yet; the same command once more does the rest. */
  record ForgetUnfinished(List<UnfinishedCohort> cohorts, String message) implements Waits {
    public ForgetUnfinished {
      cohorts = List.copyOf(cohorts);
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.forgetUnfinished(this);
    }
  }

  /** A cohort that is left, with what it is busy with. */
  record UnfinishedCohort(String cohortId, Optional<ActiveExecution> underWay) {}

  /** Not possible for a schedule in this state; the message says what to do about it. */
  record ScheduleNotLive(String message) implements Answer {
    @Override
    public Status status() {
      return Status.NOT_LIVE;
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.scheduleNotLive(this);
    }
  }

  /** There is no such thing; the message says what was looked for. */
  record NothingThere(String message) implements Answer {
    @Override
    public Status status() {
      return Status.NOT_FOUND;
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.nothingThere(this);
    }
  }

  /** The cohort has a schedule, and nobody said that it may be replaced. */
  record ScheduleStands(ScheduleView schedule) implements InTheWay {
    @Override
    public String message() {
      return "The cohort has a schedule already. To swap it, send replace: true (--replace); the"
          + " history stays.";
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.scheduleStands(this);
    }
  }

  /** Another cohort of the workspace holds the name. */
  record NameTaken(String cohortId) implements InTheWay {
    @Override
    public String message() {
      return "The cohort "
          + cohortId
          + " of this workspace has the same cohortName. In Braze both would be one; choose another"
          + " name.";
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.nameTaken(this);
    }
  }

  /** Members of these cohorts would be left behind where the workspace delivered until now. */
  record TargetChanges(List<String> cohortIds) implements InTheWay {
    public TargetChanges {
      cohortIds = List.copyOf(cohortIds);
    }

    @Override
    public String message() {
      return "These cohorts have members, or an import under way, in the place that the workspace"
          + " would leave (mode, endpoint or attribute name changes). Members would stay there for"
          + " good, and the next imports would send everyone anew. Drain them first"
          + " (cancel-schedule with drain), or send acceptNewTarget: true (--accept-new-target).";
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.targetChanges(this);
    }
  }

  /** The event is wrong, or cannot be right as things are. */
  record WrongEvent(List<FieldError> errors) implements Answer {
    public WrongEvent {
      errors = List.copyOf(errors);
    }

    /** One field is wrong. */
    public WrongEvent(String field, String message) {
      this(List.of(new FieldError(field, message)));
    }

    @Override
    public Status status() {
      return Status.INVALID;
    }

    @Override
    public <R> R render(AnswerRenderer<R> renderer) {
      return renderer.wrongEvent(this);
    }
  }
}

package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.work.DueSweep;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Carries commands out; the same for every door. */
@Singleton
public final class Commands {
  private final ImportCommands imports;
  private final ScheduleCommands schedules;
  private final WorkspaceCommands workspaces;
  private final LookingCommands looking;
  private final DueSweep sweep;

  @Inject
  public Commands(
      ImportCommands imports,
      ScheduleCommands schedules,
      WorkspaceCommands workspaces,
      LookingCommands looking,
      DueSweep sweep) {
    this.imports = imports;
    this.schedules = schedules;
    this.workspaces = workspaces;
    this.looking = looking;
    this.sweep = sweep;
  }

  /**
   * Carries a command out. Whatever a repetition would not change is an answer; what is thrown is
   * our own trouble, and worth another try.
   */
  public Answer run(Command command, Invocation invocation) throws InterruptedException {
    return switch (command.action()) {
      case SWEEP -> swept(sweep.sweep());
      case WORK -> imports.work((Command.Work) command, invocation);
      case IMPORT -> imports.importByEvent((Command.Import) command, invocation);
      case IMPORT_NOW -> imports.importNow((Command.ImportNow) command, invocation);
      case STOP_IMPORT -> imports.stop((Command.StopImport) command);
      case GET_EXECUTION -> imports.get((Command.GetExecution) command);
      case HISTORY -> imports.history((Command.History) command);
      case VERIFY -> looking.verify((Command.Verify) command, invocation);
      case PUT_SCHEDULE -> schedules.put((Command.PutSchedule) command);
      case PAUSE_SCHEDULE -> schedules.pause((Command.PauseSchedule) command);
      case RESUME_SCHEDULE -> schedules.resume((Command.ResumeSchedule) command);
      case CANCEL_SCHEDULE -> schedules.cancel((Command.CancelSchedule) command);
      case GET_SCHEDULE -> schedules.get((Command.GetSchedule) command);
      case LIST_SCHEDULES -> schedules.list((Command.ListSchedules) command);
      case REPORT -> looking.report((Command.Report) command);
      case PUT_WORKSPACE -> workspaces.put((Command.PutWorkspace) command);
      case GET_WORKSPACE -> workspaces.get((Command.GetWorkspace) command);
      case CHECK_WORKSPACE -> workspaces.check((Command.CheckWorkspace) command);
      case FORGET_WORKSPACE ->
          workspaces.forget((Command.ForgetWorkspace) command, invocation.legEnd());
    };
  }

  private static Answer swept(DueSweep.Seen seen) {
    return new Answer.Swept(seen.due(), seen.more(), seen.dispatched());
  }
}

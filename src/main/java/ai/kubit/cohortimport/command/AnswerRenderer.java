package ai.kubit.cohortimport.command;

/**
 * A form of answers: one method for each record of {@link Answer}, so that no form forgets one.
 *
 * @param <R> what an answer is written as
 */
public interface AnswerRenderer<R> {
  R swept(Answer.Swept answer);

  R worked(Answer.Worked answer);

  R imported(Answer.Imported answer);

  R verified(Answer.Verified answer);

  R lookStarted(Answer.LookStarted answer);

  R executionFound(Answer.ExecutionFound answer);

  R historyFound(Answer.HistoryFound answer);

  R stopRequested(Answer.StopRequested answer);

  R scheduleFound(Answer.ScheduleFound answer);

  R schedulesFound(Answer.SchedulesFound answer);

  R workspaceFound(Answer.WorkspaceFound answer);

  R workspaceWorks(Answer.WorkspaceWorks answer);

  R workspaceForgotten(Answer.WorkspaceForgotten answer);

  R reportStored(Answer.ReportStored answer);

  R reportSaved(Answer.ReportSaved answer);

  R importStarted(Answer.ImportStarted answer);

  R sameTrigger(Answer.SameTrigger answer);

  R newerImported(Answer.NewerImported answer);

  R importUnderWay(Answer.ImportUnderWay answer);

  R forgetUnfinished(Answer.ForgetUnfinished answer);

  R scheduleNotLive(Answer.ScheduleNotLive answer);

  R nothingThere(Answer.NothingThere answer);

  R scheduleStands(Answer.ScheduleStands answer);

  R nameTaken(Answer.NameTaken answer);

  R targetChanges(Answer.TargetChanges answer);

  R wrongEvent(Answer.WrongEvent answer);
}

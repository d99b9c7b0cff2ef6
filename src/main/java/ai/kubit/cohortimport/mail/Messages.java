package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.Notify;
import ai.kubit.cohortimport.schedule.ScheduleState;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The sentences of the mails. Their texts, all languages alike, are in {@code messages/msg_*}; the
 * build checks the placeholders. Numbers and times arrive as text, written for the reader already.
 * No sentence contains a number that would change its grammar.
 */
@MessageBundle
public interface Messages {
  // Subject and heading

  @Message
  String outcome(Outcome outcome);

  @Message
  String outcomeOfDryRun(Outcome outcome);

  @Message
  String headline(Reason reason);

  @Message
  String headlineChanged(String added, String removed);

  @Message
  String headlineNoChanges();

  @Message
  String headlineDrained();

  @Message
  String worksAgain();

  @Message
  String subject(String outcome, String name, String headline);

  @Message
  String subjectShort(String outcome, String name);

  @Message
  String title(String outcome, String headline);

  /** What stands between a label and its value, without the space after it. */
  @Message
  String colon();

  @Message
  String dryRun();

  @Message
  String asOf(String when);

  // What happened

  @Message
  String happenedHeading();

  @Message
  String happened(Reason reason);

  @Message
  String happenedChanged();

  @Message
  String happenedNoChanges();

  @Message
  String exportNotes();

  @Message
  String happenedNobodyLeft();

  @Message
  String happenedDrained();

  @Message
  String guardFigures(String removals, String members, String share, String limit);

  @Message
  String guardFiguresSmall(String removals, String members, String share);

  @Message
  String guardFiguresLately(
      String removals, String members, String gone, String largest, String share, String limit);

  @Message
  String guardGrowth(String additions, String members, String factor);

  @Message
  String guardAllRejected(String rows);

  @Message
  String guardNotConfirmed();

  @Message
  String happenedAgain(String when);

  @Message
  String concernsRows(String part, String whole, String share);

  @Message
  String concernsChanges(String part, String whole, String share);

  @Message
  String concernsMembers(String part, String whole, String share);

  @Message
  String staleFigures(String when, String hours);

  @Message
  String detailsForData();

  @Message
  String detailsForEngineers();

  // What it means for the segment

  @Message
  String meansHeading();

  @Message
  String meansUpToDate();

  @Message
  String meansNowUpToDate();

  @Message
  String meansDrained();

  @Message
  String meansUnchanged();

  @Message
  String meansUnchangedSince(String when);

  @Message
  String meansPart(String accepted, String planned);

  @Message
  String meansPartAlone(String accepted, String planned);

  @Message
  String meansPartDrained(String accepted, String planned);

  @Message
  String meansHeld();

  @Message
  String meansLeftOut();

  /** The one fact that every reader trips over. */
  @Message
  String meansUnknownUsers();

  // What to do, and who

  @Message
  String actHeading();

  @Message
  String act(Reason reason);

  @Message
  String actRefusedAlone();

  @Message
  String actUnknownAlone();

  @Message
  String actUnavailableAlone();

  @Message
  String goOnOrWait();

  @Message
  String goOnAgain();

  @Message
  String goOnDrain();

  @Message
  String goOnNewSchedule();

  @Message
  String ownerHeading();

  @Message
  String owner(Reason.Owner owner);

  @Message
  String nextRunHeading();

  @Message
  String nextRun(String when);

  @Message
  String noNextRun();

  @Message
  String notMailedHeading();

  @Message
  String notMailed(String times);

  @Message
  String confirmHeading();

  @Message
  String confirmRule(String you, String limit);

  @Message
  String againHeading();

  @Message
  String yourName(String you);

  /** What the reader replaces by a name. No quotes: it stands between some. */
  @Message
  String you();

  @Message
  String drainHeading();

  @Message
  String drainRule();

  @Message
  String commandLine();

  @Message
  String lambdaPayload();

  // Numbers

  @Message
  String now();

  @Message
  String came();

  @Message
  String went();

  @Message
  String partOf(String part, String whole);

  @Message
  String figuresHeading();

  @Message
  String members();

  @Message
  String added();

  @Message
  String removed();

  @Message
  String toAdd();

  @Message
  String toRemove();

  @Message
  String unchanged();

  @Message
  String accepted();

  @Message
  String refused();

  @Message
  String unknown();

  @Message
  String notSent();

  @Message
  String removesHeld();

  @Message
  String rowsRejected();

  @Message
  String rowProblem(RowTrouble problem);

  @Message
  String duplicates();

  @Message
  String unsupported();

  @Message
  String usersImported();

  // The chart

  @Message
  String chartHeading();

  @Message
  String chartWhen();

  // Reports and the execution

  @Message
  String reportsHeading();

  @Message
  String executionHeading();

  @Message
  String workspace();

  @Message
  String cohort();

  @Message
  String execution();

  @Message
  String startedBy();

  @Message
  String startedBySchedule(String when);

  @Message
  String startedByEvent();

  @Message
  String began();

  @Message
  String ended();

  @Message
  String requests();

  @Message
  String dataPoints();

  @Message
  String stage();

  @Message
  String whyThisMail(String which);

  @Message
  String which(Notify notify);

  // The history page

  @Message
  String pageTitle(String workspace);

  @Message
  String pageAsOf(String when);

  @Message
  String pageSkip();

  @Message
  String pageCohorts();

  @Message
  String pageExecutions();

  @Message
  String pageDataPoints();

  @Message
  String pageNeedsPerson();

  @Message
  String pageOthers();

  @Message
  String pageNeverImported();

  @Message
  String state(ScheduleState state);

  @Message
  String stateLabel();

  @Message
  String scheduleLabel();

  @Message
  String scheduleUnusable();

  @Message
  String nextImports();

  @Message
  String none();

  @Message
  String cohortDataPoints();

  @Message
  String timesOf();

  @Message
  String sizeHeading();

  @Message
  String sizeCaption();

  @Message
  String sizeLegend(String largest);

  @Message
  String sizeInWords(String from, String to, String least, String most);

  @Message
  String importsHeading();

  @Message
  String newestFirst();

  @Message
  String colOutcome();

  @Message
  String colChangesAccepted();

  @Message
  String colNotAccepted();

  @Message
  String colSize();

  @Message
  String colDataPoints();

  @Message
  String olderNotShown();

  @Message
  String noImportYet();

  @Message
  String noCohort();

  @Message
  String progress(String answered, String planned);

  @Message
  String stopAsked();

  @Message
  String waitsForBraze();

  @Message
  String goesOn(String when);

  @Message
  String queued();

  @Message
  String running();

  @Message
  String interrupted();

  @Message
  String bySchedule();

  @Message
  String byEvent();

  @Message
  String bySomebody();

  @Message
  String cadenceAtOnce();

  @Message
  String cadenceOnce(String date, String time, String zone);

  @Message
  String cadenceDaily(String time, String zone);

  @Message
  String cadenceWeekly(String days, String time, String zone);

  @Message
  String cadenceMonthly(String day, String time, String zone);

  @Message
  String cadenceMonthEnd(String day, String time, String zone);

  @Message
  String and(String some, String last);
}

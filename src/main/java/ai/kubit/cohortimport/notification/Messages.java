package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.Notify;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The sentences of the mails. Their texts, all languages alike, are in {@code messages/msg_*}; the
 * build checks the placeholders. Numbers and times arrive as text, written for the reader already.
 * No sentence contains a number that would change its grammar.
 */
@MessageBundle
interface Messages {
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
  String headlineWouldChange(String added, String removed);

  @Message
  String headlineNoChanges();

  @Message
  String headlineDrained();

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
  String happenedNobodyLeft();

  @Message
  String happenedDrained();

  @Message
  String happenedDryRun();

  @Message
  String guardFigures(String removals, String members, String share, String limit);

  @Message
  String details();

  // What it means for the segment

  @Message
  String meansHeading();

  @Message
  String meansDryRun();

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

  // What to do, and who

  @Message
  String actHeading();

  @Message
  String act(Reason reason);

  @Message
  String actRefusedDryRun();

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
  String confirmHeading();

  @Message
  String confirmRule(String limit);

  @Message
  String againHeading();

  @Message
  String yourName();

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
}

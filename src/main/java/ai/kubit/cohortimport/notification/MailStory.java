package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.execution.Counts;
import ai.kubit.cohortimport.execution.ImportExecution;
import ai.kubit.cohortimport.execution.ImportExecution.GuardFigures;
import ai.kubit.cohortimport.notification.MailView.Section;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sentences of one mail: what happened, what it means for the segments, what to do, and who.
 */
final class MailStory {
  private static final int DETAIL_LIMIT = 2_000;

  private final Messages messages;
  private final ReaderFormat format;
  private final MailFacts facts;
  private final ImportExecution execution;
  private final Counts.Changes changes;
  private final Outcome outcome;
  private final Optional<Reason> reason;
  private final Remedy remedy;

  MailStory(Messages messages, ReaderFormat format, MailFacts facts) {
    this.messages = messages;
    this.format = format;
    this.facts = facts;
    this.execution = facts.execution();
    this.changes = execution.counts().changes();
    this.outcome = facts.ending().outcome();
    this.reason = facts.ending().reason();
    this.remedy = Remedy.of(facts);
  }

  Tone tone() {
    return Tone.of(outcome);
  }

  String outcome() {
    return facts.dryRun() ? messages.outcomeOfDryRun(outcome) : messages.outcome(outcome);
  }

  String title() {
    String headline = headline();
    return headline.isEmpty() ? outcome() : messages.title(outcome(), headline);
  }

  /** Empty where the outcome says it all. */
  String headline() {
    if (reason.isPresent()) {
      return messages.headline(reason.get());
    }
    if (outcome != Outcome.COMPLETED) {
      return "";
    }
    if (changes.planned() == 0) {
      return messages.headlineNoChanges();
    }
    return facts.drain() && !facts.dryRun() ? messages.headlineDrained() : headlineChanged();
  }

  private String headlineChanged() {
    String adds = format.number(changes.addsPlanned());
    String removes = format.number(changes.removesPlanned());
    return facts.dryRun()
        ? messages.headlineWouldChange(adds, removes)
        : messages.headlineChanged(adds, removes);
  }

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(happened());
    sections.add(plain(messages.meansHeading(), List.of(means())));
    if (reason.isPresent()) {
      sections.add(plain(messages.actHeading(), act(reason.get())));
      sections.add(plain(messages.ownerHeading(), List.of(owner(reason.get()))));
    }
    sections.add(plain(messages.nextRunHeading(), List.of(nextRun())));
    return sections;
  }

  private Section happened() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(reason.map(this::happened).orElseGet(this::happenedPlainly));
    boolean tooMany = reason.equals(Optional.of(Reason.GUARD_REMOVALS));
    boolean counted = guardFiguresWereCounted();
    if (tooMany && counted) {
      paragraphs.add(guardFigures());
    }
    boolean saidAbove = saidAbove() && (!tooMany || counted) && !hasMoreToSay();
    String detail = saidAbove ? "" : CleanText.oneLine(facts.ending().message(), DETAIL_LIMIT);
    return new Section(messages.happenedHeading(), paragraphs, messages.details(), detail);
  }

  /** Whether the program's own sentence, in English, would only say the same once more. */
  private boolean saidAbove() {
    return outcome == Outcome.REFUSED || (outcome == Outcome.COMPLETED && reason.isEmpty());
  }

  /**
   * Only the guard's own sentence says why a confirmation did not help, or how far a cohort grew.
   */
  private boolean hasMoreToSay() {
    return outcome == Outcome.REFUSED
        && (execution.origin().wish().isConfirmed()
            || reason.equals(Optional.of(Reason.GUARD_GROWTH))
            || hasRejectedEveryRow());
  }

  private boolean hasRejectedEveryRow() {
    Counts.Rows rows = execution.counts().rows();
    return rows.read() > 0 && rows.read() == rows.rejected();
  }

  private String happened(Reason why) {
    return why == Reason.STOPPED ? stopped() : messages.happened(why);
  }

  private String happenedPlainly() {
    if (outcome == Outcome.CANCELLED) {
      return stopped();
    }
    if (changes.planned() == 0) {
      return facts.drain() ? messages.happenedNobodyLeft() : messages.happenedNoChanges();
    }
    if (facts.dryRun()) {
      return messages.happenedDryRun();
    }
    return facts.drain() ? messages.happenedDrained() : messages.happenedChanged();
  }

  private String stopped() {
    return messages.happened(Reason.STOPPED);
  }

  /**
   * The guard also judges members under an earlier name, those nobody is sure of, and those who
   * were removed a while ago. Where its figures are not known, or are about the last, only its own
   * sentence has them.
   */
  private boolean guardFiguresWereCounted() {
    if (execution.guardFigures().isPresent()) {
      return execution.guardFigures().get().sizeIsPresent();
    }
    long members = execution.counts().members().usersImported();
    return members > 0 && changes.removesPlanned() <= members;
  }

  private String guardFigures() {
    long members =
        execution
            .guardFigures()
            .map(GuardFigures::members)
            .orElseGet(() -> execution.counts().members().usersImported());
    long leavers =
        execution.guardFigures().map(GuardFigures::leavers).orElseGet(changes::removesPlanned);
    return messages.guardFigures(
        format.number(leavers),
        format.number(members),
        format.shareAbove(facts.schedule().maxRemovalPercent(), leavers, members),
        format.percent(facts.schedule().maxRemovalPercent()));
  }

  private List<String> act(Reason why) {
    if (outcome == Outcome.REFUSED) {
      return List.of(actRefused(why));
    }
    return Stream.of(putRight(why), goOn()).filter(sentence -> !sentence.isEmpty()).toList();
  }

  private String actRefused(Reason why) {
    if (facts.dryRun()) {
      return messages.actRefusedDryRun();
    }
    return remedy == Remedy.CONFIRM ? messages.act(why) : goOn();
  }

  /** What is said of the next import is true only where there is one. */
  private String putRight(Reason why) {
    if (remedy == Remedy.NONE || remedy == Remedy.AGAIN_OR_WAIT) {
      return messages.act(why);
    }
    return switch (why) {
      case MEMBERS_REFUSED -> messages.actRefusedAlone();
      case MEMBERS_UNKNOWN -> messages.actUnknownAlone();
      case BRAZE_UNAVAILABLE -> messages.actUnavailableAlone();
      default -> messages.act(why);
    };
  }

  private String goOn() {
    return switch (remedy) {
      case NONE, CONFIRM -> "";
      case AGAIN_OR_WAIT -> messages.goOnOrWait();
      case AGAIN -> messages.goOnAgain();
      case DRAIN_AGAIN -> messages.goOnDrain();
      case NEW_SCHEDULE -> messages.goOnNewSchedule();
    };
  }

  /** Where no next import makes up for what Braze left open, people must. */
  private String owner(Reason why) {
    boolean peopleGoOn = remedy != Remedy.NONE && why.owner() == Reason.Owner.BRAZE;
    return messages.owner(peopleGoOn ? Reason.Owner.CUSTOMER : why.owner());
  }

  private String means() {
    if (facts.dryRun()) {
      return messages.meansDryRun();
    }
    boolean touched = SizePoint.touchedBraze(execution.counts());
    if (outcome == Outcome.COMPLETED) {
      return completed(touched);
    }
    return touched ? partly() : unchanged();
  }

  private String completed(boolean touched) {
    if (facts.drain()) {
      return messages.meansDrained();
    }
    return touched ? messages.meansNowUpToDate() : messages.meansUpToDate();
  }

  private String partly() {
    if (reason.equals(Optional.of(Reason.REMOVALS_HELD))) {
      return messages.meansHeld();
    }
    return changes.accepted() == changes.planned() ? messages.meansLeftOut() : meansPart();
  }

  private String meansPart() {
    String accepted = format.number(changes.accepted());
    String planned = format.number(changes.planned());
    if (facts.drain()) {
      return messages.meansPartDrained(accepted, planned);
    }
    return facts.nextRunAt().isPresent()
        ? messages.meansPart(accepted, planned)
        : messages.meansPartAlone(accepted, planned);
  }

  private String unchanged() {
    if (outcome == Outcome.COMPLETED_WITH_ERRORS) {
      return partly();
    }
    return facts
        .lastChange()
        .map(point -> messages.meansUnchangedSince(format.moment(point.finishedAt())))
        .orElseGet(messages::meansUnchanged);
  }

  private String nextRun() {
    return facts
        .nextRunAt()
        .map(at -> messages.nextRun(format.moment(at)))
        .orElseGet(messages::noNextRun);
  }

  private static Section plain(String heading, List<String> paragraphs) {
    return new Section(heading, paragraphs, "", "");
  }
}

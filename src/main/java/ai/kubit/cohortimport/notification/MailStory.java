package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.execution.Counts;
import ai.kubit.cohortimport.execution.ImportExecution;
import ai.kubit.cohortimport.notification.MailView.Section;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  MailStory(Messages messages, ReaderFormat format, MailFacts facts) {
    this.messages = messages;
    this.format = format;
    this.facts = facts;
    this.execution = facts.execution();
    this.changes = execution.counts().changes();
    this.outcome = facts.ending().outcome();
    this.reason = facts.ending().reason();
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
    return execution.origin().wish().drain() && !facts.dryRun()
        ? messages.headlineDrained()
        : headlineChanged();
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
      sections.add(plain(messages.actHeading(), List.of(act(reason.get()))));
      sections.add(plain(messages.ownerHeading(), List.of(messages.owner(reason.get().owner()))));
    }
    sections.add(plain(messages.nextRunHeading(), List.of(nextRun())));
    return sections;
  }

  private Section happened() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(reason.map(this::happened).orElseGet(this::happenedPlainly));
    if (reason.equals(Optional.of(Reason.GUARD_REMOVALS))) {
      paragraphs.add(guardFigures());
    }
    String detail = saidAbove() ? "" : CleanText.oneLine(facts.ending().message(), DETAIL_LIMIT);
    return new Section(messages.happenedHeading(), paragraphs, messages.details(), detail);
  }

  /** Whether the program's own sentence, in English, would only say the same once more. */
  private boolean saidAbove() {
    return outcome == Outcome.REFUSED || (outcome == Outcome.COMPLETED && reason.isEmpty());
  }

  private String happened(Reason why) {
    return why == Reason.STOPPED ? stopped() : messages.happened(why);
  }

  private String happenedPlainly() {
    if (outcome == Outcome.CANCELLED) {
      return stopped();
    }
    if (changes.planned() == 0) {
      return messages.happenedNoChanges();
    }
    if (facts.dryRun()) {
      return messages.happenedDryRun();
    }
    return execution.origin().wish().drain()
        ? messages.happenedDrained()
        : messages.happenedChanged();
  }

  private String stopped() {
    return messages.happened(Reason.STOPPED);
  }

  private String guardFigures() {
    long members = execution.counts().members().usersImported();
    return messages.guardFigures(
        format.number(changes.removesPlanned()),
        format.number(members),
        format.share(changes.removesPlanned(), members),
        format.percent(facts.schedule().maxRemovalPercent()));
  }

  private String act(Reason why) {
    return facts.dryRun() && outcome == Outcome.REFUSED
        ? messages.actRefusedDryRun()
        : messages.act(why);
  }

  private String means() {
    if (facts.dryRun()) {
      return messages.meansDryRun();
    }
    if (!SizePoint.touchedBraze(execution.counts())) {
      return outcome == Outcome.COMPLETED ? messages.meansUpToDate() : unchanged();
    }
    if (outcome == Outcome.COMPLETED) {
      return execution.origin().wish().drain()
          ? messages.meansDrained()
          : messages.meansNowUpToDate();
    }
    return partly();
  }

  private String partly() {
    if (reason.equals(Optional.of(Reason.REMOVALS_HELD))) {
      return messages.meansHeld();
    }
    return changes.accepted() == changes.planned()
        ? messages.meansLeftOut()
        : messages.meansPart(format.number(changes.accepted()), format.number(changes.planned()));
  }

  private String unchanged() {
    if (outcome == Outcome.COMPLETED_WITH_ERRORS) {
      return reason.equals(Optional.of(Reason.REMOVALS_HELD))
          ? messages.meansHeld()
          : messages.meansLeftOut();
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

package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.mail.MailView.Section;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private final GuardWords guard;

  MailStory(Messages messages, ReaderFormat format, MailFacts facts) {
    this.messages = messages;
    this.format = format;
    this.facts = facts;
    this.execution = facts.execution();
    this.changes = execution.counts().changes();
    this.outcome = facts.ending().outcome();
    this.reason = facts.ending().reason();
    this.remedy = Remedy.of(facts);
    this.guard = new GuardWords(messages, format, facts);
  }

  Tone tone() {
    return Tone.of(execution);
  }

  String outcome() {
    return facts.troubleBefore().isPresent() ? messages.worksAgain() : messages.outcome(outcome);
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
    return facts.drain() ? messages.headlineDrained() : headlineChanged();
  }

  private String headlineChanged() {
    String adds = format.number(changes.addsPlanned());
    String removes = format.number(changes.removesPlanned());
    return messages.headlineChanged(adds, removes);
  }

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(happened());
    sections.add(plain(messages.meansHeading(), meaning()));
    if (reason.isPresent()) {
      sections.add(plain(messages.actHeading(), act(reason.get())));
      sections.add(plain(messages.ownerHeading(), List.of(owner(reason.get()))));
    }
    sections.add(plain(messages.nextRunHeading(), List.of(nextRun())));
    if (!facts.notMailed().isEmpty()) {
      sections.add(plain(messages.notMailedHeading(), List.of(notMailed())));
    }
    return sections;
  }

  private Section happened() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(reason.map(this::happened).orElseGet(this::happenedPlainly));
    facts
        .troubleBefore()
        .ifPresent(
            trouble ->
                paragraphs.add(messages.happenedAgain(format.momentInZone(trouble.finishedAt()))));
    figures().ifPresent(paragraphs::add);
    reason.map(guard::of).ifPresent(paragraphs::addAll);
    List<String> notes = execution.export().map(ExportFacts::notes).orElse(List.of());
    if (!notes.isEmpty()) {
      paragraphs.add(messages.exportNotes());
    }
    String text = needsDetail() ? facts.ending().message() : String.join(" ", notes);
    String detail = CleanText.oneLine(text, DETAIL_LIMIT);
    return new Section(messages.happenedHeading(), paragraphs, detailsLabel(), detail);
  }

  /** What the problem concerns, in numbers. */
  private Optional<String> figures() {
    if (reason.isEmpty()) {
      return Optional.empty();
    }
    return switch (reason.get()) {
      case EXPORT_STALE -> staleFigures();
      default -> Affected.by(reason.get(), execution.counts()).map(this::concerns);
    };
  }

  private Optional<String> staleFigures() {
    return execution
        .export()
        .flatMap(
            export ->
                facts
                    .schedule()
                    .exports()
                    .maxAge()
                    .map(
                        age ->
                            messages.staleFigures(
                                format.momentInZone(export.exportedAt()),
                                format.number(age.toHours()))));
  }

  private String concerns(Affected affected) {
    String part = format.number(affected.part());
    String whole = format.number(affected.whole());
    String share = format.share(affected.part(), affected.whole());
    return switch (affected.of()) {
      case ROWS -> messages.concernsRows(part, whole, share);
      case CHANGES -> messages.concernsChanges(part, whole, share);
      case MEMBERS -> messages.concernsMembers(part, whole, share);
    };
  }

  /**
   * Whether the program's own sentence, in English, says what no words of the reader's language
   * say: names of objects, keys, permissions and fields, for whoever puts them right.
   */
  private boolean needsDetail() {
    if (reason.isEmpty()) {
      return false;
    }
    return switch (reason.get()) {
      case EXPORT_MISSING,
          EXPORT_INCOMPLETE,
          EXPORT_CORRUPT,
          EXPORT_UNREADABLE,
          EXPORT_TOO_LARGE,
          BAD_SCHEDULE,
          BAD_WORKSPACE,
          KEY_MISSING,
          BRAZE_KEY,
          BRAZE_FORBIDDEN,
          BRAZE_NOT_FOUND ->
          true;
      case EXPORT_STALE -> staleFigures().isEmpty();
      case GUARD_REMOVALS -> guard.figures().isEmpty();
      default -> false;
    };
  }

  /** Who reads technical English. */
  private String detailsLabel() {
    return reason.filter(MailStory::isOfSettings).isPresent()
        ? messages.detailsForEngineers()
        : messages.detailsForData();
  }

  private static boolean isOfSettings(Reason why) {
    return switch (why) {
      case BAD_SCHEDULE, BAD_WORKSPACE, KEY_MISSING, BRAZE_KEY, BRAZE_FORBIDDEN, BRAZE_NOT_FOUND ->
          true;
      default -> false;
    };
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
    return facts.drain() ? messages.happenedDrained() : messages.happenedChanged();
  }

  private String stopped() {
    return messages.happened(Reason.STOPPED);
  }

  private List<String> act(Reason why) {
    if (outcome == Outcome.REFUSED) {
      return List.of(actRefused(why));
    }
    return Stream.of(putRight(why), goOn()).filter(sentence -> !sentence.isEmpty()).toList();
  }

  private String actRefused(Reason why) {
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

  /** Whoever compares a segment's size with the numbers of this mail must know why they differ. */
  private List<String> meaning() {
    boolean imported = outcome == Outcome.COMPLETED || outcome == Outcome.COMPLETED_WITH_ERRORS;
    boolean compared =
        imported && !facts.drain() && execution.counts().members().usersImported() > 0;
    return compared ? List.of(means(), messages.meansUnknownUsers()) : List.of(means());
  }

  private String means() {
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
        .map(point -> messages.meansUnchangedSince(format.momentInZone(point.finishedAt())))
        .orElseGet(messages::meansUnchanged);
  }

  private String nextRun() {
    return facts
        .nextRunAt()
        .map(at -> messages.nextRun(format.momentInZone(at)))
        .orElseGet(messages::noNextRun);
  }

  private String notMailed() {
    return messages.notMailed(
        facts.notMailed().stream().map(format::momentInZone).collect(Collectors.joining("; ")));
  }

  private static Section plain(String heading, List<String> paragraphs) {
    return new Section(heading, paragraphs, "", "");
  }
}

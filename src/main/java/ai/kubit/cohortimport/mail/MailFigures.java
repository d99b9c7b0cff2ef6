package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.mail.MailView.Line;
import ai.kubit.cohortimport.mail.MailView.Table;
import ai.kubit.cohortimport.outcome.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The tables of a mail: what was counted, where the reports are, which import it was. */
final class MailFigures {
  private static final int TEXT_LIMIT = 200;
  private static final int REASONS_SHOWN = 5;

  private final Messages messages;
  private final ReaderFormat format;
  private final MailFacts facts;
  private final ImportExecution execution;
  private final Counts counts;

  MailFigures(Messages messages, ReaderFormat format, MailFacts facts) {
    this.messages = messages;
    this.format = format;
    this.facts = facts;
    this.execution = facts.execution();
    this.counts = execution.counts();
  }

  /** How many there are now, and how many came and went where that is certain. */
  List<Line> first() {
    Counts.Changes changes = counts.changes();
    List<Line> lines = new ArrayList<>();
    lines.add(line(messages.now(), counts.members().usersImported()));
    if (facts.ending().outcome() == Outcome.REFUSED || changes.planned() == 0) {
      return lines;
    }
    if (changes.planned() == changes.accepted()) {
      lines.add(line(messages.came(), changes.addsPlanned()));
      lines.add(line(messages.went(), changes.removesPlanned()));
    } else {
      lines.add(
          new Line(
              messages.accepted(),
              messages.partOf(
                  format.number(changes.accepted()), format.number(changes.planned()))));
    }
    return lines;
  }

  /** An import that read nothing counted nothing, and zeros would look like results. */
  Table counts() {
    List<Line> lines = new ArrayList<>();
    if (counts.rows().read() > 0 || counts.changes().planned() > 0) {
      addMembers(lines);
      addChanges(lines);
      addRows(lines);
    }
    return new Table(messages.figuresHeading(), lines);
  }

  private void addMembers(List<Line> lines) {
    Counts.Changes changes = counts.changes();
    boolean all = changes.planned() == changes.accepted();
    boolean fromExport = !facts.drain();
    if (fromExport) {
      lines.add(line(messages.members(), counts.members().members()));
      lines.add(line(all ? messages.added() : messages.toAdd(), changes.addsPlanned()));
    }
    lines.add(line(all ? messages.removed() : messages.toRemove(), changes.removesPlanned()));
    if (fromExport) {
      lines.add(line(messages.unchanged(), counts.members().unchanged()));
    }
    if (!all) {
      lines.add(line(messages.accepted(), changes.accepted()));
    }
  }

  private void addChanges(List<Line> lines) {
    Counts.Changes changes = counts.changes();
    addUnlessZero(lines, messages.refused(), changes.refused());
    addUnlessZero(lines, messages.unknown(), changes.unknown());
    addUnlessZero(lines, messages.notSent(), changes.notSent());
    addUnlessZero(lines, messages.removesHeld(), changes.removesHeld());
  }

  private void addRows(List<Line> lines) {
    addUnlessZero(lines, messages.rowsRejected(), counts.rows().rejected());
    counts.rows().rejectedByReason().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(REASONS_SHOWN)
        .forEach(entry -> lines.add(line("– " + problem(entry.getKey()), entry.getValue())));
    addUnlessZero(lines, messages.duplicates(), counts.rows().duplicates());
    addUnlessZero(lines, messages.unsupported(), counts.members().unsupported());
  }

  Table reports() {
    List<Line> lines =
        execution.reports().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(report -> new Line(reportName(report.getKey()), location(report.getValue())))
            .toList();
    return new Table(messages.reportsHeading(), lines);
  }

  /** History that another version wrote may know other problems. */
  private String problem(String name) {
    return Arrays.stream(RowTrouble.values())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .map(messages::rowProblem)
        .orElseGet(() -> clean(name));
  }

  private String reportName(String name) {
    return switch (name) {
      case "rejectedRows" -> messages.rowsRejected();
      case "refused" -> messages.refused();
      default -> clean(name);
    };
  }

  private String location(String key) {
    return "s3://" + facts.stateBucket() + "/" + CleanText.oneLine(key);
  }

  Table about() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(messages.workspace(), execution.cohort().workspaceId()));
    lines.add(new Line(messages.cohort(), execution.cohort().cohortId()));
    lines.add(new Line(messages.execution(), clean(execution.executionId())));
    String startedBy = startedBy();
    if (!startedBy.isEmpty()) {
      lines.add(new Line(messages.startedBy(), startedBy));
    }
    lines.add(new Line(messages.began(), format.momentInZone(execution.origin().startedAt())));
    lines.add(new Line(messages.ended(), format.momentInZone(facts.ending().finishedAt())));
    addUnlessZero(lines, messages.requests(), counts.effort().requests());
    addUnlessZero(lines, messages.dataPoints(), counts.effort().dataPoints());
    if (!facts.stage().isEmpty()) {
      lines.add(new Line(messages.stage(), clean(facts.stage())));
    }
    return new Table(messages.executionHeading(), lines);
  }

  /** Empty for a drain, which a person asks for without giving a name. */
  private String startedBy() {
    ImportExecution.Origin origin = execution.origin();
    return switch (origin.trigger()) {
      case SCHEDULED ->
          messages.startedBySchedule(
              format.momentInZone(origin.scheduledTime().orElse(origin.startedAt())));
      case EVENT -> messages.startedByEvent();
      case MANUAL -> clean(origin.requestedBy());
    };
  }

  private void addUnlessZero(List<Line> lines, String label, long number) {
    if (number != 0) {
      lines.add(line(label, number));
    }
  }

  private Line line(String label, long number) {
    return new Line(label, format.number(number));
  }

  private static String clean(String text) {
    return CleanText.oneLine(text, TEXT_LIMIT);
  }
}

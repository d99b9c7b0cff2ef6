package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.notification.MailView.Commands;
import ai.kubit.cohortimport.notification.MailView.Line;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.List;
import java.util.Optional;

/**
 * The commands a reader can act with: the confirmation of what the guard refused, the import again
 * after a failure that people put right. A dry run that was refused has nothing to confirm.
 */
final class MailCommands {
  /** What a confirmation covers, of the removals it confirms; the guard's own limit. */
  private static final int CONFIRMED_PERCENT = 110;

  private final Messages messages;
  private final ReaderFormat format;
  private final MailFacts facts;
  private final ImportCommands commands;

  MailCommands(Messages messages, ReaderFormat format, MailFacts facts) {
    this.messages = messages;
    this.format = format;
    this.facts = facts;
    this.commands = new ImportCommands(facts.execution().cohort(), facts.dryRun());
  }

  Commands offered() {
    Outcome outcome = facts.ending().outcome();
    return switch (outcome) {
      case COMPLETED, COMPLETED_WITH_ERRORS -> Commands.NONE;
      case REFUSED -> facts.dryRun() ? Commands.NONE : confirm();
      case FAILED, CANCELLED -> peopleCanPutItRight() ? again() : Commands.NONE;
    };
  }

  private boolean peopleCanPutItRight() {
    Optional<Reason> reason = facts.ending().reason();
    return reason.isEmpty() || reason.get().owner() == Reason.Owner.CUSTOMER;
  }

  private Commands confirm() {
    String id = facts.execution().executionId();
    return new Commands(
        messages.confirmHeading(),
        List.of(
            new Line(messages.commandLine(), commands.confirm(id)),
            new Line(messages.lambdaPayload(), commands.confirmPayload(id))),
        messages.confirmRule(format.percent(CONFIRMED_PERCENT)));
  }

  private Commands again() {
    return new Commands(
        messages.againHeading(),
        List.of(
            new Line(messages.commandLine(), commands.again()),
            new Line(messages.lambdaPayload(), commands.againPayload())),
        messages.yourName());
  }
}

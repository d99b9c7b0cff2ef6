package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.mail.MailView.CommandBlock;
import ai.kubit.cohortimport.mail.MailView.Line;
import java.util.List;

/** The commands a reader can act with, ready to be copied. */
final class MailCommands {
  private final Messages messages;
  private final ReaderFormat format;
  private final MailFacts facts;
  private final SuggestedCommands commands;

  MailCommands(Messages messages, ReaderFormat format, MailFacts facts) {
    this.messages = messages;
    this.format = format;
    this.facts = facts;
    this.commands = new SuggestedCommands(facts.execution().cohort(), messages.you());
  }

  CommandBlock offered() {
    return switch (Remedy.of(facts)) {
      case NONE, NEW_SCHEDULE -> CommandBlock.NONE;
      case CONFIRM -> confirm();
      case AGAIN_OR_WAIT, AGAIN -> again();
      case DRAIN_AGAIN -> drain();
    };
  }

  private CommandBlock confirm() {
    String id = facts.execution().executionId();
    return new CommandBlock(
        messages.confirmHeading(),
        List.of(
            new Line(messages.commandLine(), commands.confirm(id)),
            new Line(messages.lambdaPayload(), commands.confirmPayload(id))),
        messages.confirmRule(messages.you(), format.percent(Confirmation.coveredPercent())));
  }

  private CommandBlock again() {
    return new CommandBlock(
        messages.againHeading(),
        List.of(
            new Line(messages.commandLine(), commands.again()),
            new Line(messages.lambdaPayload(), commands.againPayload())),
        messages.yourName(messages.you()));
  }

  private CommandBlock drain() {
    return new CommandBlock(
        messages.drainHeading(),
        List.of(
            new Line(messages.commandLine(), commands.drain()),
            new Line(messages.lambdaPayload(), commands.drainPayload())),
        messages.drainRule());
  }
}

package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.GuardFigures;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the guard counted before it refused an import, in the reader's language. */
final class GuardWords {
  /** Below so many members the guard does not judge by the schedule's share. */
  private static final int MEMBERS_WORTH_A_SHARE = 100;

  private final Messages messages;
  private final ReaderFormat format;
  private final MailFacts facts;
  private final ImportExecution execution;
  private final Counts.Changes changes;

  GuardWords(Messages messages, ReaderFormat format, MailFacts facts) {
    this.messages = messages;
    this.format = format;
    this.facts = facts;
    this.execution = facts.execution();
    this.changes = execution.counts().changes();
  }

  /** Paragraphs; none for a reason that is not the guard's. */
  List<String> of(Reason reason) {
    List<String> words = new ArrayList<>();
    switch (reason) {
      case GUARD_EMPTY -> allRejected().ifPresent(words::add);
      case GUARD_REMOVALS -> figures().map(this::removals).ifPresent(words::add);
      case GUARD_GROWTH -> words.add(growth());
      default -> {
        return words;
      }
    }
    if (execution.origin().options().isConfirmed()) {
      words.add(messages.guardNotConfirmed());
    }
    return words;
  }

  /** Rows that were all rejected are the likelier fault than a cohort that is empty. */
  private Optional<String> allRejected() {
    Counts.Rows rows = execution.counts().rows();
    return rows.read() > 0 && rows.read() == rows.rejected()
        ? Optional.of(messages.guardAllRejected(format.number(rows.read())))
        : Optional.empty();
  }

  /**
   * The guard also judges members under an earlier name, those nobody is sure of, and those who
   * left lately. An import of an earlier version did not keep its figures, and where its counts
   * cannot be them there are none.
   */
  Optional<GuardFigures> figures() {
    long members = execution.counts().members().usersImported();
    long leavers = changes.removesPlanned();
    return execution
        .guardFigures()
        .or(
            () ->
                members > 0 && leavers <= members
                    ? Optional.of(new GuardFigures(leavers, members, leavers, members))
                    : Optional.empty());
  }

  private String removals(GuardFigures figures) {
    String leavers = format.number(figures.leavers());
    String members = format.number(figures.members());
    int limit = facts.schedule().limits().maxRemovalPercent();
    if (figures.largest() < MEMBERS_WORTH_A_SHARE) {
      return messages.guardFiguresSmall(
          leavers, members, format.share(figures.leavers(), figures.members()));
    }
    String share = format.shareAbove(limit, figures.gone(), figures.largest());
    return figures.gone() == figures.leavers() && figures.largest() == figures.members()
        ? messages.guardFigures(leavers, members, share, format.percent(limit))
        : messages.guardFiguresLately(
            leavers,
            members,
            format.number(figures.gone()),
            format.number(figures.largest()),
            share,
            format.percent(limit));
  }

  private String growth() {
    long members =
        execution
            .guardFigures()
            .map(GuardFigures::members)
            .orElseGet(() -> execution.counts().members().usersImported());
    return messages.guardGrowth(
        format.number(changes.addsPlanned()),
        format.number(members),
        format.number(facts.schedule().limits().maxGrowthFactor()));
  }
}

package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.importer.RecipientRule;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The recipients of a schedule, where its policy wants them to hear of an execution. */
@Singleton
public final class MailRecipients implements RecipientRule {
  private static final Logger LOG = Logger.getLogger(MailRecipients.class);

  /** Among so many there is one that was no dry run. */
  private static final int RECENT = 12;

  private final CohortStore store;

  @Inject
  public MailRecipients(CohortStore store) {
    this.store = store;
  }

  @Override
  public List<String> of(ImportSchedule schedule, ImportExecution execution) {
    return MailPolicy.wanted(schedule.mails().notifyOn(), execution, () -> outcomeBefore(execution))
        ? schedule.recipients()
        : List.of();
  }

  /** A history that cannot be read must not keep an import from its end. */
  private Optional<Outcome> outcomeBefore(ImportExecution execution) {
    try {
      return store
          .history(execution.cohort(), new HistoryQuery(RECENT, Optional.empty(), Optional.empty()))
          .executions()
          .stream()
          .filter(past -> !past.executionId().equals(execution.executionId()))
          .flatMap(past -> SizePoint.of(past).stream())
          .findFirst()
          .map(SizePoint::outcome);
    } catch (RuntimeException e) {
      LOG.warnf(e, "the import before %s was not found", execution.executionId());
      return Optional.empty();
    }
  }
}

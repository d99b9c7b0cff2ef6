package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import java.util.List;

/** Decides who is owed a mail about a finished execution. */
@FunctionalInterface
public interface RecipientRule {
  List<String> of(ImportSchedule schedule, ImportExecution execution);
}

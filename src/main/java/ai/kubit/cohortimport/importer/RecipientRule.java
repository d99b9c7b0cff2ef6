package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import java.util.List;

/** Decides which addresses get a mail about an execution that has ended. */
@FunctionalInterface
public interface RecipientRule {
  List<String> of(ImportSchedule schedule, ImportExecution execution);
}

package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.Workspace;

/** Opens the way to Braze for one leg. */
@FunctionalInterface
public interface DeliveryOpener {
  /**
   * A delivery that has sent nothing yet.
   *
   * @param cohort the cohort and its name
   * @param leg no request starts after it
   * @param fence nor after it, when somebody else may deliver
   * @param listener hears of everything: changes, lookups, and the cohort's name
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException KEY_MISSING when no key is stored
   */
  OpenedDelivery open(
      Workspace workspace,
      PartnerCohort cohort,
      Deadline leg,
      Deadline fence,
      CohortDelivery.Listener listener);
}

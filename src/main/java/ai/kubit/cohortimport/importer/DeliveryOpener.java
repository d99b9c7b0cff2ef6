package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.Workspace;

/** Opens the connection to Braze for one leg. */
@FunctionalInterface
public interface DeliveryOpener {
  /**
   * Opens a delivery. It has sent nothing yet.
   *
   * @param cohort the cohort and its name
   * @param leg no request is sent after this time, when the leg ends
   * @param fence nor after this time, when another leg may hold the lease
   * @param listener gets the results of all requests: changes, lookups and the cohort's name
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException KEY_MISSING if no key is stored
   *     for the workspace
   */
  OpenedDelivery open(
      Workspace workspace,
      PartnerCohort cohort,
      Deadline leg,
      Deadline fence,
      CohortDelivery.Listener listener);
}

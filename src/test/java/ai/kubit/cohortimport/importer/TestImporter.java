package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.cohort.CohortExports;
import ai.kubit.cohortimport.cohort.MemberReader;
import ai.kubit.cohortimport.cohort.ReadLimits;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.ScratchSpace;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.workspace.Workspaces;
import java.nio.file.Path;

/**
 * An importer for tests, put together as the program does it.
 *
 * @param exports the bucket of exports
 */
public record TestImporter(
    Workspaces workspaces,
    ImportExecutions executions,
    ObjectStore exports,
    Memberships memberships,
    Time time) {

  /** The importer, with its ways out of the process. */
  public CohortImporter of(DeliveryOpener opener, RecipientRule recipients, Path scratch) {
    return new CohortImporter(
        workspaces,
        new LegOpener(executions, new ScratchSpace(scratch), time),
        new PlanPhase(
            new CohortExports(exports),
            new MemberReader(exports, ReadLimits.DEFAULT),
            memberships,
            time),
        new DeliverPhase(memberships, opener, time),
        new ClosePhase(executions, memberships, recipients, time));
  }

  /** An importer whose imports end before anything is sent. */
  public CohortImporter sendingNothing(RecipientRule recipients, Path scratch) {
    return of(
        (workspace, cohort, leg, fence, listener) -> {
          throw new AssertionError("nothing is to be sent");
        },
        recipients,
        scratch);
  }
}

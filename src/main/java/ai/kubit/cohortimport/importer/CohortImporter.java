package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.LeaseLostException;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.ledger.Pause;
import ai.kubit.cohortimport.membership.DeliveryTarget;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import ai.kubit.cohortimport.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Runs one leg of one import. Only this class knows the order of the phases: plan, judge, deliver,
 * fold, commit. The process may die at any line. The next leg goes on from what is stored.
 */
@Singleton
public final class CohortImporter {
  private static final Logger LOG = Logger.getLogger(CohortImporter.class);

  private final Workspaces workspaces;
  private final LegOpener legs;
  private final PlanPhase planning;
  private final DeliverPhase delivering;
  private final ClosePhase closing;

  @Inject
  CohortImporter(
      Workspaces workspaces,
      LegOpener legs,
      PlanPhase planning,
      DeliverPhase delivering,
      ClosePhase closing) {
    this.workspaces = workspaces;
    this.legs = legs;
    this.planning = planning;
    this.delivering = delivering;
    this.closing = closing;
  }

  /**
   * Works on the execution of a lease until the execution or the leg ends.
   *
   * @param legEnd when the process may be ended; the leg stops sending before that
   * @return the execution as it was stored, DONE or INTERRUPTED
   * @throws LeaseLostException if another leg has taken over; this leg sends nothing after that
   * @throws InterruptedException if the process is told to end; another leg takes over later
   */
  public ImportExecution run(LegLease lease, Deadline legEnd, ImportProgress progress)
      throws InterruptedException {
    try (LegOpener.OpenedLeg leg = legs.open(lease, legEnd, progress)) {
      return run(leg.work());
    }
  }

  private ImportExecution run(LegContext work) throws InterruptedException {
    ImportExecution execution = work.lease().execution();
    try {
      if (work.lease().stuck()) {
        return closing.stuck(work, execution);
      }
      ImportSchedule schedule = schedule(work);
      Workspace workspace = workspace(work);
      orderLook(work, schedule, workspace);
      PlanPhase.PlanResult planned = planning.plan(work, schedule, workspace);
      execution = planned.execution();
      if (!(planned instanceof PlanPhase.PlanResult.Planned ready)) {
        return unplanned(work, planned);
      }
      ImportPlan plan = ready.plan();
      if (ClosePhase.nothingMayBeSent(execution)) {
        return closing.unsent(work, execution, plan);
      }
      if (work.stopRequested()) {
        return closing.stopped(work, execution);
      }
      stayInPlace(plan, workspace);
      DeliverPhase.Delivery delivery = delivering.deliver(work, execution, plan, workspace);
      execution = delivery.execution();
      return conclude(work, plan, delivery);
    } catch (ImportStoppedException stopped) {
      return failed(work, execution, stopped);
    }
  }

  private static void orderLook(LegContext work, ImportSchedule schedule, Workspace workspace) {
    if (workspace.profileReads() != Workspace.ProfileUse.OFF) {
      work.lookAfterwards(schedule.verify());
    }
  }

  private ImportExecution unplanned(LegContext work, PlanPhase.PlanResult result) {
    if (result instanceof PlanPhase.PlanResult.Cut cut) {
      return work.interrupt(cut.execution(), work.processEnd());
    }
    if (result instanceof PlanPhase.PlanResult.Unplannable none) {
      return failed(work, none.execution(), none.why());
    }
    return closing.nothingToDo(work, result.execution());
  }

  private ImportExecution conclude(
      LegContext work, ImportPlan plan, DeliverPhase.Delivery delivery) {
    ImportExecution execution = delivery.execution();
    DeliverPhase.DeliveryResult result = delivery.result();
    if (result instanceof DeliverPhase.DeliveryResult.Continue next) {
      return work.interrupt(execution, pause(work, next));
    }
    if (result instanceof DeliverPhase.DeliveryResult.Denied denied) {
      return closing.failed(work, execution, denied.stop().reason(), denied.stop().message());
    }
    if (result instanceof DeliverPhase.DeliveryResult.Unusable unusable) {
      return failed(work, execution, unusable.why());
    }
    if (result instanceof DeliverPhase.DeliveryResult.StoppedByPerson) {
      return closing.stopped(work, execution);
    }
    return closing.delivered(work, execution, plan);
  }

  private ImportExecution failed(
      LegContext work, ImportExecution execution, ImportStoppedException why) {
    LOG.warnf("%s: %s", why.reason(), why.detail());
    return closing.failed(work, execution, why.reason(), why.getMessage());
  }

  /**
   * Fails if the workspace's target changed after the plan was made. If a plan were delivered to
   * two targets, nobody would know which of them holds which members.
   */
  private static void stayInPlace(ImportPlan plan, Workspace workspace) {
    if (!plan.target().equals(DeliveryTarget.of(workspace))) {
      throw new ImportStoppedException(
          Reason.BAD_WORKSPACE,
          "The workspace's mode, endpoint or attribute name was changed while this import was under"
              + " way, so it was ended. What it had sent to the old place is recorded. Import once"
              + " more: that sends everyone to the new place.",
          "the plan is for another target");
    }
  }

  /**
   * When the next leg begins and why this one ended. If the process was told to end, the next leg
   * begins at once, unless the import waits for Braze.
   */
  private Pause pause(LegContext work, DeliverPhase.DeliveryResult.Continue next) {
    if (next.forBraze()) {
      return new Pause(next.at(), next.why(), Pause.Cause.BRAZE);
    }
    return work.processEnds()
        ? work.processEnd()
        : new Pause(next.at(), next.why(), Pause.Cause.TIME);
  }

  /**
   * The stored schedule. It must name the cohort under whose key it is stored. Otherwise the import
   * could read the export of another cohort.
   */
  private ImportSchedule schedule(LegContext work) {
    ImportSchedule schedule = storedSchedule(work);
    if (!schedule.cohort().equals(work.lease().cohort())) {
      throw new ImportStoppedException(
          Reason.BAD_SCHEDULE,
          "The stored schedule names another workspace or cohort than the one it is stored for."
              + " Nothing was read or sent. Put the schedule again.",
          "the schedule of %s names %s".formatted(work.lease().cohort(), schedule.cohort()));
    }
    return schedule;
  }

  private ImportSchedule storedSchedule(LegContext work) {
    StoredSchedule stored = work.lease().record().schedule().stored();
    return stored
        .schedule()
        .orElseThrow(
            () ->
                new ImportStoppedException(
                    Reason.BAD_SCHEDULE,
                    "The schedule cannot be used: "
                        + String.join(
                            "; ",
                            stored.errors().stream()
                                .map(error -> error.field() + " " + error.message())
                                .toList())
                        + ". Put the schedule again.",
                    "the stored schedule is invalid"));
  }

  private Workspace workspace(LegContext work) {
    String workspaceId = work.lease().cohort().workspaceId();
    return workspaces
        .find(workspaceId)
        .map(WorkspaceRecord::effective)
        .orElseThrow(
            () ->
                new ImportStoppedException(
                    Reason.BAD_WORKSPACE,
                    "There is no workspace "
                        + workspaceId
                        + ". Put the workspace with its Braze REST endpoint, then import again.",
                    "no workspace item"));
  }
}

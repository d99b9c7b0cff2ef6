package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.cohort.CohortExports;
import ai.kubit.cohortimport.cohort.MemberReader;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.LeaseLostException;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.ledger.Pause;
import ai.kubit.cohortimport.membership.DeliveryTarget;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import ai.kubit.cohortimport.storage.ScratchSpace;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceEntry;
import ai.kubit.cohortimport.workspace.Workspaces;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One leg of one import. The order of the phases stands here and nowhere else: plan, judge,
 * deliver, fold, commit. A leg may die between any two lines; the next one goes on from what is
 * written.
 */
public final class CohortImporter {
  private static final Logger LOG = Logger.getLogger(CohortImporter.class);

  private final Workspaces workspaces;
  private final ImportExecutions executions;
  private final Memberships memberships;
  private final PlanPhase planning;
  private final DeliverPhase delivering;
  private final ClosePhase closing;
  private final Time time;
  private final ScratchSpace scratch;

  /**
   * What the importer works with.
   *
   * @param scratch room on the disk
   */
  public record Parts(
      Workspaces workspaces,
      ImportExecutions executions,
      CohortExports exports,
      MemberReader reader,
      Memberships memberships,
      DeliveryOpener opener,
      RecipientRule recipients,
      Time time,
      ScratchSpace scratch) {}

  public CohortImporter(Parts parts) {
    this.workspaces = parts.workspaces();
    this.executions = parts.executions();
    this.memberships = parts.memberships();
    this.time = parts.time();
    this.scratch = parts.scratch();
    this.planning =
        new PlanPhase(parts.exports(), parts.reader(), parts.memberships(), parts.time());
    this.delivering = new DeliverPhase(parts.memberships(), parts.opener(), parts.time());
    this.closing =
        new ClosePhase(parts.executions(), parts.memberships(), parts.recipients(), parts.time());
  }

  /**
   * Works on an execution until it is over or the leg is.
   *
   * @param legEnd when the process may be ended
   * @return the execution, DONE or INTERRUPTED
   * @throws LeaseLostException when another leg has taken over; nothing more was sent then
   * @throws InterruptedException when the process is told to end; another leg takes over later
   */
  public ImportExecution run(LegLease lease, Deadline legEnd, ImportProgress progress)
      throws InterruptedException {
    try (ScratchSpace.Leg directory = scratch.open()) {
      return run(new LegContext(lease, executions, progress, time, legEnd, directory.directory()));
    }
  }

  private ImportExecution run(LegContext work) throws InterruptedException {
    try {
      if (work.lease().stuck()) {
        return closing.end(work, stuck(work.lease()));
      }
      ImportSchedule schedule = schedule(work);
      Workspace workspace = workspace(work);
      Optional<ImportPlan> plan = plan(work, schedule, workspace);
      if (plan.isEmpty()) {
        return closing.nothingToDo(work);
      }
      if (ClosePhase.nothingMayBeSent(work)) {
        return closing.unsent(work, plan.get());
      }
      if (work.stopRequested()) {
        return closing.end(work, stopped());
      }
      stayInPlace(plan.get(), workspace);
      return conclude(work, plan.get(), delivering.deliver(work, plan.get(), workspace));
    } catch (LegCutException cut) {
      return work.interrupt(Pause.processEnds(time.now()));
    } catch (ImportStoppedException stopped) {
      LOG.warnf("%s: %s", stopped.reason(), stopped.detail());
      return closing.end(
          work,
          new Ending(
              Outcome.FAILED, Optional.of(stopped.reason()), stopped.getMessage(), time.now()));
    }
  }

  private Optional<ImportPlan> plan(LegContext work, ImportSchedule schedule, Workspace workspace) {
    if (work.execution().delivery().isPresent()) {
      return Optional.of(memberships.plan(work.execution().delivery().get().plan()));
    }
    Optional<ImportPlan> plan = planning.plan(work, schedule, workspace);
    if (plan.isPresent()) {
      work.save(true);
    }
    return plan;
  }

  private ImportExecution conclude(LegContext work, ImportPlan plan, DeliverPhase.Result result) {
    if (result instanceof DeliverPhase.Result.Continue next) {
      return work.interrupt(pause(work, next));
    }
    if (result instanceof DeliverPhase.Result.Failed failed) {
      return closing.end(
          work,
          new Ending(
              Outcome.FAILED,
              Optional.of(failed.stop().reason()),
              failed.stop().message(),
              time.now()));
    }
    if (result instanceof DeliverPhase.Result.Stopped) {
      return closing.end(work, stopped());
    }
    return closing.delivered(work, plan);
  }

  /** A plan is made for one place; delivered to another, nobody would know who holds what where. */
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

  /** A leg that was cut short is gone on with at once, unless Braze asked for a rest. */
  private Pause pause(LegContext work, DeliverPhase.Result.Continue next) {
    if (next.forBraze()) {
      return new Pause(next.at(), next.why(), Pause.Cause.BRAZE);
    }
    return work.processEnds()
        ? Pause.processEnds(time.now())
        : new Pause(next.at(), next.why(), Pause.Cause.TIME);
  }

  /** The item's key is the truth: a schedule that names another cohort's data is nobody's. */
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
    StoredSchedule stored = work.lease().entry().appointment().schedule();
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
        .map(WorkspaceEntry::effective)
        .orElseThrow(
            () ->
                new ImportStoppedException(
                    Reason.BAD_WORKSPACE,
                    "There is no workspace "
                        + workspaceId
                        + ". Put the workspace with its Braze REST endpoint, then import again.",
                    "no workspace item"));
  }

  private Ending stuck(LegLease lease) {
    if (lease.entry().active().orElseThrow().waitedForBraze()) {
      return new Ending(
          Outcome.FAILED,
          Optional.of(Reason.BRAZE_UNAVAILABLE),
          "Braze could not be reached, or answered with errors, for a long time. Look at Braze's"
              + " status page. The next import goes on from what Braze accepted.",
          time.now());
    }
    return new Ending(
        Outcome.FAILED,
        Optional.of(Reason.STUCK),
        "The import made no progress for a long time and was ended. The engineers who run this"
            + " function must look at its log; the next import goes on from what Braze accepted.",
        time.now());
  }

  private Ending stopped() {
    return new Ending(
        Outcome.CANCELLED,
        Optional.of(Reason.STOPPED),
        "The import was stopped by a person. What Braze had accepted by then is recorded; the next"
            + " import goes on from there.",
        time.now());
  }
}

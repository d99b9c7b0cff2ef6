package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.cohort.CohortExport;
import ai.kubit.cohortimport.cohort.CohortExports;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.cohort.MemberReader;
import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.cohort.RowNotes;
import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.ledger.DeliveryProgress;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.membership.DeliveryTarget;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.MemberScratch;
import ai.kubit.cohortimport.membership.MembershipManifest;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.membership.PlanRequest;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.storage.ObjectStore.ChangedException;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.workspace.Workspace;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The first phase: reads the export, compares it with the membership, stores the plan, lets the
 * guard judge its totals. It sends nothing. If it is interrupted, the next leg starts it anew.
 */
@Singleton
final class PlanPhase {
  /**
   * How often an export is read again because it changed meanwhile. After that many readings it
   * counts as still being written.
   */
  private static final int MOST_READINGS = 3;

  private static final MemberId ANY_DEVICE = MemberId.deviceId("any");
  private static final int LONGEST_NAME = 200;

  private final CohortExports exports;
  private final MemberReader reader;
  private final Memberships memberships;
  private final Time time;

  @Inject
  PlanPhase(CohortExports exports, MemberReader reader, Memberships memberships, Time time) {
    this.exports = exports;
    this.reader = reader;
    this.memberships = memberships;
    this.time = time;
  }

  /** How planning ended, and the execution with what planning found out until then. */
  sealed interface PlanResult {
    ImportExecution execution();

    /** There is a plan, and the guard has judged it. Nothing of it was sent. */
    record Planned(ImportExecution execution, ImportPlan plan) implements PlanResult {}

    /** The membership already agrees with the newest export. Its rows were not read. */
    record NothingToDo(ImportExecution execution) implements PlanResult {}

    /** No plan can be made before somebody acts. */
    record Unplannable(ImportExecution execution, ImportStoppedException why)
        implements PlanResult {}

    /** The process was told to end. */
    record Cut(ImportExecution execution) implements PlanResult {}
  }

  /**
   * The plan of an execution: the one that an earlier leg has stored, or a new one. The execution
   * with a new plan is stored before anything of the plan can be sent.
   */
  PlanResult plan(LegContext work, ImportSchedule schedule, Workspace workspace) {
    ImportExecution execution = work.lease().execution();
    if (execution.delivery().isPresent()) {
      return new PlanResult.Planned(execution, memberships.plan(execution.delivery().get().plan()));
    }
    PlanResult result = planNow(work, schedule, workspace);
    if (result instanceof PlanResult.Planned planned) {
      work.save(planned.execution(), true);
    }
    return result;
  }

  /** Makes a plan, unless the membership already agrees with the newest export. */
  private PlanResult planNow(LegContext work, ImportSchedule schedule, Workspace workspace) {
    Learned learned = new Learned(work.lease().execution());
    try {
      Optional<ImportPlan> plan = plan(work, learned, schedule, workspace);
      return plan.isPresent()
          ? new PlanResult.Planned(learned.execution, plan.get())
          : new PlanResult.NothingToDo(learned.execution);
    } catch (ImportStoppedException why) {
      return new PlanResult.Unplannable(learned.execution, why);
    } catch (LegCutException cut) {
      return new PlanResult.Cut(learned.execution);
    }
  }

  /**
   * Holds the execution while a plan is made. What planning finds out is kept even if planning
   * fails.
   */
  private static final class Learned {
    private ImportExecution execution;

    Learned(ImportExecution execution) {
      this.execution = execution;
    }
  }

  private Optional<ImportPlan> plan(
      LegContext work, Learned learned, ImportSchedule schedule, Workspace workspace) {
    MembershipManifest basis =
        memberships.load(work.lease().record().belief().membership(), DeliveryTarget.of(workspace));
    ImportOptions options = learned.execution.origin().options();
    boolean refresh = options.fullRefresh() || refreshIsDue(work, schedule);
    PlannedImport planned =
        new PlannedImport(work, learned, new PlanRules(schedule, workspace, refresh), basis);
    if (options.drain()) {
      return Optional.of(drain(planned));
    }
    for (int reading = 1; ; reading++) {
      try {
        return fromExport(planned);
      } catch (ChangedException e) {
        if (reading == MOST_READINGS) {
          throw new ImportStoppedException(
              Reason.EXPORT_INCOMPLETE,
              "The export changed while it was being read, three times in a row. Nothing was sent."
                  + " Write exports under a new name, and the completeness marker last.",
              "the export changed under the reader");
        }
      }
    }
  }

  /** What a plan is made from. */
  private record PlannedImport(
      LegContext work, Learned learned, PlanRules rules, MembershipManifest basis) {

    ImportSchedule schedule() {
      return rules.schedule();
    }
  }

  /**
   * What decides about a plan.
   *
   * @param refresh whether everyone in the export is sent, also those whom the membership already
   *     holds
   */
  private record PlanRules(ImportSchedule schedule, Workspace workspace, boolean refresh) {}

  private static boolean refreshIsDue(LegContext work, ImportSchedule schedule) {
    int since = work.lease().record().belief().executionsSinceRefresh();
    return schedule.timing().fullRefreshEvery().filter(every -> since + 1 >= every).isPresent();
  }

  private Optional<ImportPlan> fromExport(PlannedImport planned) {
    CohortExport export = exports.newest(planned.schedule().cohort(), time.now());
    LegContext work = planned.work();
    Learned learned = planned.learned();
    learned.execution = learned.execution.with(facts(export));
    refuseStale(export, planned.schedule());
    NullWords nullWords = planned.schedule().exports().nullWords();
    String fingerprint = export.fingerprint(nullWords);
    if (agrees(planned, fingerprint)) {
      return Optional.empty();
    }
    try (MemberScratch members = new MemberScratch(work.scratch(), MemberScratch.MEMORY);
        ExportIntake intake =
            new ExportIntake(export, members, work.scratch(), work.progress(), work::goOn)) {
      RowNotes notes = reader.read(export, nullWords, intake);
      learned.execution = learned.execution.with(facts(export).and(notes.sentences()));
      intake
          .report()
          .ifPresent(
              file -> {
                memberships.report(work.keys().rejectedRows(), file);
                learned.execution =
                    learned.execution.withReport("rejectedRows", work.keys().rejectedRows());
              });
      return Optional.of(write(planned, fingerprint, members, intake.rows()));
    }
  }

  private ImportPlan drain(PlannedImport planned) {
    try (MemberScratch nobody = new MemberScratch(planned.work().scratch(), MemberScratch.MEMORY)) {
      return write(planned, "", nobody, ExportIntake.RowCounts.NONE);
    }
  }

  private ImportPlan write(
      PlannedImport planned,
      String fingerprint,
      MemberScratch members,
      ExportIntake.RowCounts rows) {
    LegContext work = planned.work();
    Learned learned = planned.learned();
    ImportExecution execution = learned.execution;
    work.goOn();
    work.progress().phase("comparing with what Braze accepted before");
    ImportPlan plan =
        memberships.plan(
            work.keys(),
            new PlanRequest(
                execution.cohortName(),
                planned.basis().target().valueOf(work.lease().cohort(), execution.cohortName()),
                planned.basis(),
                fingerprint,
                planned.rules().refresh()),
            members,
            supported(planned.rules().workspace()));
    ImportGuard.Decision decision =
        execution.origin().options().drain()
            ? ImportGuard.Decision.ALLOWED
            : ImportGuard.judge(totals(work, plan, rows), limits(planned, plan));
    learned.execution =
        execution
            .with(PlanCounts.of(plan, rows, decision, execution.counts()))
            .with(DeliveryProgress.planned(plan.key(), decision, work.lease().leg()));
    return plan;
  }

  /**
   * Whether there is nothing to do: same export, same name, same target, and the last import left
   * no change open and no supported member out.
   */
  private static boolean agrees(PlannedImport planned, String fingerprint) {
    MembershipManifest basis = planned.basis();
    return !planned.rules().refresh()
        && basis.settled()
        && !(basis.devicesLeftOut() && supported(planned.rules().workspace()).test(ANY_DEVICE))
        && basis.exportFingerprint().equals(fingerprint)
        && basis.cohortName().equals(planned.learned().execution.cohortName());
  }

  private void refuseStale(CohortExport export, ImportSchedule schedule) {
    Duration age = Duration.between(export.exportedAt(), time.now());
    if (schedule.exports().maxAge().filter(limit -> age.compareTo(limit) > 0).isPresent()) {
      throw new ImportStoppedException(
          Reason.EXPORT_STALE,
          ("The newest export is %,d hours old; the schedule allows %,d. Nothing was sent. Find out"
                  + " why Kubit has not written a new one.")
              .formatted(age.toHours(), schedule.exports().maxAge().get().toHours()),
          "the export is from " + export.exportedAt());
    }
  }

  private static ExportFacts facts(CohortExport export) {
    return new ExportFacts(
        CleanText.oneLine(export.name(), LONGEST_NAME),
        export.exportedAt(),
        export.parts().size(),
        export.bytes(),
        export.notes());
  }

  private static Predicate<MemberId> supported(Workspace workspace) {
    return switch (workspace.mode()) {
      case ATTRIBUTE ->
          member ->
              member.kind() != MemberId.Kind.DEVICE_ID
                  || workspace.deviceLookup() == Workspace.DeviceLookup.ON;
      case COHORT -> member -> true;
    };
  }

  /** The numbers for the guard. Sizes from another target do not count. */
  private ImportGuard.GuardTotals totals(
      LegContext work, ImportPlan plan, ExportIntake.RowCounts rows) {
    long believed = plan.totals().believedMembers();
    RecentSizes lately =
        plan.basis().isEmpty() ? RecentSizes.NONE : work.lease().record().belief().recentSizes();
    return new ImportGuard.GuardTotals(
        new ImportGuard.GuardMembers(
            believed,
            lately.largest(time.now(), believed),
            plan.totals().members(),
            plan.totals().leavers(),
            plan.steps(false).mapToLong(PlanStep::adds).sum()),
        new ImportGuard.GuardRows(rows.read(), rows.unreadable(), rows.withoutIdentity()));
  }

  private static ImportGuard.Limits limits(PlannedImport planned, ImportPlan plan) {
    ImportSchedule schedule = planned.schedule();
    return new ImportGuard.Limits(
        schedule.limits(),
        planned.work().lease().record().belief().usualRows(),
        plan.exportFingerprint(),
        planned.learned().execution.origin().options().confirmation());
  }
}

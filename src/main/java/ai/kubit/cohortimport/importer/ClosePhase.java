package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.guard.UsualRows;
import ai.kubit.cohortimport.ledger.CohortRecord.Belief;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import ai.kubit.cohortimport.ledger.Commit;
import ai.kubit.cohortimport.ledger.DeliveryProgress;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.MailStatus;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.PlannedLook;
import ai.kubit.cohortimport.membership.FoldedPlan;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.MembershipManifest;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The third phase: folds the answers to the plan into the next membership, then commits. Every
 * execution ends here, also one that failed, because the membership must record whatever was sent.
 */
@Singleton
final class ClosePhase {
  private static final Logger LOG = Logger.getLogger(ClosePhase.class);

  private final ImportExecutions executions;
  private final Memberships memberships;
  private final RecipientRule recipients;
  private final Time time;

  @Inject
  ClosePhase(
      ImportExecutions executions, Memberships memberships, RecipientRule recipients, Time time) {
    this.executions = executions;
    this.memberships = memberships;
    this.recipients = recipients;
    this.time = time;
  }

  /**
   * Ends an execution whose export the membership already agrees with. Nothing was read and nothing
   * changes.
   */
  ImportExecution nothingToDo(LegContext work, ImportExecution execution) {
    return commitUnchanged(
        work,
        withUsersImported(work, execution),
        new Ending(
            Outcome.COMPLETED,
            Optional.empty(),
            "The export has not changed since the last import; there was nothing to do.",
            time.now()),
        Optional.empty());
  }

  /** Ends an execution that sends nothing: the guard refused the plan, or it is a dry run. */
  ImportExecution unsent(LegContext work, ImportExecution planned, ImportPlan plan) {
    ImportExecution execution = withUsersImported(work, planned);
    boolean dryRun = execution.origin().options().dryRun();
    Ending ending =
        EndingRule.of(
            execution.counts(), execution.delivery().orElseThrow().decision(), dryRun, time.now());
    boolean confirmable = ending.outcome() == Outcome.REFUSED && !dryRun;
    Optional<Refusal> refusal =
        confirmable
            ? Optional.of(new Refusal(execution.executionId(), question(ending, execution, plan)))
            : work.lease().record().belief().refusal();
    return commitUnchanged(work, execution, ending, refusal);
  }

  private static Confirmation question(Ending ending, ImportExecution execution, ImportPlan plan) {
    return new Confirmation(
        ending.reason().orElseThrow(),
        plan.exportFingerprint(),
        plan.totals().leavers(),
        execution.counts().changes().addsPlanned());
  }

  /** Ends an execution whose whole plan was delivered. */
  ImportExecution delivered(LegContext work, ImportExecution delivered, ImportPlan plan) {
    Folded folded = fold(work, delivered, plan);
    ImportExecution execution = folded.execution();
    Ending ending =
        EndingRule.of(
            execution.counts(), execution.delivery().orElseThrow().decision(), false, time.now());
    boolean newTarget =
        plan.basis().isEmpty() && work.lease().record().belief().membership().isPresent();
    return commit(work, plan, folded, newTarget ? EndingRule.inNewTarget(ending) : ending, true);
  }

  /** Ends an execution that failed, so that a person must act. */
  ImportExecution failed(
      LegContext work, ImportExecution execution, Reason reason, String message) {
    return end(work, execution, EndingRule.failed(reason, message, time.now()));
  }

  /** Ends an execution that a person asked to stop. */
  ImportExecution stopped(LegContext work, ImportExecution execution) {
    return end(work, execution, EndingRule.stopped(time.now()));
  }

  /** Ends an execution that made no progress for too long. */
  ImportExecution stuck(LegContext work, ImportExecution execution) {
    boolean forBraze = work.lease().record().active().orElseThrow().waitedForBraze();
    return end(work, execution, EndingRule.stuck(forBraze, time.now()));
  }

  /** Ends an execution before its whole plan was delivered, perhaps before it had a plan. */
  private ImportExecution end(LegContext work, ImportExecution execution, Ending ending) {
    Optional<DeliveryProgress> delivery = execution.delivery();
    if (delivery.isEmpty() || !work.hasSent() || nothingMayBeSent(execution)) {
      return commitUnchanged(
          work,
          withUsersImported(work, execution),
          ending,
          work.lease().record().belief().refusal());
    }
    ImportPlan plan = memberships.plan(delivery.get().plan());
    return commit(work, plan, fold(work, execution, plan), ending, false);
  }

  /**
   * Whether nothing of the plan is ever sent: the guard refused it, or it is a dry run. The
   * execution must have a plan.
   */
  static boolean nothingMayBeSent(ImportExecution execution) {
    ImportGuard.Decision decision = execution.delivery().orElseThrow().decision();
    return decision.refused().isPresent() || execution.origin().options().dryRun();
  }

  /** The folded plan, and the execution with the counts that follow from it. */
  private record Folded(ImportExecution execution, FoldedPlan plan) {}

  private Folded fold(LegContext work, ImportExecution execution, ImportPlan plan) {
    work.progress().phase("recording what Braze accepted");
    DeliveryProgress delivery = execution.delivery().orElseThrow();
    FoldedPlan folded =
        memberships.fold(
            work.keys(), plan, delivery.fates(work.inDoubt(execution)), work.scratch());
    ImportExecution reported = execution;
    if (folded.refusedReport().isPresent()) {
      memberships.report(work.keys().refused(), folded.refusedReport().get());
      reported = execution.withReport("refused", work.keys().refused());
    }
    return new Folded(
        reported.with(PlanCounts.of(folded, plan.value(), reported.counts())), folded);
  }

  private ImportExecution commit(
      LegContext work, ImportPlan plan, Folded folded, Ending ending, boolean complete) {
    ImportExecution execution = folded.execution();
    MembershipManifest manifest = folded.plan().manifest();
    Set<String> lookedAt =
        isLookedAt(work, execution, ending) ? Memberships.filesForLook(plan) : Set.of();
    List<String> superseded = superseded(work.lease().cohort(), manifest.key(), lookedAt);
    Commit.NewMembership membership =
        new Commit.NewMembership(
            manifest.key(),
            manifest.names(),
            names(work.lease().record().belief()),
            recentSizes(work, execution, plan),
            complete ? usualRows(execution) : Optional.empty());
    ImportExecution done =
        commit(
            work,
            execution,
            ending,
            new Remembered(
                Optional.of(membership), complete && folded.plan().refreshed(), Optional.empty()));
    delete(superseded);
    return done;
  }

  /**
   * The sizes that the guard compares with next time. They start anew after a confirmed import, a
   * drain, and an import to a new target.
   */
  private RecentSizes recentSizes(LegContext work, ImportExecution execution, ImportPlan plan) {
    ImportOptions options = execution.origin().options();
    return options.drain() || options.confirmation().isPresent() || plan.basis().isEmpty()
        ? RecentSizes.NONE
        : work.lease()
            .record()
            .belief()
            .recentSizes()
            .plus(time.now(), plan.totals().believedMembers());
  }

  /**
   * What is usual from now on; empty if what was known before stays. If removals were held because
   * of bad rows, those rows must not become usual: the next import would then remove everyone whom
   * they no longer name. An export without rows says nothing about what is usual.
   */
  private static Optional<UsualRows> usualRows(ImportExecution execution) {
    ImportGuard.Decision decision = execution.delivery().orElseThrow().decision();
    return decision
        .totals()
        .filter(totals -> totals.rowsRead() > 0 && !decision.removalsHeld())
        .map(totals -> new UsualRows(totals.rowsRead(), totals.rowsWithoutIdentity()));
  }

  /**
   * The keys of the files that nobody needs once this commit has succeeded. If they cannot be
   * listed, the execution ends all the same, and the next commit finds them.
   */
  private List<String> superseded(CohortKey cohort, String current, Set<String> lookedAt) {
    try {
      return memberships.superseded(cohort, Optional.of(current), lookedAt);
    } catch (StorageException e) {
      LOG.warnf(e, "%s: superseded files were not found", cohort);
      return List.of();
    }
  }

  private void delete(List<String> superseded) {
    try {
      memberships.delete(superseded);
    } catch (StorageException e) {
      LOG.warnf(e, "%d superseded files were not deleted", superseded.size());
    }
  }

  private ImportExecution commitUnchanged(
      LegContext work, ImportExecution execution, Ending ending, Optional<Refusal> refusal) {
    return commit(work, execution, ending, new Remembered(Optional.empty(), false, refusal));
  }

  /** What the cohort's item keeps of an execution that has ended. */
  private record Remembered(
      Optional<Commit.NewMembership> membership, boolean refreshed, Optional<Refusal> refusal) {}

  private ImportExecution commit(
      LegContext work, ImportExecution execution, Ending ending, Remembered remembered) {
    ImportExecution ended = work.measured(execution).ended(ending);
    if (!ended.counts().balanced()) {
      throw new IllegalStateException("the counts do not add up: " + ended.counts());
    }
    List<String> owed =
        work.lease()
            .record()
            .schedule()
            .stored()
            .forMails()
            .map(schedule -> recipients.of(schedule, ended))
            .orElse(List.of());
    Optional<Instant> lastAnswerAt = ended.delivery().flatMap(DeliveryProgress::lastAnswerAt);
    return executions.commit(
        work.lease(),
        new Commit(
            ended.with(new MailStatus(0, owed.size(), 0)),
            remembered.membership(),
            lastAnswerAt,
            remembered.refreshed(),
            remembered.refusal(),
            owed,
            look(work, ended, ending)));
  }

  /** A look at Braze follows every import that went through, also one that had nothing to do. */
  private Optional<PlannedLook> look(LegContext work, ImportExecution ended, Ending ending) {
    if (!isLookedAt(work, ended, ending)) {
      return Optional.empty();
    }
    Instant now = time.now();
    Instant settled =
        ended
            .delivery()
            .flatMap(DeliveryProgress::lastAnswerAt)
            .map(at -> at.plus(PlannedLook.SETTLING))
            .filter(at -> at.isAfter(now))
            .orElse(now);
    return Optional.of(
        PlannedLook.at(settled, ended.executionId(), PlannedLook.sampleOf(work.lookAfterwards())));
  }

  private static boolean isLookedAt(LegContext work, ImportExecution execution, Ending ending) {
    boolean through =
        ending.outcome() == Outcome.COMPLETED || ending.outcome() == Outcome.COMPLETED_WITH_ERRORS;
    return through
        && work.lookAfterwards() != ImportSchedule.VerifyScope.OFF
        && !execution.origin().options().dryRun()
        && !execution.origin().options().drain();
  }

  private SortedSet<String> names(Belief before) {
    return before
        .membership()
        .map(memberships::manifest)
        .map(MembershipManifest::names)
        .orElseGet(TreeSet::new);
  }

  /**
   * Counts the members who hold the cohort's name in the membership. The schedule may have another
   * name by now.
   */
  private ImportExecution withUsersImported(LegContext work, ImportExecution execution) {
    long held =
        work.lease().record().belief().membership().map(key -> holders(work, key)).orElse(0L);
    return execution.with(PlanCounts.withUsersImported(held, execution.counts()));
  }

  /**
   * How many members hold the name. A membership that cannot be read fails the leg, and another leg
   * tries again. But an execution that is ended because it is stuck must end, so there the count is
   * 0.
   */
  private long holders(LegContext work, String membership) {
    try {
      MembershipManifest manifest = memberships.manifest(membership);
      return manifest.holders(
          manifest.target().valueOf(work.lease().cohort(), manifest.cohortName()));
    } catch (RuntimeException e) {
      if (!work.lease().stuck()) {
        throw e;
      }
      LOG.warnf(e, "the members of %s were not counted", membership);
      return 0;
    }
  }
}

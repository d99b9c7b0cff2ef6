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
import ai.kubit.cohortimport.membership.FoldedPlan;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.MembershipManifest;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.storage.ObjectStore.StorageException;
import ai.kubit.cohortimport.time.Time;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The third phase: fold what became of the plan into the next membership, then commit. Every way an
 * execution can end goes through here, failures included, because whatever was sent must be
 * believed in.
 */
final class ClosePhase {
  private static final Logger LOG = Logger.getLogger(ClosePhase.class);

  private final ImportExecutions executions;
  private final Memberships memberships;
  private final RecipientRule recipients;
  private final Time time;

  ClosePhase(
      ImportExecutions executions, Memberships memberships, RecipientRule recipients, Time time) {
    this.executions = executions;
    this.memberships = memberships;
    this.recipients = recipients;
    this.time = time;
  }

  /** The membership agreed with the export already: nothing was read, nothing changes. */
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

  /** The guard refused the plan, or only a plan was asked for. */
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

  /** Everything was delivered. */
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

  /** The execution ends before everything was delivered, possibly before there was a plan. */
  ImportExecution end(LegContext work, ImportExecution execution, Ending ending) {
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

  /** Whether the plan is one of which nothing is ever sent. */
  static boolean nothingMayBeSent(ImportExecution execution) {
    ImportGuard.Decision decision = execution.delivery().orElseThrow().decision();
    return decision.refused().isPresent() || execution.origin().options().dryRun();
  }

  /** What became of the plan, and the execution with it. */
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
    List<String> superseded = superseded(work.lease().cohort(), manifest.key());
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

  /** Who was confirmed, drained, or is in another place starts anew. */
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
   * What was held back for its rows is not usual: on the next day the same rows would remove
   * everyone whom they no longer name. An export without rows says nothing of what is usual: what
   * was known before stays.
   */
  private static Optional<UsualRows> usualRows(ImportExecution execution) {
    ImportGuard.Decision decision = execution.delivery().orElseThrow().decision();
    return decision
        .totals()
        .filter(totals -> totals.rowsRead() > 0 && !decision.removalsHeld())
        .map(totals -> new UsualRows(totals.rowsRead(), totals.rowsWithoutIdentity()));
  }

  /**
   * What no successful commit needs any more. Tidying up must keep no execution from its end: what
   * stays is found again by the next commit.
   */
  private List<String> superseded(CohortKey cohort, String current) {
    try {
      return memberships.superseded(cohort, Optional.of(current));
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

  /** What the cohort's item keeps of an execution. */
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
            owed));
  }

  private SortedSet<String> names(Belief before) {
    return before
        .membership()
        .map(memberships::manifest)
        .map(MembershipManifest::names)
        .orElseGet(TreeSet::new);
  }

  /** Under the name that they hold, which the schedule may have changed since. */
  private ImportExecution withUsersImported(LegContext work, ImportExecution execution) {
    long held =
        work.lease().record().belief().membership().map(key -> holders(work, key)).orElse(0L);
    return execution.with(PlanCounts.withUsersImported(held, execution.counts()));
  }

  /**
   * A membership that cannot be read fails the leg, and another one tries again; but it must not
   * keep what is ended for that reason from its end.
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

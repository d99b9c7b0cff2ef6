package ai.kubit.cohortimport.verifier;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.LookLease;
import ai.kubit.cohortimport.ledger.PlannedLook;
import ai.kubit.cohortimport.ledger.PlannedLooks;
import ai.kubit.cohortimport.membership.DeliveryTarget;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.LookFiles;
import ai.kubit.cohortimport.membership.MembershipManifest;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.storage.ScratchSpace;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.verification.Diagnosis;
import ai.kubit.cohortimport.verification.Verification;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import ai.kubit.cohortimport.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at what Braze really holds of a cohort: a leg of two minutes at most, so that imports have
 * their turn. A leg may die anywhere; the next one goes on from what is written.
 */
public final class CohortVerifier {
  /** The report that names who is missing. */
  public static final String REPORT = "not-in-braze";

  /** Requests that are on their way are waited for so long, then the work is written. */
  private static final Duration ENDING = Duration.ofSeconds(45);

  /** Clocks differ: a successor waits a little longer than the lease. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private static final Duration LONGEST_LEG = Duration.ofMinutes(2);

  private final VerifierParts parts;

  /**
   * What a look works with.
   *
   * @param scratch room on the disk
   */
  public record VerifierParts(
      PlannedLooks looks,
      CohortStore store,
      Workspaces workspaces,
      Memberships memberships,
      LookOpener opener,
      Time time,
      ScratchSpace scratch) {}

  public CohortVerifier(VerifierParts parts) {
    this.parts = parts;
  }

  /**
   * Works on the look that is due for a cohort.
   *
   * @param legEnd when the process may be ended
   * @return the line of history with what was found; empty where nothing was due, another leg goes
   *     on, or an import came in between
   */
  public Optional<ImportExecution> look(CohortKey cohort, Deadline legEnd, ImportProgress progress)
      throws InterruptedException {
    Duration left = legEnd.remaining();
    Duration ending = shortest(ENDING, left.dividedBy(2));
    Duration leg = shortest(LONGEST_LEG, left.minus(ending));
    if (leg.isZero()) {
      return Optional.empty();
    }
    Instant until = parts.time().now().plus(leg).plus(ending).plus(MARGIN);
    Optional<LookLease> lease = parts.looks().take(cohort, until);
    if (lease.isEmpty()) {
      return Optional.empty();
    }
    Optional<Workspace> workspace =
        parts
            .workspaces()
            .find(cohort.workspaceId())
            .map(WorkspaceRecord::effective)
            .filter(known -> known.profileReads() != Workspace.ProfileUse.OFF);
    if (workspace.isEmpty()) {
      parts.looks().drop(lease.get());
      return Optional.empty();
    }
    LookLeg.LegTimes times =
        new LookLeg.LegTimes(
            legEnd.earlierBy(left.minus(leg)),
            legEnd.earlierBy(left.minus(leg).minus(ending.dividedBy(3))),
            progress);
    return look(lease.get(), workspace.get(), times);
  }

  private static Duration shortest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Optional<ImportExecution> look(
      LookLease lease, Workspace workspace, LookLeg.LegTimes times) throws InterruptedException {
    MembershipManifest manifest =
        parts
            .memberships()
            .load(lease.record().belief().membership(), DeliveryTarget.of(workspace));
    if (manifest.isEmpty()) {
      parts.looks().drop(lease);
      return Optional.empty();
    }
    LookSubject subject =
        new LookSubject(
            lease.record().cohort(),
            lease.look(),
            manifest,
            removals(lease),
            workspace.readsValues());
    LookLeg leg = new LookLeg(parts, lease, subject, times);
    LookLeg.LegResult result;
    try {
      result = lease.look().isHopeless() ? leg.hopeless() : leg.run(parts.opener(), workspace);
    } catch (ImportStoppedException keyMissing) {
      result = leg.endedBy(keyMissing.getMessage());
    }
    return result.over() ? end(lease, subject, result) : Optional.empty();
  }

  /** The plan of the import, where it was kept and the import was not a later one. */
  private Optional<ImportPlan> removals(LookLease lease) {
    return parts
        .store()
        .execution(lease.record().cohort(), lease.look().executionId())
        .flatMap(ImportExecution::delivery)
        .flatMap(delivery -> parts.memberships().planIfKept(delivery.plan()));
  }

  private Optional<ImportExecution> end(
      LookLease lease, LookSubject subject, LookLeg.LegResult result) {
    PlannedLook.LookSoFar soFar = result.soFar();
    LookFiles files = parts.memberships().lookFiles(subject.cohort(), lease.look().executionId());
    Optional<String> report;
    try (ScratchSpace.Leg scratch = parts.scratch().open()) {
      report = files.report(soFar.notes(), scratch.directory());
    }
    Verification verification =
        new Verification(
            result.state(),
            parts.time().now(),
            Verification.LookedUp.of(soFar.tally(), subject.members()),
            Diagnosis.of(soFar.tally(), subject.members(), subject.valueAsked()),
            result.message());
    Optional<ImportExecution> line =
        parts
            .looks()
            .end(lease, verification, report.map(key -> Map.of(REPORT, key)).orElse(Map.of()));
    files.tidyUp(soFar.notes());
    return line;
  }
}

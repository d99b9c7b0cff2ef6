package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.membership.FoldedPlan;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.PlanStep;

/** Computes an execution's counts from its plan, and later from the folded plan. */
final class PlanCounts {
  private PlanCounts() {}

  /** The counts of a plan before anything is delivered. */
  static Counts of(
      ImportPlan plan, ExportIntake.RowCounts rows, ImportGuard.Decision decision, Counts before) {
    long adds = plan.steps(decision.removalsHeld()).mapToLong(PlanStep::adds).sum();
    long removes = plan.steps(decision.removalsHeld()).mapToLong(PlanStep::removes).sum();
    long held = plan.steps(false).mapToLong(PlanStep::changes).sum() - adds - removes;
    return before
        .with(
            new Counts.Rows(
                rows.read(), rows.rejected(), plan.totals().duplicates(), rows.rejectedByReason()))
        .with(
            new Counts.Members(
                plan.totals().members(),
                plan.totals().unchanged(),
                plan.totals().unsupported(),
                before.members().usersImported()))
        .with(new Counts.Changes(adds, removes, held, 0, 0, 0, adds + removes));
  }

  /** The counts after the plan was folded. */
  static Counts of(FoldedPlan folded, String value, Counts before) {
    Counts.Changes planned = before.changes();
    Counts.Members members = before.members();
    Counts.ImportEffort effort = before.effort();
    return before
        .with(
            new Counts.Changes(
                planned.addsPlanned() - folded.skipped().all(),
                planned.removesPlanned(),
                planned.removesHeld(),
                folded.accepted(),
                folded.refused(),
                folded.unknown(),
                folded.notSent()))
        .with(
            new Counts.Members(
                members.members(),
                members.unchanged(),
                members.unsupported() + folded.skipped().all(),
                folded.manifest().holders(value),
                folded.skipped()))
        .with(
            new Counts.ImportEffort(
                effort.requests(),
                effort.retries(),
                effort.rateLimited(),
                folded.accepted() + folded.unknown(),
                effort.durationMs(),
                effort.legs()));
  }

  static Counts withUsersImported(long usersImported, Counts before) {
    Counts.Members members = before.members();
    return before.with(
        new Counts.Members(
            members.members(), members.unchanged(), members.unsupported(), usersImported));
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Diffs slice after slice and writes the steps; the plan itself is written last. */
final class ImportPlanner {
  private final ObjectStore store;
  private final StateKeys keys;
  private final PlanRequest request;
  private final Predicate<MemberId> supported;
  private final List<PlanStep> removals = new ArrayList<>();
  private final List<PlanStep> additions = new ArrayList<>();

  ImportPlanner(
      ObjectStore store, StateKeys keys, PlanRequest request, Predicate<MemberId> supported) {
    this.store = store;
    this.keys = keys;
    this.request = request;
    this.supported = supported;
  }

  ImportPlan plan(MemberScratch export, Consumer<ImportPlan> writer) {
    MembershipManifest basis = request.basis();
    Partitions cut =
        Partitions.forMembers(Math.max(export.members(), basis.certain() + basis.maybe()));
    BelievedMembers believed = new BelievedMembers(store, basis);
    MembershipDiff diff = new MembershipDiff(request.value(), request.refreshAll(), supported);
    ImportPlan.Totals totals = ImportPlan.Totals.NONE;
    for (int partition = 0; partition < cut.count(); partition++) {
      PlannedChanges.Writer leaving = new PlannedChanges.Writer();
      PlannedChanges.Writer staying = new PlannedChanges.Writer();
      for (int slice : cut.slices(partition)) {
        MembershipDiff.Changes changes = diff.changes(export.slice(slice), believed.slice(slice));
        changes.removals().forEach(leaving::add);
        changes.additions().forEach(staying::add);
        totals = totals.plus(changes);
      }
      leaving.store(store, keys, true, partition).ifPresent(removals::add);
      staying.store(store, keys, false, partition).ifPresent(additions::add);
    }
    List<PlanStep> steps = new ArrayList<>(removals);
    steps.addAll(additions);
    ImportPlan plan =
        new ImportPlan(
            keys.plan(),
            request.value(),
            basis.target(),
            basis.key(),
            cut,
            request.exportFingerprint(),
            request.refreshAll(),
            steps,
            totals);
    writer.accept(plan);
    return plan;
  }
}

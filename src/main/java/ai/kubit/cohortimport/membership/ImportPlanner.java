package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Diffs partition after partition and writes the steps; the plan itself is written last. */
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
    BelievedMembers believed = new BelievedMembers(store, basis, cut);
    MembershipDiff diff = new MembershipDiff(request.value(), request.refreshAll(), supported);
    ImportPlan.Totals totals = ImportPlan.Totals.NONE;
    for (int partition = 0; partition < cut.count(); partition++) {
      MembershipDiff.Changes changes =
          diff.changes(export.partition(cut, partition), believed.partition(partition));
      write(partition, true, changes.removals());
      write(partition, false, changes.additions());
      totals = totals.plus(changes);
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

  private void write(int partition, boolean removal, List<MemberChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    String name = (removal ? "remove-" : "add-") + Partitions.name(partition);
    String key = keys.planStep(name);
    store.put(key, PlannedChanges.write(changes));
    long adds = changes.stream().filter(change -> change.add() != null).count();
    long removes = changes.stream().mapToLong(change -> change.remove().size()).sum();
    (removal ? removals : additions)
        .add(new PlanStep(name, removal, partition, key, changes.size(), adds, removes));
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
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
  private final List<PlanStep> devices = new ArrayList<>();

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
      writeAdditions(partition, changes.additions());
      totals = totals.plus(changes);
    }
    List<PlanStep> steps = new ArrayList<>(removals);
    steps.addAll(additions);
    steps.addAll(devices);
    ImportPlan plan =
        new ImportPlan(
            keys.plan(),
            request.cohortName(),
            request.value(),
            request.announces(),
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

  private void writeAdditions(int partition, List<MemberChange> changes) {
    if (changes.stream().noneMatch(this::needsLookup)) {
      write(partition, false, changes);
      return;
    }
    write(partition, false, changes.stream().filter(change -> !needsLookup(change)).toList());
    write(
        PlanStep.nameForDevices(partition),
        partition,
        changes.stream().filter(this::needsLookup).toList(),
        devices);
  }

  /** Whether Braze can be told only once a lookup has found the device's profile. */
  private boolean needsLookup(MemberChange change) {
    return change.member().kind() == MemberId.Kind.DEVICE_ID
        && change.brazeId().isEmpty()
        && request.basis().target().mode() == DeliveryMode.ATTRIBUTE;
  }

  private void write(int partition, boolean removal, List<MemberChange> changes) {
    String name = (removal ? "remove-" : "add-") + Partitions.name(partition);
    write(name, partition, changes, removal ? removals : additions);
  }

  private void write(String name, int partition, List<MemberChange> changes, List<PlanStep> steps) {
    if (changes.isEmpty()) {
      return;
    }
    String key = keys.planStep(name);
    store.put(key, PlannedChanges.write(changes));
    long adds = changes.stream().filter(change -> change.add() != null).count();
    long removes = changes.stream().mapToLong(change -> change.remove().size()).sum();
    steps.add(new PlanStep(name, steps == removals, partition, key, changes.size(), adds, removes));
  }
}

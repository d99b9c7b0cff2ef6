package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
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
    BelievedMembers believed = new BelievedMembers(store, basis);
    MembershipDiff diff = new MembershipDiff(request.value(), request.refreshAll(), supported);
    ImportPlan.Totals totals = ImportPlan.Totals.NONE;
    for (int partition = 0; partition < cut.count(); partition++) {
      PlannedChanges.Writer leaving = new PlannedChanges.Writer();
      PlannedChanges.Writer staying = new PlannedChanges.Writer();
      PlannedChanges.Writer unresolved = new PlannedChanges.Writer();
      for (int slice : cut.slices(partition)) {
        MembershipDiff.Changes changes = diff.changes(export.slice(slice), believed.slice(slice));
        changes.removals().forEach(leaving::add);
        for (MemberChange change : changes.additions()) {
          (needsLookup(change) ? unresolved : staying).add(change);
        }
        totals = totals.plus(changes);
      }
      leaving.store(store, keys, PlanStep.REMOVE, partition).ifPresent(removals::add);
      staying.store(store, keys, PlanStep.ADD, partition).ifPresent(additions::add);
      unresolved.store(store, keys, PlanStep.DEVICES, partition).ifPresent(devices::add);
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

  /** Whether Braze can be told only once a lookup has found the device's profile. */
  private boolean needsLookup(MemberChange change) {
    return change.member().kind() == MemberId.Kind.DEVICE_ID
        && change.brazeId().isEmpty()
        && request.basis().target().mode() == DeliveryMode.ATTRIBUTE;
  }
}

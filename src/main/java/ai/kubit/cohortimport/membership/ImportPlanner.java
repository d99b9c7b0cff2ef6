package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Makes a plan: computes the diff slice by slice, stores the steps, and stores the plan itself
 * last.
 */
final class ImportPlanner {
  private final ObjectStore store;
  private final StateKeys keys;
  private final PlanRequest request;
  private final Predicate<MemberId> supported;
  private final List<PlanStep> removals = new ArrayList<>();
  private final List<PlanStep> additions = new ArrayList<>();
  private final List<PlanStep> repetitions = new ArrayList<>();
  private final UnresolvedDevices devices;
  private final SharedProfiles shared;

  ImportPlanner(
      ObjectStore store, StateKeys keys, PlanRequest request, Predicate<MemberId> supported) {
    this.store = store;
    this.keys = keys;
    this.request = request;
    this.supported = supported;
    this.devices = new UnresolvedDevices(request.basis().lookupsFrom());
    this.shared = new SharedProfiles(request.value());
  }

  ImportPlan plan(MemberScratch export, Consumer<ImportPlan> writer) {
    MembershipManifest basis = request.basis();
    Partitions cut =
        Partitions.forMembers(Math.max(export.members(), basis.certain() + basis.maybe()));
    MembershipReader believed = new MembershipReader(store, basis);
    MembershipDiff diff = new MembershipDiff(request.value(), request.refreshAll(), supported);
    ImportPlan.PlanTotals totals = ImportPlan.PlanTotals.NONE;
    for (int partition = 0; partition < cut.count(); partition++) {
      PlannedChanges.ChangeWriter leaving = new PlannedChanges.ChangeWriter();
      PlannedChanges.ChangeWriter staying = new PlannedChanges.ChangeWriter();
      for (int slice : cut.slices(partition)) {
        List<MembershipRow> before = believed.slice(slice);
        MembershipDiff.SliceChanges changes = diff.changes(export.slice(slice), before);
        changes.removals().forEach(leaving::add);
        changes.removals().forEach(shared::left);
        if (believed.anyHeldBeside()) {
          shared.stay(before, changes.removals());
        }
        List<MemberChange> unresolved = new ArrayList<>();
        for (MemberChange change : changes.additions()) {
          if (needsLookup(change)) {
            unresolved.add(change);
          } else {
            staying.add(change);
          }
        }
        devices.add(unresolved);
        totals = totals.plus(changes);
      }
      leaving.store(store, keys, PlanStep.REMOVE, partition).ifPresent(removals::add);
      staying.store(store, keys, PlanStep.ADD, partition).ifPresent(additions::add);
      devices.store(store, keys, partition);
    }
    if (!shared.isEmpty() && !request.refreshAll()) {
      totals = totals.repeating(repeat(cut));
    }
    List<PlanStep> steps = new ArrayList<>(removals);
    steps.addAll(additions);
    steps.addAll(repetitions);
    steps.addAll(devices.steps());
    ImportPlan plan =
        new ImportPlan(
            keys.plan(),
            new ImportPlan.PlannedName(request.cohortName(), request.value(), request.announces()),
            new ImportPlan.PlanStart(basis.target(), basis.key(), cut),
            new ImportPlan.PlanSource(request.exportFingerprint(), request.refreshAll()),
            new ImportPlan.PlanWork(steps, totals));
    writer.accept(plan);
    return plan;
  }

  /**
   * Plans the adds that become necessary because of removals. Few memberships need any. Returns how
   * many there are.
   */
  private long repeat(Partitions cut) {
    MembershipReader believed = new MembershipReader(store, request.basis());
    long repeated = 0;
    for (int partition = 0; partition < cut.count(); partition++) {
      PlannedChanges.ChangeWriter again = new PlannedChanges.ChangeWriter();
      for (int slice : cut.slices(partition)) {
        believed.slice(slice).stream()
            .flatMap(belief -> shared.again(belief).stream())
            .forEach(again::add);
      }
      Optional<PlanStep> step = again.store(store, keys, PlanStep.AGAIN, partition);
      step.ifPresent(repetitions::add);
      repeated += step.map(PlanStep::adds).orElse(0L);
    }
    return repeated;
  }

  /** Whether the change can be sent only after a lookup has found the device's profile. */
  private boolean needsLookup(MemberChange change) {
    return change.member().kind() == MemberId.Kind.DEVICE_ID
        && change.brazeId().isEmpty()
        && request.basis().target().mode() == DeliveryMode.ATTRIBUTE;
  }
}

package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns a plan and what became of it into the next membership, partition by partition. */
final class PlanFold {
  private record Pair(MemberId member, String value) {}

  private final ObjectStore store;
  private final StateKeys keys;
  private final ImportPlan plan;
  private final MembershipManifest basis;
  private final PlanFates fates;
  private final Set<MemberId.Kind> openLeavers;
  private final Map<Integer, List<PlanStep>> stepsByPartition = new HashMap<>();
  private final Map<Fate, Long> tally = new EnumMap<>(Fate.class);

  PlanFold(
      ObjectStore store,
      StateKeys keys,
      ImportPlan plan,
      MembershipManifest basis,
      PlanFates fates) {
    this.store = store;
    this.keys = keys;
    this.plan = plan;
    this.basis = basis;
    this.fates = fates;
    this.openLeavers = openLeavers();
    plan.steps(false)
        .forEach(
            step ->
                stepsByPartition
                    .computeIfAbsent(step.partition(), p -> new ArrayList<>(2))
                    .add(step));
  }

  FoldedPlan fold(Path scratch) {
    try (RefusedReport report = new RefusedReport(scratch)) {
      List<MembershipManifest.PartitionFile> files = new ArrayList<>();
      if (stepsByPartition.isEmpty()) {
        files.addAll(basis.files());
      } else {
        BelievedMembers believed = new BelievedMembers(store, basis, plan.partitions());
        for (int partition = 0; partition < plan.partitions().count(); partition++) {
          file(partition, believed, report).ifPresent(files::add);
        }
      }
      return folded(files, report);
    }
  }

  private Optional<MembershipManifest.PartitionFile> file(
      int partition, BelievedMembers believed, RefusedReport report) {
    List<PlanStep> steps = stepsByPartition.getOrDefault(partition, List.of());
    if (steps.isEmpty() && basis.partitions().equals(plan.partitions())) {
      return basis.files().stream().filter(file -> file.partition() == partition).findFirst();
    }
    Map<Pair, Believed> beliefs = new LinkedHashMap<>();
    for (Believed belief : believed.partition(partition)) {
      beliefs.put(new Pair(belief.member(), belief.value()), belief);
    }
    for (PlanStep step : steps) {
      fold(step, beliefs, report);
    }
    if (beliefs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        BelievedMembers.write(
            store, keys.membershipFile(partition), partition, new ArrayList<>(beliefs.values())));
  }

  private void fold(PlanStep step, Map<Pair, Believed> beliefs, RefusedReport report) {
    Map<Long, StepExceptions.Finding> exceptions = exceptions(step);
    boolean held = fates.removalsHeld() && step.removal();
    long answered = fates.answered(step);
    Iterator<MemberChange> changes = PlannedChanges.open(store, step);
    for (long object = 0; changes.hasNext(); object++) {
      MemberChange change = changes.next();
      StepExceptions.Finding exception = exceptions.get(object);
      Fate fate = fate(object, answered, exception);
      fold(change, fate, beliefs);
      if (held) {
        continue;
      }
      tally.merge(fate, (long) change.size(), Long::sum);
      if (fate == Fate.REFUSED) {
        report.add(change, exception.reason());
      }
    }
  }

  /** The kinds of identity of the leavers whose removal was not accepted. */
  private Set<MemberId.Kind> openLeavers() {
    Set<MemberId.Kind> kinds = EnumSet.noneOf(MemberId.Kind.class);
    plan.steps(false)
        .filter(PlanStep::removal)
        .filter(step -> !isAccepted(step))
        .forEach(step -> addOpenLeavers(step, kinds));
    return kinds;
  }

  private boolean isAccepted(PlanStep step) {
    return fates.answered(step) == step.objects() && exceptions(step).isEmpty();
  }

  private void addOpenLeavers(PlanStep step, Set<MemberId.Kind> kinds) {
    Map<Long, StepExceptions.Finding> exceptions = exceptions(step);
    long answered = fates.answered(step);
    Iterator<MemberChange> changes = PlannedChanges.open(store, step);
    for (long object = 0; changes.hasNext(); object++) {
      MemberChange change = changes.next();
      if (fate(object, answered, exceptions.get(object)) != Fate.ACCEPTED) {
        kinds.add(change.member().kind());
      }
    }
  }

  /**
   * Whether the member may be one of those leavers under another name. An external id is another
   * person than every other external id; of an alias and a device nobody can say.
   */
  private boolean mayHaveAnOpenRemoval(MemberId member) {
    return member.kind() == MemberId.Kind.EXTERNAL_ID
        ? openLeavers.stream().anyMatch(kind -> kind != MemberId.Kind.EXTERNAL_ID)
        : !openLeavers.isEmpty();
  }

  private Map<Long, StepExceptions.Finding> exceptions(PlanStep step) {
    Map<Long, StepExceptions.Finding> exceptions = new HashMap<>();
    for (StepExceptions known : StepExceptions.of(step.name(), fates.exceptions())) {
      known.readInto(store, exceptions);
    }
    return exceptions;
  }

  private static Fate fate(long object, long answered, StepExceptions.Finding exception) {
    if (exception != null) {
      return exception.fate();
    }
    return object < answered ? Fate.ACCEPTED : Fate.NOT_DONE;
  }

  /**
   * A removal that will be sent again may be of somebody who was added under another name, and then
   * takes the value from that one too. So adds beside such a removal are repeated after it.
   */
  private void fold(MemberChange change, Fate fate, Map<Pair, Believed> beliefs) {
    for (String value : change.remove()) {
      beliefs.computeIfPresent(
          new Pair(change.member(), value),
          (pair, before) -> Fold.afterRemove(before, fate).orElse(null));
    }
    if (change.add() != null) {
      Believed added = Believed.certain(change.member(), change.add(), change.brazeId());
      Fate lasting =
          fate == Fate.ACCEPTED && mayHaveAnOpenRemoval(change.member()) ? Fate.UNKNOWN : fate;
      beliefs.compute(
          new Pair(change.member(), change.add()),
          (pair, before) ->
              Fold.afterAdd(Optional.ofNullable(before), added, lasting).orElse(null));
    }
  }

  private long tally(Fate fate) {
    return tally.getOrDefault(fate, 0L);
  }

  private FoldedPlan folded(List<MembershipManifest.PartitionFile> files, RefusedReport report) {
    TreeSet<String> values = new TreeSet<>();
    files.forEach(file -> values.addAll(file.values().keySet()));
    boolean settled =
        tally(Fate.REFUSED) == 0
            && !fates.removalsHeld()
            && files.stream().noneMatch(file -> file.maybe() > 0 || file.refusals());
    MembershipManifest manifest =
        new MembershipManifest(
            keys.manifest(),
            plan.target(),
            plan.value(),
            plan.exportFingerprint(),
            settled,
            stepsByPartition.isEmpty() ? basis.partitions() : plan.partitions(),
            files,
            values);
    return new FoldedPlan(
        manifest,
        plan.refreshAll(),
        tally(Fate.ACCEPTED),
        tally(Fate.REFUSED),
        tally(Fate.UNKNOWN),
        tally(Fate.NOT_DONE),
        report.finish());
  }
}

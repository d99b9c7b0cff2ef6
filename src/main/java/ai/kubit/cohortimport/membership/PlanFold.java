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
import java.util.stream.IntStream;

/**
 * Computes the next membership from a plan and its outcomes, partition by partition, and stores it.
 * For members who may be one person, see the project's page "State", chapter "One person under two
 * names".
 */
final class PlanFold {
  private record Pair(MemberId member, String value) {
    /**
     * Written by hand, because the generated method of a record is slower in the native executable.
     */
    @Override
    public int hashCode() {
      return 31 * member.hashCode() + value.hashCode();
    }
  }

  private final ObjectStore store;
  private final StateKeys keys;
  private final ImportPlan plan;
  private final MembershipManifest basis;
  private final PlanFates fates;
  private final Set<MemberId.Kind> openRemovals;
  private final Set<MemberId.Kind> addedBeside;
  private final boolean renames;
  private boolean removalsRefused;
  private final Map<Integer, List<PlanStep>> stepsByPartition = new HashMap<>();
  private final Map<Fate, long[]> tally = new EnumMap<>(Fate.class);
  private SkippedDevices skipped = SkippedDevices.NONE;

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
    this.openRemovals = openLeavers();
    this.addedBeside = fates.removalsHeld() || removalsRefused ? added() : Set.of();
    this.renames = plan.steps(true).anyMatch(step -> step.removes() > 0);
    plan.steps(addedBeside.isEmpty() && fates.removalsHeld())
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
        MembershipReader believed = new MembershipReader(store, basis);
        IntStream.range(0, plan.partitions().count())
            .forEach(partition -> file(partition, believed, report).ifPresent(files::add));
      }
      return folded(files, report);
    }
  }

  private Optional<MembershipManifest.PartitionFile> file(
      int partition, MembershipReader believed, RefusedReport report) {
    List<PlanStep> steps = stepsByPartition.getOrDefault(partition, List.of());
    if (steps.isEmpty() && basis.partitions().equals(plan.partitions())) {
      return basis.files().stream().filter(file -> file.partition() == partition).findFirst();
    }
    List<OpenStep> open = steps.stream().map(step -> new OpenStep(step, report)).toList();
    MembershipWriter file = new MembershipWriter();
    for (int slice : plan.partitions().slices(partition)) {
      Map<Pair, MembershipRow> beliefs = new LinkedHashMap<>();
      for (MembershipRow belief : believed.slice(slice)) {
        beliefs.put(new Pair(belief.member(), belief.value()), belief);
      }
      open.forEach(step -> step.fold(slice, beliefs));
      beliefs.values().forEach(file::add);
    }
    open.forEach(OpenStep::end);
    return file.store(store, keys.membershipFile(partition), partition);
  }

  /** A step whose changes are folded slice by slice. */
  private final class OpenStep {
    private final PlanStep step;
    private final RefusedReport report;
    private final long answered;
    private final Map<Long, StepOutcomes.Finding> exceptions;
    private final Map<Long, DeviceFinding> devices;
    private final Iterator<MemberChange> changes;
    private long object = -1;
    private MemberChange next;
    private int nextSlice;

    OpenStep(PlanStep step, RefusedReport report) {
      this.step = step;
      this.report = report;
      this.answered = fates.answered(step);
      this.exceptions = exceptions(step);
      this.devices = step.isForDevices() ? devices(step) : Map.of();
      this.changes = PlannedChanges.open(store, step);
      advance();
    }

    private void advance() {
      object++;
      next = changes.hasNext() ? changes.next() : null;
      nextSlice = next == null ? -1 : Partitions.sliceOf(next.member());
    }

    void fold(int slice, Map<Pair, MembershipRow> beliefs) {
      while (next != null && nextSlice == slice) {
        if (step.isForDevices()) {
          foundProfile().ifPresent(change -> fold(change, beliefs));
        } else {
          fold(next, beliefs);
        }
        advance();
      }
    }

    /**
     * A device's change as it was sent; empty if no profile was found, because nothing was sent
     * then.
     */
    private Optional<MemberChange> foundProfile() {
      DeviceFinding device = devices.get(object);
      if (device == null || device.kind() != DeviceFinding.FindingKind.FOUND) {
        skipped = skipped.plus(device);
        return Optional.empty();
      }
      return Optional.of(next.of(device.brazeId()));
    }

    private void fold(MemberChange change, Map<Pair, MembershipRow> beliefs) {
      if (fates.removalsHeld() && step.removal()) {
        foldHeld(change, beliefs);
        return;
      }
      // There are nearly always no exceptions. This check avoids boxing the object's number for
      // each object.
      StepOutcomes.Finding exception = exceptions.isEmpty() ? null : exceptions.get(object);
      Fate fate = fate(object, answered, exception);
      if (step.isRepetition()) {
        beliefs.computeIfPresent(
            new Pair(change.member(), change.add()), (pair, before) -> Fold.inDoubt(before));
      }
      PlanFold.this.fold(change, fate, beliefs);
      tally.computeIfAbsent(fate, counted -> new long[1])[0] += change.size();
      if (fate == Fate.REFUSED) {
        report.add(change, exception.reason());
      }
    }

    void end() {
      if (next != null) {
        throw new IllegalStateException("a plan step is not in order: " + step.key());
      }
    }
  }

  /** The kinds of identifier of the members whom the plan adds. */
  private Set<MemberId.Kind> added() {
    Set<MemberId.Kind> kinds = EnumSet.noneOf(MemberId.Kind.class);
    for (PlanStep step : plan.steps(true).toList()) {
      PlannedChanges.open(store, step)
          .forEachRemaining(change -> kinds.add(change.member().kind()));
    }
    return kinds;
  }

  /**
   * Folds a removal that was held back. It was never sent, so its row stays as it was, except that
   * it may become {@link MembershipRow#heldBeside}.
   */
  private void foldHeld(MemberChange change, Map<Pair, MembershipRow> beliefs) {
    if (mayHaveBeenAdded(change.member())) {
      for (String value : change.remove()) {
        beliefs.computeIfPresent(new Pair(change.member(), value), (pair, before) -> held(before));
      }
    }
  }

  private boolean mayHaveBeenAdded(MemberId member) {
    return SharedProfiles.mayBeOneOf(addedBeside, member);
  }

  /**
   * The row after a removal. A refused removal leaves its row beside added members, as a held
   * removal does.
   */
  private MembershipRow refused(MemberChange change, Fate fate, MembershipRow after) {
    boolean staysBeside =
        fate == Fate.REFUSED && change.add() == null && mayHaveBeenAdded(change.member());
    return staysBeside ? after.besideAnAdd() : after;
  }

  /**
   * The row after its removal was held back. A rename removes the old name from the member who was
   * added before, and so perhaps from this one, too.
   */
  private MembershipRow held(MembershipRow before) {
    return before.heldBeside() && renames ? Fold.inDoubt(before) : before.besideAnAdd();
  }

  /**
   * The kinds of identifier of the members whose removal was held back or not accepted. A later
   * import sends these removals.
   */
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
    Map<Long, StepOutcomes.Finding> exceptions = exceptions(step);
    long answered = fates.answered(step);
    Iterator<MemberChange> changes = PlannedChanges.open(store, step);
    for (long object = 0; changes.hasNext(); object++) {
      MemberChange change = changes.next();
      Fate fate = fate(object, answered, exceptions.get(object));
      removalsRefused |= fate == Fate.REFUSED;
      if (fate != Fate.ACCEPTED) {
        kinds.add(change.member().kind());
      }
    }
  }

  private Map<Long, StepOutcomes.Finding> exceptions(PlanStep step) {
    Map<Long, StepOutcomes.Finding> exceptions = new HashMap<>();
    for (StepOutcomes known : StepOutcomes.of(step.name(), fates.outcomes())) {
      known.readInto(store, exceptions);
    }
    return exceptions;
  }

  private Map<Long, DeviceFinding> devices(PlanStep step) {
    Map<Long, DeviceFinding> devices = new HashMap<>();
    for (StepOutcomes known : StepOutcomes.of(step.lookup().name(), fates.outcomes())) {
      known.readDevicesInto(store, devices);
    }
    return devices;
  }

  /**
   * The hash of the device at which the plan's lookups were given up; 0 if they were not given up.
   */
  private long lookupsFrom() {
    for (PlanStep step : plan.steps(false).filter(PlanStep::isForDevices).toList()) {
      long asked = fates.answered(step.lookup());
      if (asked < step.objects()) {
        Iterator<MemberChange> changes = PlannedChanges.open(store, step);
        for (long object = 0; object < asked; object++) {
          changes.next();
        }
        return Partitions.hash(changes.next().member());
      }
    }
    return 0;
  }

  private Fate fate(long object, long answered, StepOutcomes.Finding exception) {
    if (exception != null && exception.fate() != Fate.NOT_DONE) {
      return exception.fate();
    }
    if (exception == null && object < answered) {
      return Fate.ACCEPTED;
    }
    return fates.inDoubt() ? Fate.UNKNOWN : Fate.NOT_DONE;
  }

  /**
   * Folds one change. A removal that a later import sends again may be of a person who was added
   * here under another name, and would then take the value from that name, too. So such an add
   * counts as unknown, and is sent again after the removal.
   */
  private void fold(MemberChange change, Fate fate, Map<Pair, MembershipRow> beliefs) {
    for (String value : change.remove()) {
      beliefs.computeIfPresent(
          new Pair(change.member(), value),
          (pair, before) ->
              Fold.afterRemove(before, fate)
                  .map(after -> refused(change, fate, after))
                  .orElse(null));
    }
    if (change.add() != null) {
      MembershipRow added = MembershipRow.certain(change.member(), change.add(), change.brazeId());
      Fate lasting =
          fate == Fate.ACCEPTED && SharedProfiles.mayBeOneOf(openRemovals, change.member())
              ? Fate.UNKNOWN
              : fate;
      beliefs.compute(
          new Pair(change.member(), change.add()),
          (pair, before) ->
              Fold.afterAdd(Optional.ofNullable(before), added, lasting).orElse(null));
    }
  }

  private long tally(Fate fate) {
    return tally.getOrDefault(fate, new long[1])[0];
  }

  private FoldedPlan folded(List<MembershipManifest.PartitionFile> files, RefusedReport report) {
    TreeSet<String> values = new TreeSet<>();
    files.forEach(file -> values.addAll(file.values().keySet()));
    boolean settled =
        tally(Fate.REFUSED) == 0
            && tally(Fate.NOT_DONE) == 0
            && skipped.open() == 0
            && !fates.removalsHeld()
            && files.stream().noneMatch(file -> file.maybe() > 0 || file.refusals());
    MembershipManifest manifest =
        new MembershipManifest(
            keys.manifest(),
            plan.target(),
            new MembershipManifest.LastExecution(
                plan.announces() && !fates.named() ? basis.cohortName() : plan.cohortName(),
                plan.exportFingerprint(),
                settled,
                lookupsFrom(),
                plan.totals().unsupported() > 0),
            stepsByPartition.isEmpty() ? basis.partitions() : plan.partitions(),
            new MembershipManifest.MembershipContents(files, values));
    return new FoldedPlan(
        manifest,
        plan.refreshAll(),
        new FoldedPlan.ChangeFates(
            tally(Fate.ACCEPTED), tally(Fate.REFUSED), tally(Fate.UNKNOWN), tally(Fate.NOT_DONE)),
        skipped,
        report.finish());
  }
}

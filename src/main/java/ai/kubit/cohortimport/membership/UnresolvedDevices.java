package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The steps for devices that must be looked up. An execution has time for so many lookups only, and
 * whoever leads to nobody is asked about again every time. So they are asked about in the order of
 * their hashes, in a circle that begins where the last execution gave up: everyone gets a turn.
 */
final class UnresolvedDevices {
  private final long from;
  private final List<PlanStep> sooner = new ArrayList<>();
  private final List<PlanStep> later = new ArrayList<>();
  private PlannedChanges.ChangeWriter here = new PlannedChanges.ChangeWriter();
  private PlannedChanges.ChangeWriter behind = new PlannedChanges.ChangeWriter();

  /**
   * None yet.
   *
   * @param from the hash to begin with
   */
  UnresolvedDevices(long from) {
    this.from = from;
  }

  /** Adds those of the next slice. */
  void add(List<MemberChange> slice) {
    slice.stream()
        .sorted(Comparator.comparingLong(UnresolvedDevices::hash))
        .forEach(change -> (hash(change) >= from ? here : behind).add(change));
  }

  private static long hash(MemberChange change) {
    return Partitions.hash(change.member());
  }

  /** Stores what was added since the partition before. */
  void store(ObjectStore store, StateKeys keys, int partition) {
    here.store(store, keys, PlanStep.DEVICES, partition).ifPresent(sooner::add);
    behind.store(store, keys, PlanStep.DEVICES_LATER, partition).ifPresent(later::add);
    here = new PlannedChanges.ChangeWriter();
    behind = new PlannedChanges.ChangeWriter();
  }

  /** All steps, in the order of delivery. */
  List<PlanStep> steps() {
    return Stream.concat(sooner.stream(), later.stream()).toList();
  }
}

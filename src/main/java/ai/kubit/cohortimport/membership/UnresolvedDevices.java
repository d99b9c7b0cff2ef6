package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the steps for devices that must be looked up. An execution has time for a limited number of
 * lookups, and a device without a profile is looked up again in each execution. So that each device
 * gets a turn, devices are looked up in the order of their hashes, beginning where the last
 * execution gave up, and from the end of the order on again from its beginning.
 */
final class UnresolvedDevices {
  private final long from;
  private final List<PlanStep> sooner = new ArrayList<>();
  private final List<PlanStep> later = new ArrayList<>();
  private PlannedChanges.ChangeWriter here = new PlannedChanges.ChangeWriter();
  private PlannedChanges.ChangeWriter behind = new PlannedChanges.ChangeWriter();

  /**
   * Creates it without any device.
   *
   * @param from the hash to begin with
   */
  UnresolvedDevices(long from) {
    this.from = from;
  }

  /** Adds the devices of the next slice. */
  void add(List<MemberChange> slice) {
    slice.stream()
        .sorted(Comparator.comparingLong(UnresolvedDevices::hash))
        .forEach(change -> (hash(change) >= from ? here : behind).add(change));
  }

  private static long hash(MemberChange change) {
    return Partitions.hash(change.member());
  }

  /** Stores the devices of a partition: those that were added since the last call. */
  void store(ObjectStore store, StateKeys keys, int partition) {
    here.store(store, keys, PlanStep.DEVICES, partition).ifPresent(sooner::add);
    behind.store(store, keys, PlanStep.DEVICES_LATER, partition).ifPresent(later::add);
    here = new PlannedChanges.ChangeWriter();
    behind = new PlannedChanges.ChangeWriter();
  }

  /** All stored steps, in the order of delivery. */
  List<PlanStep> steps() {
    return Stream.concat(sooner.stream(), later.stream()).toList();
  }
}

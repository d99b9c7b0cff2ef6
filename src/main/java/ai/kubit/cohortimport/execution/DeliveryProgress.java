package ai.kubit.cohortimport.execution;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far the delivery of a plan is: what the next leg must know.
 *
 * @param stepsDone the names of the steps whose every change was answered
 * @param objectsAnswered of a step that is not done: how many of its first objects need not be sent
 *     again
 * @param changesAnswered single changes that were answered so far, of all steps
 * @param lastRemovalAt when Braze last answered a removal; adds wait for it to settle
 */
public record DeliveryProgress(
    SortedSet<String> stepsDone,
    Map<String, Long> objectsAnswered,
    long changesAnswered,
    Optional<Instant> lastRemovalAt) {
  public static final DeliveryProgress NONE =
      new DeliveryProgress(new TreeSet<>(), Map.of(), 0, Optional.empty());

  public DeliveryProgress {
    stepsDone = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(stepsDone));
    objectsAnswered = java.util.Collections.unmodifiableMap(new TreeMap<>(objectsAnswered));
    Objects.requireNonNull(lastRemovalAt, "lastRemovalAt");
  }
}

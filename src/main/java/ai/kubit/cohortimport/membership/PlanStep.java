package ai.kubit.cohortimport.membership;

import java.util.Objects;

/**
 * One step of a plan: one file of objects, delivered in order.
 *
 * @param name {@code remove-00} or {@code add-ff}
 * @param removal whether it removes members who left; such steps are delivered first
 * @param partition the partition its members lie in
 * @param key its file
 * @param objects how many objects it has
 * @param adds how many single adds
 * @param removes how many single removes
 */
public record PlanStep(
    String name,
    boolean removal,
    int partition,
    String key,
    long objects,
    long adds,
    long removes) {
  public PlanStep {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
  }

  /** How many single changes it has. */
  public long changes() {
    return adds + removes;
  }
}

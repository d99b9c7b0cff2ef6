package ai.kubit.cohortimport.membership;

import java.util.Objects;

/**
 * One step of a plan: one file of objects, delivered in order.
 *
 * @param name {@code remove-00}, {@code add-ff}, {@code again-00} for adds that a removal makes
 *     necessary once more, or {@code device-00} and {@code device-later-00} for adds that need a
 *     lookup
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
  /** Begins the names of steps that remove members who left. */
  static final String REMOVE = "remove-";

  /** Begins the names of steps for members of the export. */
  static final String ADD = "add-";

  /** Begins the names of steps for members whose profile loses the value to a leaver. */
  static final String AGAIN = "again-";

  /** Begins the names of steps for members whose device must be looked up first. */
  static final String DEVICES = "device-";

  /** Begins the names of such steps that come after all others. */
  static final String DEVICES_LATER = "device-later-";

  private static final String LOOKUP = "lookup-";

  public PlanStep {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
  }

  /** Whether its members are devices whose profiles must be found before anything can be sent. */
  public boolean isForDevices() {
    return name.startsWith(DEVICES);
  }

  /** Whether its members held the value for certain until a removal of this plan took it. */
  boolean isRepetition() {
    return name.startsWith(AGAIN);
  }

  /**
   * Finding the profiles of a step for devices: the same objects, of which none changes anything.
   */
  public PlanStep lookup() {
    return new PlanStep(
        LOOKUP + name.substring(DEVICES.length()), false, partition, key, objects, 0, 0);
  }

  public boolean isLookup() {
    return name.startsWith(LOOKUP);
  }

  /** How many single changes it has. */
  public long changes() {
    return adds + removes;
  }
}

package ai.kubit.cohortimport.membership;

import java.util.Objects;

/**
 * One step of a plan: one file with objects, which are delivered in order.
 *
 * @param name {@code remove-00}; {@code add-ff}; {@code again-00} for adds that are sent again
 *     because of a removal; {@code device-00} and {@code device-later-00} for adds that need a
 *     lookup. The last part is the partition
 * @param removal whether it removes members who left; such steps are delivered first
 * @param partition the partition of its members
 * @param key the key of its file
 * @param objects how many objects it has
 * @param adds how many single adds it has
 * @param removes how many single removals it has
 */
public record PlanStep(
    String name,
    boolean removal,
    int partition,
    String key,
    long objects,
    long adds,
    long removes) {
  /** The beginning of the names of steps that remove members who left. */
  static final String REMOVE = "remove-";

  /** The beginning of the names of steps for members of the export. */
  static final String ADD = "add-";

  /**
   * The beginning of the names of steps for members who stay, but lose the value because a leaver
   * has the same profile.
   */
  static final String AGAIN = "again-";

  /** The beginning of the names of steps for members whose device must be looked up first. */
  static final String DEVICES = "device-";

  /** The beginning of the names of such steps that are delivered after all others. */
  static final String DEVICES_LATER = "device-later-";

  private static final String LOOKUP = "lookup-";

  public PlanStep {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
  }

  /** Whether its members are devices, whose profiles must be found before anything can be sent. */
  public boolean isForDevices() {
    return name.startsWith(DEVICES);
  }

  /** Whether its members certainly held the value until a removal of this plan took it. */
  boolean isRepetition() {
    return name.startsWith(AGAIN);
  }

  /**
   * The step that looks up the profiles for this step. It has the same objects, but changes
   * nothing.
   */
  public PlanStep lookup() {
    return new PlanStep(
        LOOKUP + name.substring(DEVICES.length()), false, partition, key, objects, 0, 0);
  }

  public boolean isLookup() {
    return name.startsWith(LOOKUP);
  }

  /** How many single changes the step has. */
  public long changes() {
    return adds + removes;
  }
}

package ai.kubit.cohortimport.schedule;

/**
 * How much an export may change before a person must confirm it.
 *
 * @param maxRemovalPercent above this share of the cohort removals are refused; 0 to 100
 * @param maxGrowthFactor more than so many times the members are refused, where it is many; 2 to
 *     1,000
 * @param maxUnreadablePercent above this share of unreadable rows removals are held back; 0 to 100
 */
public record ImportLimits(int maxRemovalPercent, int maxGrowthFactor, int maxUnreadablePercent) {
  /** What holds where a schedule says nothing. */
  public static final ImportLimits DEFAULT = new ImportLimits(50, 10, 1);
}

package ai.kubit.cohortimport.verification;

/**
 * Which share of a cohort exists in Braze, from those who were looked up. Where all of them were,
 * it is exact; else it has a 95 % interval: Wilson's, which also holds near 0 and 100 %.
 *
 * @param members how many the cohort has
 * @param looked how many of them were looked up, at least 1: of nobody there is no share
 * @param found how many of those exist
 */
public record MatchEstimate(long members, long looked, long found) {
  private static final double Z = 1.959964;
  private static final int TENTHS = 1000;

  public MatchEstimate {
    if (looked < 1) {
      throw new IllegalArgumentException("nobody was looked up");
    }
    if (found < 0 || found > looked) {
      throw new IllegalArgumentException("more were found than looked up, or less than none");
    }
  }

  /** Whether every member was looked up. */
  public boolean isExact() {
    return looked >= members;
  }

  /** The share in percent, to a tenth. */
  public double percent() {
    return tenths(share());
  }

  /** The lower end of the interval, as {@link #percent}. */
  public double low() {
    return isExact() ? percent() : tenths(Math.max(0, centre() - half()));
  }

  /** The upper end of the interval. */
  public double high() {
    return isExact() ? percent() : tenths(Math.min(1, centre() + half()));
  }

  private double share() {
    return (double) found / looked;
  }

  private double centre() {
    return (share() + Z * Z / (2 * looked)) / (1 + Z * Z / looked);
  }

  private double half() {
    double spread = share() * (1 - share()) / looked + Z * Z / (4.0 * looked * looked);
    return Z * Math.sqrt(spread) / (1 + Z * Z / looked);
  }

  private static double tenths(double share) {
    return Math.round(share * TENTHS) / 10.0;
  }
}

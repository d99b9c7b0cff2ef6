package ai.kubit.cohortimport.braze;

/**
 * How many requests may be on their way at once. It starts small and, while the pace is lost to it,
 * grows by one with every answer: it doubles within the time that an answer takes, as TCP's slow
 * start does (RFC 5681). So not many more connections are opened than Braze's answer times ask for,
 * as each costs a TLS handshake.
 */
final class InFlightLimit {
  static final int START = 40;

  private final int most;
  private int limit;
  private boolean tooLow;

  InFlightLimit(int most) {
    this.most = most;
    this.limit = Math.min(START, most);
  }

  /**
   * Whether one more may start.
   *
   * @param onTheirWay how many are
   * @param paceIsLost whether the pace has saved up all that it can, so that waiting longer costs
   *     time
   */
  boolean admits(int onTheirWay, boolean paceIsLost) {
    boolean admitted = onTheirWay < limit;
    tooLow = !admitted && paceIsLost;
    return admitted;
  }

  void answered() {
    if (tooLow && limit < most) {
      limit++;
    }
  }
}

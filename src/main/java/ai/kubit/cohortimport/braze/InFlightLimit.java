package ai.kubit.cohortimport.braze;

/**
 * How many requests may be on their way at once. It starts small and, while the pace is lost to it,
 * grows by one with every second answer: by half within the time that an answer takes, as a gentler
 * form of TCP's slow start (RFC 5681). So no more connections are opened than Braze's answer times
 * ask for, as each costs a TLS handshake.
 */
final class InFlightLimit {
  static final int START = 40;

  private final int most;
  private int halves;
  private boolean tooLow;

  InFlightLimit(int most) {
    this.most = most;
    this.halves = 2 * Math.min(START, most);
  }

  /**
   * Whether one more may start.
   *
   * @param onTheirWay how many are
   * @param paceIsLost whether the pace has saved up all that it can, so that waiting longer costs
   *     time
   */
  boolean admits(int onTheirWay, boolean paceIsLost) {
    boolean admitted = onTheirWay < halves / 2;
    tooLow = !admitted && paceIsLost;
    return admitted;
  }

  void answered() {
    if (tooLow && halves / 2 < most) {
      halves++;
    }
  }
}

package ai.kubit.cohortimport.delivery;

/**
 * How many requests may be on their way at once. It starts small and, while the pace is lost to it,
 * grows by one with every answer: it doubles within the time that an answer takes, as TCP's slow
 * start does (RFC 5681). So not many more connections are opened than Braze's answer times ask for,
 * as each costs a TLS handshake. The first answers are no reason to grow: they took so long because
 * of the handshakes.
 */
final class ConcurrencyLimit {
  /**
   * Measured at 1,000 requests a second: enough where an answer takes 50 ms, and where it takes 200
   * the pace is found within a second.
   */
  static final int START = 80;

  private final int most;
  private int limit;
  private int firstAnswers;
  private boolean tooLow;

  ConcurrencyLimit(int most) {
    this.most = most;
    this.limit = Math.min(START, most);
    this.firstAnswers = limit;
  }

  /**
   * Whether one more may start.
   *
   * @param onTheirWay how many are
   * @param paceIsLost whether waiting longer costs time, see {@link RateLimiter#isSavedUp}
   */
  boolean admits(int onTheirWay, boolean paceIsLost) {
    boolean admitted = onTheirWay < limit;
    tooLow = !admitted && paceIsLost && firstAnswers == 0;
    return admitted;
  }

  void answered() {
    if (firstAnswers > 0) {
      firstAnswers--;
    }
    if (tooLow && limit < most) {
      limit++;
    }
  }
}

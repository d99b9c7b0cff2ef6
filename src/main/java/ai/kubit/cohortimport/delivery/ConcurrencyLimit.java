package ai.kubit.cohortimport.delivery;

/**
 * How many requests may be in flight at once. The limit starts small. While it slows the delivery
 * down, it grows by one with each answer, so it doubles in the time that an answer takes, as TCP's
 * slow start does (<a href="https://www.rfc-editor.org/rfc/rfc5681">RFC 5681</a>). So the delivery
 * opens few more connections than it needs at the speed of Braze's answers: each connection costs a
 * TLS handshake. The first answers do not raise the limit, because they are slow only because of
 * the handshakes.
 */
final class ConcurrencyLimit {
  /**
   * The limit at the start. At 1,000 requests a second this is enough if an answer takes 50 ms. If
   * it takes 200 ms, the limit has grown enough after one second. Both were measured.
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
   * Whether one more request may start.
   *
   * @param onTheirWay how many requests are in flight
   * @param paceIsLost whether to wait longer would mean sending below the rate limit, see {@link
   *     RateLimiter#isSavedUp}
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

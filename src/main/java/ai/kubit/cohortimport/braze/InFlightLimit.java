package ai.kubit.cohortimport.braze;

/**
 * How many requests may be on their way at once. It starts small, and while more are wanted than it
 * lets through, each answer raises it by one, as TCP's slow start does (RFC 5681): so no more
 * connections are opened than Braze's answer times ask for, as each costs a TLS handshake.
 */
final class InFlightLimit {
  static final int START = 32;

  private final int most;
  private int limit;
  private int raises;

  InFlightLimit(int most) {
    this.most = most;
    this.limit = Math.min(START, most);
  }

  boolean isReached(int onTheirWay) {
    return onTheirWay >= limit;
  }

  /** One more request would start now, but for the limit: it may double within one round trip. */
  void wasInTheWay() {
    if (raises == 0) {
      raises = Math.min(limit, most - limit);
    }
  }

  void answered() {
    if (raises > 0) {
      raises--;
      limit++;
    }
  }
}

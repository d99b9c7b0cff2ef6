package ai.kubit.cohortimport.delivery;

/** Why a request got no answer, as far as that decides what may be done next. */
public enum TransportFailure {
  /** Nothing reached Braze: no connection was made. */
  NOT_SENT(false),
  /**
   * The connection ended without an answer. A kept connection that died while nobody looked fails
   * like this, which is why such a request may be repeated at once.
   */
  CONNECTION_CLOSED(true),
  /** Sent, at least in part; no whole answer came in the request's life. */
  UNKNOWN_FATE(true),
  /** Sent; the answer was longer than any of Braze's, so that it was not read to its end. */
  TOO_LONG(true),
  /** Whoever answered could not prove to be Braze. Nothing was sent and nothing is tried again. */
  UNTRUSTED(false),
  /** The fence had passed before the request was written. Nothing was sent. */
  FENCED(false);

  private final boolean perhapsReceived;

  TransportFailure(boolean perhapsReceived) {
    this.perhapsReceived = perhapsReceived;
  }

  /** Whether Braze may have acted on the request. */
  public boolean perhapsReceived() {
    return perhapsReceived;
  }
}

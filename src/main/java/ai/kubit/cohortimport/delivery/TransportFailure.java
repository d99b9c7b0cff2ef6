package ai.kubit.cohortimport.delivery;

/** Why a request got no answer. What to do next depends on it. */
public enum TransportFailure {
  /** Nothing reached Braze: no connection was made. */
  NOT_SENT(false),
  /**
   * The connection was closed without an answer. A kept-alive connection that died unnoticed fails
   * like this, so such a request may be sent again at once.
   */
  CONNECTION_CLOSED(true),
  /** The request was sent, at least in part, and no complete answer came in time. */
  UNKNOWN_FATE(true),
  /**
   * The request was sent. The answer was longer than any of Braze's, so it was not read to its end.
   */
  TOO_LONG(true),
  /** The server's certificate is not trusted. Nothing was sent, and there is no retry. */
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

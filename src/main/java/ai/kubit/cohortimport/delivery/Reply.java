package ai.kubit.cohortimport.delivery;

import java.time.Instant;

/** What came of one request. */
public sealed interface Reply {

  /** No answer came, or it was not read to its end. */
  record Lost(TransportFailure failure) implements Reply {}

  /**
   * An answer came. It is read only when the delivery asks, on the delivery's thread. The delivery
   * calls each method once.
   */
  non-sealed interface Answered extends Reply {
    /**
     * What the answer says about Braze's rate limit.
     *
     * @param now the time by this machine's clock, for an answer that does not say Braze's time
     */
    RateLimits limits(Instant now);

    /** What the answer means for the objects that were sent. */
    ResponseDecision decision();
  }
}

package ai.kubit.cohortimport.delivery;

import java.time.Instant;

/** What came back for one request. */
public sealed interface Reply {

  /** No answer came, or none that was read to its end. */
  record Lost(TransportFailure failure) implements Reply {}

  /**
   * An answer came. It is read when the delivery asks, on the delivery's thread: each method is
   * called once.
   */
  non-sealed interface Answered extends Reply {
    /**
     * What the answer says about Braze's rate limit.
     *
     * @param now the moment by our clock, for an answer that does not tell Braze's
     */
    RateLimits limits(Instant now);

    /** What the answer means for the objects that were sent. */
    ResponseDecision decision();
  }
}

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.RateLimits;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import java.time.Instant;
import java.util.function.Function;

/**
 * An answer of HTTP as the delivery takes it: headers and body are read when it asks, on its
 * thread, not on the one that received them.
 *
 * @param reading what the answer means for the objects that were sent
 */
public record BrazeReply(BrazeResponse response, Function<BrazeResponse, ResponseDecision> reading)
    implements Reply.Answered {
  @Override
  public RateLimits limits(Instant now) {
    return RateLimitHeaders.read(response, now);
  }

  @Override
  public ResponseDecision decision() {
    return reading.apply(response);
  }

  @Override
  public String toString() {
    return response.toString();
  }
}

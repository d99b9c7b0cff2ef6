package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.RateLimits;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import java.time.Instant;
import java.util.function.Function;

/**
 * An HTTP response in the form that the delivery takes. Headers and body are read when the delivery
 * asks, on its thread and not on the network's.
 *
 * @param reading tells what the response means for the objects that were sent
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

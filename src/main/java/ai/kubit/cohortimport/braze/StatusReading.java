package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.ResponseDecision;
import java.util.Optional;

/**
 * What an HTTP status means, whatever was sent (<a
 * href="https://www.braze.com/docs/api/errors/">Braze, "API errors and responses"</a>). Statuses
 * that Braze does not list come from proxies on the way. 423 is listed for partner cohorts only (<a
 * href="https://www.braze.com/docs/cohort_import/">Braze, "Partner cohort import"</a>).
 */
public record StatusReading(FailureMessages denial) {

  /**
   * The decision if the status alone decides; empty for a 2xx, and for a 4xx that is about the
   * content of the batch.
   */
  Optional<ResponseDecision> of(int status) {
    return switch (status) {
      case 401 -> Optional.of(ResponseDecision.keyRefused(denial.keyRefused(status)));
      case 402, 403, 407, 451 -> Optional.of(ResponseDecision.keyRefused(denial.forbidden(status)));
      case 404, 405, 406, 410, 415 -> Optional.of(ResponseDecision.denied(denial.notFound(status)));
      case 408, 423, 425 -> Optional.of(ResponseDecision.unavailable());
      case 429 -> Optional.of(ResponseDecision.rateLimited());
      default -> ofFamily(status);
    };
  }

  private Optional<ResponseDecision> ofFamily(int status) {
    return switch (status / 100) {
      case 2, 4 -> Optional.empty();
      // A redirect is never followed, because the key would go to another host.
      case 3 -> Optional.of(ResponseDecision.denied(denial.notFound(status)));
      default -> Optional.of(ResponseDecision.unavailable());
    };
  }
}

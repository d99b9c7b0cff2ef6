package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.ResponseDecision;
import java.util.Optional;

/** What a status means whatever was sent (Braze, "API errors and responses"). */
public record StatusReading(FailureMessages denial) {

  /** The decision, where the status alone decides; empty for 2xx and for the batch's own faults. */
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
      // A redirect is never followed: the key would go to another host.
      case 3 -> Optional.of(ResponseDecision.denied(denial.notFound(status)));
      default -> Optional.of(ResponseDecision.unavailable());
    };
  }
}

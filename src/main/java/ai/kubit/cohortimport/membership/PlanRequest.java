package ai.kubit.cohortimport.membership;

import java.util.Objects;

/**
 * What a plan is to achieve.
 *
 * @param value the value that members are to hold: the cohort's name
 * @param basis what Braze is believed to hold
 * @param exportFingerprint the export that is to be mirrored; empty for a drain
 * @param refreshAll whether every member is sent again
 */
public record PlanRequest(
    String value, MembershipManifest basis, String exportFingerprint, boolean refreshAll) {
  public PlanRequest {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(exportFingerprint, "exportFingerprint");
  }
}

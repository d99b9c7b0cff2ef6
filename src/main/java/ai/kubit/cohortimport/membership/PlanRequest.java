package ai.kubit.cohortimport.membership;

import java.util.Objects;

/**
 * What a plan is to achieve.
 *
 * @param cohortName the cohort's name
 * @param value the value that members are to hold: the name, or what stands for it in the target
 * @param basis what Braze is believed to hold
 * @param exportFingerprint the export that is to be mirrored; empty for a drain
 * @param refreshAll whether every member is sent again
 */
public record PlanRequest(
    String cohortName,
    String value,
    MembershipManifest basis,
    String exportFingerprint,
    boolean refreshAll) {
  public PlanRequest {
    Objects.requireNonNull(cohortName, "cohortName");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(exportFingerprint, "exportFingerprint");
  }

  /** Whether Braze must be told the cohort's name before any member: it is new, or has another. */
  boolean announces() {
    return basis.target().mode() == ai.kubit.cohortimport.workspace.Workspace.DeliveryMode.COHORT
        && !basis.cohortName().equals(cohortName);
  }
}

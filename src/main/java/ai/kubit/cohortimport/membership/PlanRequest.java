package ai.kubit.cohortimport.membership;

import java.util.Objects;

/**
 * What a plan must achieve.
 *
 * @param cohortName the cohort's name
 * @param value the value that members must hold: the name, or the cohort's id in {@code COHORT}
 *     mode
 * @param basis the membership to start from
 * @param exportFingerprint the export that Braze must agree with; the empty string for a drain
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

  /**
   * Whether Braze must get the cohort's name before any member, because the cohort is new or
   * renamed. Only in {@code COHORT} mode.
   */
  boolean announces() {
    return basis.target().mode() == ai.kubit.cohortimport.workspace.Workspace.DeliveryMode.COHORT
        && !basis.cohortName().equals(cohortName);
  }
}

package ai.kubit.cohortimport.braze;

import java.time.Instant;
import java.util.Objects;

/**
 * A cohort as Braze's partner endpoint takes it (<a
 * href="https://www.braze.com/docs/cohort_import/">Braze, "Partner cohort import"</a>). {@code
 * ATTRIBUTE} mode does not use it.
 *
 * @param cohortId Kubit's id; it never changes, although the name may
 * @param name the name that marketers see
 * @param createdAt when the cohort was created; Braze requires it
 */
public record PartnerCohort(String cohortId, String name, Instant createdAt) {
  public PartnerCohort {
    Objects.requireNonNull(cohortId, "cohortId");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(createdAt, "createdAt");
  }
}

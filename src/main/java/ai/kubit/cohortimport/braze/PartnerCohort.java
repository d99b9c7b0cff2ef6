package ai.kubit.cohortimport.braze;

import java.time.Instant;
import java.util.Objects;

/**
 * The cohort as Braze's partner endpoint knows it. {@code ATTRIBUTE} mode has no use for it.
 *
 * @param cohortId never changes, so that the name may
 * @param name what marketers see
 * @param createdAt when the cohort came to be
 */
public record PartnerCohort(String cohortId, String name, Instant createdAt) {
  public PartnerCohort {
    Objects.requireNonNull(cohortId, "cohortId");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(createdAt, "createdAt");
  }
}

package ai.kubit.cohortimport.workspace;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.Optional;

/**
 * The keys where something stands in for Braze and was given none of its own. Stored keys are
 * Braze's: whatever stands in for it never gets them, and they are not even read.
 */
public final class NoLocalKeys implements BrazeKeys {

  @Override
  public Optional<BrazeKey> find(String workspaceId, Purpose purpose) {
    throw missing(nameOf(workspaceId, purpose));
  }

  @Override
  public Optional<BrazeKey> findAgain(String workspaceId, Purpose purpose) {
    throw missing(nameOf(workspaceId, purpose));
  }

  @Override
  public Optional<BrazeKey> findPartner(PartnerRegion region) {
    throw missing(nameOf(region));
  }

  private static ImportStoppedException missing(String stored) {
    return new ImportStoppedException(
        Reason.KEY_MISSING,
        ("KUBIT_BRAZE_URL sends requests elsewhere than to Braze, and a stored key such as %s never"
                + " goes there. Set KUBIT_LOCAL_KEY to the key that is accepted there, or unset"
                + " KUBIT_BRAZE_URL.")
            .formatted(stored),
        "KUBIT_LOCAL_KEY is not set");
  }
}

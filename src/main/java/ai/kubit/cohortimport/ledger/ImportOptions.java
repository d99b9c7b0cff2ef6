package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.guard.Confirmation;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked of an import beyond bringing Braze up to date with the newest export.
 *
 * @param dryRun plan and count, send nothing
 * @param fullRefresh send every member again
 * @param drain remove everyone
 * @param confirmation what the guard had asked about and a person confirmed; the begin of the
 *     import fills it in, whatever its caller wrote here
 */
public record ImportOptions(
    boolean dryRun, boolean fullRefresh, boolean drain, Optional<Confirmation> confirmation) {
  public static final ImportOptions PLAIN = new ImportOptions(false, false, false);
  public static final ImportOptions DRAIN = new ImportOptions(false, false, true);

  public ImportOptions {
    Objects.requireNonNull(confirmation, "confirmation");
  }

  /** Nothing confirmed. */
  public ImportOptions(boolean dryRun, boolean fullRefresh, boolean drain) {
    this(dryRun, fullRefresh, drain, Optional.empty());
  }

  /** Whether a person confirmed what the guard had asked about. */
  public boolean isConfirmed() {
    return confirmation.isPresent();
  }

  ImportOptions confirming(Optional<Confirmation> confirmed) {
    return new ImportOptions(dryRun, fullRefresh, drain, confirmed);
  }
}

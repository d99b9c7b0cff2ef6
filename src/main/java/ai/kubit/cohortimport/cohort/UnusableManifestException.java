package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import java.util.Objects;

/**
 * A folder's manifest says nothing that can be relied on. That stops an import only where the
 * folder is the newest export.
 */
final class UnusableManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ImportStoppedException stop;

  /**
   * A manifest that does not count.
   *
   * @param clause what is wrong with it, about "its manifest.json"
   * @param stop how the import ends where there is no other export
   */
  UnusableManifestException(String clause, ImportStoppedException stop) {
    super(clause, stop);
    this.stop = Objects.requireNonNull(stop, "stop");
  }

  ImportStoppedException stop() {
    return stop;
  }
}

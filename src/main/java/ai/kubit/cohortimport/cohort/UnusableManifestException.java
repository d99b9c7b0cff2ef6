package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import java.util.Objects;

/**
 * A folder's manifest is wrong or cannot be read. That stops an import only if the folder is the
 * newest export.
 */
final class UnusableManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ImportStoppedException stop;

  /**
   * Creates the exception.
   *
   * @param clause what is wrong, as a clause that begins with the file's name
   * @param stop how the import ends if there is no other export
   */
  UnusableManifestException(String clause, ImportStoppedException stop) {
    super(clause, stop);
    this.stop = Objects.requireNonNull(stop, "stop");
  }

  ImportStoppedException stop() {
    return stop;
  }
}

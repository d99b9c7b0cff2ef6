package ai.kubit.cohortimport.guard;

import ai.kubit.cohortimport.outcome.Reason;
import java.util.Objects;

/**
 * What a person confirmed: the question that an execution was refused with, about that very export.
 * The execution that refused counted the removals and additions; a tenth more is covered, as what
 * Braze holds may have changed since.
 *
 * @param kind the guard's question; one for everyone is not one for many
 * @param exportFingerprint the export that it was about
 * @param removals how many members would have been removed
 * @param additions how many would have been added
 */
public record Confirmation(Reason kind, String exportFingerprint, long removals, long additions) {
  public Confirmation {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(exportFingerprint, "exportFingerprint");
  }

  public long removalsUpTo() {
    return removals + removals / 10;
  }

  public long additionsUpTo() {
    return additions + additions / 10;
  }

  /** Whoever confirmed many removals was shown the growth beside them, too. */
  boolean isAbout(Reason question) {
    return kind == question || (kind == Reason.GUARD_REMOVALS && question == Reason.GUARD_GROWTH);
  }

  long upTo(Reason question) {
    return question == Reason.GUARD_GROWTH ? additionsUpTo() : removalsUpTo();
  }
}

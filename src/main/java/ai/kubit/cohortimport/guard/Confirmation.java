package ai.kubit.cohortimport.guard;

import ai.kubit.cohortimport.outcome.Reason;
import java.util.Objects;

/**
 * A person's confirmation of one question of the guard, for one export. The numbers are those of
 * the execution that was refused. A confirmation covers up to 10 % more than them, because what
 * Braze holds may have changed since.
 *
 * @param kind the question: to confirm that many are removed does not confirm that everyone is
 * @param exportFingerprint the export that the refused execution read; no other export is confirmed
 * @param removals how many members the refused execution would have removed
 * @param additions how many members it would have added
 */
public record Confirmation(Reason kind, String exportFingerprint, long removals, long additions) {
  /** What a confirmation covers, of the numbers that the person was shown. */
  private static final int COVERED_PERCENT = 110;

  public Confirmation {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(exportFingerprint, "exportFingerprint");
  }

  /** How many percent of the numbers that a person was shown a confirmation covers. */
  public static int coveredPercent() {
    return COVERED_PERCENT;
  }

  public long removalsUpTo() {
    return removals * COVERED_PERCENT / 100;
  }

  public long additionsUpTo() {
    return additions * COVERED_PERCENT / 100;
  }

  /**
   * Whether this answers a question. To confirm many removals also confirms the growth, because the
   * person was shown both.
   */
  boolean isAbout(Reason question) {
    return kind == question || (kind == Reason.GUARD_REMOVALS && question == Reason.GUARD_GROWTH);
  }

  long upTo(Reason question) {
    return question == Reason.GUARD_GROWTH ? additionsUpTo() : removalsUpTo();
  }
}

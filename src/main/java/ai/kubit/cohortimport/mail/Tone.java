package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.util.Optional;

/** How serious an outcome is: a colour, and a sign that says the same without colour. */
public enum Tone {
  GOOD("✓", "#166534"),
  /** Done, but for a few. */
  NOTE("◆", "#1e3a8a"),
  CALM("■", "#334155"),
  WARN("!", "#92400e"),
  BAD("✕", "#991b1b");

  private final String mark;
  private final String colour;

  Tone(String mark, String colour) {
    this.mark = mark;
    this.colour = colour;
  }

  public String mark() {
    return mark;
  }

  /** Dark enough for white text on it: a contrast of 7 to 1 at least. */
  String colour() {
    return colour;
  }

  /** How serious an execution's ending is; a problem that concerns a few is no alarm. */
  public static Tone of(ImportExecution execution) {
    return execution
        .ending()
        .map(
            ending ->
                ending.outcome() == Outcome.COMPLETED_WITH_ERRORS
                    ? ofProblem(ending, execution)
                    : of(ending.outcome()))
        .orElse(CALM);
  }

  private static Tone ofProblem(ImportExecution.Ending ending, ImportExecution execution) {
    Optional<Affected> affected =
        ending.reason().flatMap(reason -> Affected.by(reason, execution.counts()));
    if (affected.filter(Affected::most).isPresent()) {
      return BAD;
    }
    boolean held = ending.reason().equals(Optional.of(Reason.REMOVALS_HELD));
    return !held && affected.filter(Affected::few).isPresent() ? NOTE : WARN;
  }

  private static Tone of(Outcome outcome) {
    return switch (outcome) {
      case COMPLETED -> GOOD;
      case COMPLETED_WITH_ERRORS, REFUSED -> WARN;
      case FAILED -> BAD;
      case CANCELLED -> CALM;
    };
  }
}

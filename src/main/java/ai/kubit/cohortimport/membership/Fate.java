package ai.kubit.cohortimport.membership;

/** What became of one planned change. */
public enum Fate {
  /** Braze accepted it. */
  ACCEPTED,
  /** Braze refused this very change. */
  REFUSED,
  /** It was sent, but no answer said what became of it. */
  UNKNOWN,
  /**
   * It was certainly never sent: each leg says at its end of which objects it had no answer, and
   * what a leg may have sent that died before it could say so is {@link #UNKNOWN}.
   */
  NOT_DONE
}

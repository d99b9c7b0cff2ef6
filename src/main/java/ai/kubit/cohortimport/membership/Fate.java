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
   * Its step was not finished. Most likely it was never sent, but a leg that died may have sent it,
   * so belief treats it as {@link #UNKNOWN}; only the counts keep the two apart.
   */
  NOT_DONE
}

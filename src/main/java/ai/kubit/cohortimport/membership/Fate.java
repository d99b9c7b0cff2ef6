package ai.kubit.cohortimport.membership;

/** What became of one planned change. */
public enum Fate {
  /** Braze accepted it. */
  ACCEPTED,
  /** Braze refused the change. */
  REFUSED,
  /** The change was sent, but no answer said what became of it. */
  UNKNOWN,
  /**
   * The change was certainly never sent. Each leg records at its end which objects have no answer.
   * If a leg died before it could record that, what it may have sent is {@link #UNKNOWN}.
   */
  NOT_DONE
}

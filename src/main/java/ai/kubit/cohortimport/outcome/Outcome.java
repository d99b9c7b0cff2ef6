package ai.kubit.cohortimport.outcome;

/** How an execution ended: the word of the history line. */
public enum Outcome {
  /** Every change was accepted by Braze, or there was nothing to change. */
  COMPLETED,
  /** Done, but something needs a look; the reason says what. */
  COMPLETED_WITH_ERRORS,
  /** The guard held the import back; nothing was sent. */
  REFUSED,
  /** The import could not be finished. What was delivered is recorded. */
  FAILED,
  /** A person stopped it. What was delivered is recorded. */
  CANCELLED
}

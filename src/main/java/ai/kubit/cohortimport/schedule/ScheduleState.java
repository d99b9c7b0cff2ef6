package ai.kubit.cohortimport.schedule;

/** Where a schedule is in its life. */
public enum ScheduleState {
  /** Its next run is due at {@code nextRunAt}. */
  LIVE,
  /** It stands, but nothing is due until it is resumed; "import now" works. */
  PAUSED,
  /** A one-time schedule that has begun its run; "import now" works. */
  FINISHED,
  /** Ended by a person; nothing is imported any more. */
  CANCELLED
}

package ai.kubit.cohortimport.scenario;

/** What Braze, or the way there, does to one request. */
enum BrazeFault {
  SERVER_ERROR,
  SERVER_ERROR_BUT_APPLIED,
  ANSWER_LOST,
  REQUEST_LOST,
  CLOSED_BUT_APPLIED,
  NO_CONNECTION,
  RATE_LIMITED,
  GARBAGE,
  GARBAGE_BUT_APPLIED,
  QUEUED_202,
  KEY_REFUSED;

  /** Whether what was sent takes effect all the same. */
  boolean applies() {
    return switch (this) {
      case SERVER_ERROR_BUT_APPLIED,
          ANSWER_LOST,
          CLOSED_BUT_APPLIED,
          GARBAGE_BUT_APPLIED,
          QUEUED_202 ->
          true;
      case SERVER_ERROR, REQUEST_LOST, NO_CONNECTION, RATE_LIMITED, GARBAGE, KEY_REFUSED -> false;
    };
  }
}

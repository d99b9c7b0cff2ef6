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
  KEY_REFUSED,
  FORBIDDEN,
  NOT_FOUND,
  REDIRECTED,
  /** Some objects are named as refused, all others are taken or, with a 400, none. */
  REFUSES_SOME,
  /** The request as a whole, without a word why. */
  REFUSES_ALL,
  UNNAMED_ERROR_BUT_APPLIED,
  /** A success that counts no object, and is none. */
  COUNTS_NONE,
  /** A success that leaves out one object and says so by its count only. */
  COUNTS_FEWER,
  /** Says success and its contrary. */
  TWO_MESSAGES;

  /** Whether what was sent takes effect all the same. */
  boolean applies() {
    return switch (this) {
      case SERVER_ERROR_BUT_APPLIED,
          ANSWER_LOST,
          CLOSED_BUT_APPLIED,
          GARBAGE_BUT_APPLIED,
          UNNAMED_ERROR_BUT_APPLIED,
          REFUSES_SOME,
          COUNTS_FEWER,
          QUEUED_202 ->
          true;
      case SERVER_ERROR,
          REQUEST_LOST,
          NO_CONNECTION,
          RATE_LIMITED,
          GARBAGE,
          KEY_REFUSED,
          FORBIDDEN,
          NOT_FOUND,
          REDIRECTED,
          REFUSES_ALL,
          COUNTS_NONE,
          TWO_MESSAGES ->
          false;
    };
  }
}

package ai.kubit.cohortimport.outcome;

import java.util.Objects;

/**
 * An import cannot go on, for a reason that belongs to its line of history. It is thrown only for
 * what a person outside this function must act on, or what Braze must get over; our own trouble
 * (DynamoDB, S3, a bug) stays an exception of its own kind and is retried by the sweep.
 */
public final class ImportStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;

  /**
   * @param message for the recipient of the mail: what happened and what to do, no ids of members,
   *     no keys
   * @param detail for the log: the technical facts, under the same rule
   */
  public ImportStoppedException(Reason reason, String message, String detail) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.detail = Objects.requireNonNull(detail, "detail");
  }

  public Reason reason() {
    return reason;
  }

  public String detail() {
    return detail;
  }
}

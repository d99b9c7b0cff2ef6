package ai.kubit.cohortimport.outcome;

/** Why an execution ended as it did, and who must act on it. */
public enum Reason {
  GUARD_EMPTY(Owner.CUSTOMER),
  GUARD_REMOVALS(Owner.CUSTOMER),
  GUARD_GROWTH(Owner.CUSTOMER),
  ROWS_REJECTED(Owner.DATA),
  REMOVALS_HELD(Owner.DATA),
  MEMBERS_REFUSED(Owner.DATA),
  MEMBERS_UNKNOWN(Owner.BRAZE),
  DEVICES_UNRESOLVED(Owner.DATA),
  EXPORT_MISSING(Owner.CUSTOMER),
  EXPORT_INCOMPLETE(Owner.CUSTOMER),
  EXPORT_CORRUPT(Owner.CUSTOMER),
  EXPORT_UNREADABLE(Owner.CUSTOMER),
  EXPORT_TOO_LARGE(Owner.CUSTOMER),
  EXPORT_STALE(Owner.CUSTOMER),
  BAD_SCHEDULE(Owner.CUSTOMER),
  BAD_WORKSPACE(Owner.CUSTOMER),
  KEY_MISSING(Owner.CUSTOMER),
  BRAZE_KEY(Owner.CUSTOMER),
  BRAZE_FORBIDDEN(Owner.CUSTOMER),
  BRAZE_NOT_FOUND(Owner.CUSTOMER),
  BRAZE_UNAVAILABLE(Owner.BRAZE),
  STUCK(Owner.OURS),
  STOPPED(Owner.CUSTOMER);

  /** Who must act. */
  public enum Owner {
    /** The customer's configuration or a customer's decision. */
    CUSTOMER,
    /** Braze; it passes, or Braze's status page says more. */
    BRAZE,
    /** Rows or members of the data; the report lists them. */
    DATA,
    /** Whoever operates this function. */
    OURS
  }

  private final Owner owner;

  Reason(Owner owner) {
    this.owner = owner;
  }

  public Owner owner() {
    return owner;
  }
}

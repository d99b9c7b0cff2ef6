package ai.kubit.cohortimport.telemetry;

/** Every metric there is. Alarms and dashboards know them by these names. */
public enum Metric {
  /** 1 for each sweep: its absence means that nothing is imported. */
  SWEEP_COMPLETED("SweepCompleted", "Count"),
  /** For how long the most overdue cohort has been due, at each sweep: a missed run shows here. */
  DUE_BACKLOG_SECONDS("DueBacklogSeconds", "Seconds"),
  /** For how long the oldest import has been under way, at each sweep; 0 for none. */
  OLDEST_RUNNING_SECONDS("OldestRunningSeconds", "Seconds"),
  /** 1 for each execution that ended; the only one that is also told by outcome. */
  EXECUTIONS("Executions", "Count"),
  /** Members that Braze certainly accepted, after an execution. */
  USERS_IMPORTED("UsersImported", "Count"),
  /** Changes of an execution that Braze refused, did not answer, or was not sent when it failed. */
  MEMBERS_UNDELIVERED("MembersUndelivered", "Count"),
  /** The share of a cohort's members that exist in Braze, after a look. */
  MATCH_PERCENT("MatchPercent", "Percent"),
  /** Members who exist in Braze and lack the cohort's name, and leavers who hold it, in a look. */
  MEMBERS_LACKING("MembersLacking", "Count"),
  /** Recipients whose mail was given up. */
  MAIL_FAILURES("MailFailures", "Count"),
  /** The share of a leg's requests that Braze answered with 429. */
  RATE_LIMITED_SHARE("RateLimitedShare", "Percent"),
  /** How long a leg worked. */
  LEG_SECONDS("LegSeconds", "Seconds");

  /** The namespace of them all. */
  public static final String NAMESPACE = "KubitCohortImport";

  private final String wireName;
  private final String unit;

  Metric(String wireName, String unit) {
    this.wireName = wireName;
    this.unit = unit;
  }

  public String wireName() {
    return wireName;
  }

  String unit() {
    return unit;
  }

  boolean isToldByOutcome() {
    return this == EXECUTIONS;
  }
}

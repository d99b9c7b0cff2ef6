package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.CohortKey;

/**
 * Where one leg of one execution writes. Later legs write beside the first one's files, never over
 * them: a leg that was frozen past its lease may wake up and go on writing, and what its successor
 * relies on must not change under it.
 *
 * @param cohort whose state
 * @param executionId the execution
 * @param leg the leg, from 1
 */
public record StateKeys(CohortKey cohort, String executionId, int leg) {

  /** Everything of a cohort in the state bucket. */
  public static String cohortPrefix(CohortKey cohort) {
    return "state/" + cohort.path() + "/";
  }

  /** Everything of a workspace in the state bucket, and of no other. */
  static String workspacePrefix(String workspaceId) {
    return "state/" + workspaceId + "/";
  }

  /** The memberships of a cohort. */
  static String memberships(CohortKey cohort) {
    return cohortPrefix(cohort) + "membership/";
  }

  /** The plans of a cohort. */
  static String plans(CohortKey cohort) {
    return cohortPrefix(cohort) + "plans/";
  }

  String manifest() {
    return memberships(cohort) + executionId + "/manifest" + later() + ".json";
  }

  String membershipFile(int partition) {
    return memberships(cohort)
        + executionId
        + "/"
        + Partitions.name(partition)
        + "-"
        + leg
        + ".csv.gz";
  }

  String plan() {
    return plans(cohort) + executionId + "/plan" + later() + ".json";
  }

  String planStep(String step) {
    return plans(cohort) + executionId + "/" + step + later() + ".csv.gz";
  }

  String outcome(String step) {
    return plans(cohort) + executionId + "/outcome-" + step + "-" + leg + ".csv.gz";
  }

  /** The rows of the export that name no member. */
  public String rejectedRows() {
    return cohortPrefix(cohort) + "reports/" + executionId + "/rejected-rows.csv";
  }

  /** The changes that Braze refused. */
  public String refused() {
    return cohortPrefix(cohort) + "reports/" + executionId + "/refused.csv";
  }

  private String later() {
    return leg == 1 ? "" : "-" + leg;
  }
}

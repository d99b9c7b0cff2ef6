package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.CohortKey;

/**
 * The keys in the state bucket under which one leg of one execution writes. A later leg writes its
 * own files beside those of the first leg and never overwrites them. A leg that was frozen until
 * after its lease may wake up and go on writing, and must not change files that its successor
 * relies on. The project's page "State" lists the files.
 *
 * @param cohort the cohort
 * @param executionId the execution
 * @param leg the leg's number, from 1
 */
public record StateKeys(CohortKey cohort, String executionId, int leg) {

  /** The prefix of all files of a cohort. */
  public static String cohortPrefix(CohortKey cohort) {
    return "state/" + cohort.path() + "/";
  }

  /**
   * The prefix of all files of a workspace. It ends with a slash, so it matches no other workspace.
   */
  static String workspacePrefix(String workspaceId) {
    return "state/" + workspaceId + "/";
  }

  /** The prefix of a cohort's memberships. */
  static String memberships(CohortKey cohort) {
    return cohortPrefix(cohort) + "membership/";
  }

  /** What looks at Braze note while they are under way. */
  static String looks(CohortKey cohort) {
    return cohortPrefix(cohort) + "looks/";
  }

  /** The notes of some slices. */
  static String lookFile(CohortKey cohort, String executionId, int from, int to) {
    return looks(cohort) + "%s/%04d-%04d.csv.gz".formatted(executionId, from, to);
  }

  /** The members whom a look at Braze found missing. */
  static String notInBraze(CohortKey cohort, String executionId) {
    return cohortPrefix(cohort) + "reports/" + executionId + "/not-in-braze.csv";
  }

  /** The prefix of a cohort's plans. */
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

  /** The report of the rows of the export that name no member. */
  public String rejectedRows() {
    return cohortPrefix(cohort) + "reports/" + executionId + "/rejected-rows.csv";
  }

  /** The report of the changes that Braze refused. */
  public String refused() {
    return cohortPrefix(cohort) + "reports/" + executionId + "/refused.csv";
  }

  private String later() {
    return leg == 1 ? "" : "-" + leg;
  }
}

package ai.kubit.cohortimport.cohort;

import java.util.regex.Pattern;

/**
 * Names one cohort of one workspace. Table keys, S3 keys and secret names are built only from it.
 * Its characters are restricted, so that no id can reach the data of another customer.
 *
 * @param workspaceId the customer's Braze workspace
 * @param cohortId the cohort in Kubit; it never changes, although the cohort's name may
 */
public record CohortKey(String workspaceId, String cohortId) implements Comparable<CohortKey> {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** The rule for ids in words, for error messages. */
  public static final String ID_RULE =
      "1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit";

  public CohortKey {
    if (!isId(workspaceId)) {
      throw new IllegalArgumentException("workspaceId must be " + ID_RULE);
    }
    if (!isId(cohortId)) {
      throw new IllegalArgumentException("cohortId must be " + ID_RULE);
    }
  }

  /** Whether the text is a valid workspace id or cohort id. Null is not. */
  public static boolean isId(String text) {
    return text != null && ID.matcher(text).matches();
  }

  /**
   * {@code workspaceId/cohortId}: the partition key of the executions and the middle of S3 keys.
   */
  public String path() {
    return workspaceId + "/" + cohortId;
  }

  @Override
  public int compareTo(CohortKey other) {
    int byWorkspace = workspaceId.compareTo(other.workspaceId);
    return byWorkspace != 0 ? byWorkspace : cohortId.compareTo(other.cohortId);
  }

  @Override
  public String toString() {
    return path();
  }
}

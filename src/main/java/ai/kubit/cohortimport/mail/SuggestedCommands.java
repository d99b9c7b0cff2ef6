package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.cohort.CohortKey;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The commands a mail offers, to be copied as they are but for the reader's name, which stands for
 * itself in quotes that every shell knows. The ids of a cohort are plain by construction; only the
 * execution's id needs care.
 */
public final class SuggestedCommands {
  private static final String PROGRAM = "kubit-cohort-import";
  private static final String PLAIN = "[A-Za-z0-9._-]+";

  private final CohortKey cohort;
  private final String you;

  /**
   * The commands.
   *
   * @param you what the reader replaces by a name: words without quotes, in the reader's language
   */
  SuggestedCommands(CohortKey cohort, String you) {
    this.cohort = cohort;
    this.you = you;
  }

  /** Shows what a page left out. */
  public static String history(CohortKey cohort) {
    return PROGRAM + " history " + cohort.workspaceId() + " " + cohort.cohortId();
  }

  String again() {
    return PROGRAM
        + " import-now "
        + cohort.workspaceId()
        + " "
        + cohort.cohortId()
        + " --requested-by \""
        + you
        + "\"";
  }

  String againPayload() {
    return payload().toString();
  }

  String confirm(String executionId) {
    return again() + " --confirm-removals " + word(executionId);
  }

  String confirmPayload(String executionId) {
    return payload().put("confirmRemovals", executionId).toString();
  }

  /** Takes everyone out of the cohort in Braze; the schedule ends, or stays cancelled. */
  String drain() {
    return PROGRAM
        + " cancel-schedule "
        + cohort.workspaceId()
        + " "
        + cohort.cohortId()
        + " --drain";
  }

  String drainPayload() {
    return action("cancel-schedule").put("drain", true).toString();
  }

  private ObjectNode payload() {
    return action("import-now").put("requestedBy", you);
  }

  private ObjectNode action(String action) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("action", action)
        .put("workspaceId", cohort.workspaceId())
        .put("cohortId", cohort.cohortId());
  }

  private static String word(String text) {
    return text.matches(PLAIN) ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

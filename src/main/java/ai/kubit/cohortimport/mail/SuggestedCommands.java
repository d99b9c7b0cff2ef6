package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.TypedCommand;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The commands a mail offers, to be copied as they are but for the reader's name, which stands for
 * itself in quotes that every shell knows. The ids of a cohort are plain by construction; only the
 * execution's id needs care.
 */
public final class SuggestedCommands {
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
    return TypedCommand.of("history", cohort);
  }

  String again() {
    return TypedCommand.of("import-now", cohort) + " --requested-by \"" + you + "\"";
  }

  String againPayload() {
    return payload().toString();
  }

  String confirm(String executionId) {
    return again() + " " + TypedCommand.confirming(executionId);
  }

  String confirmPayload(String executionId) {
    return payload().put("confirmRemovals", executionId).toString();
  }

  /** Takes everyone out of the cohort in Braze; the schedule ends, or stays cancelled. */
  String drain() {
    return TypedCommand.of("cancel-schedule", cohort) + " --drain";
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
}

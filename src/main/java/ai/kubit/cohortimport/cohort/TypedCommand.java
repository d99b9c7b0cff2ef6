package ai.kubit.cohortimport.cohort;

/**
 * Commands about one cohort as a person types them, ready to be copied. The ids of a cohort are
 * plain by construction; an execution's id is quoted where a shell would read more into it.
 */
public final class TypedCommand {
  private static final String PROGRAM = "kubit-cohort-import";
  private static final String PLAIN = "[A-Za-z0-9._-]+";

  private TypedCommand() {}

  /** The program, an action and the cohort; options may follow. */
  public static String of(String action, CohortKey cohort) {
    return String.join(" ", PROGRAM, action, cohort.workspaceId(), cohort.cohortId());
  }

  /** The option that confirms what the guard refused in an execution. */
  public static String confirming(String executionId) {
    return "--confirm-removals " + word(executionId);
  }

  private static String word(String text) {
    return text.matches(PLAIN) ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

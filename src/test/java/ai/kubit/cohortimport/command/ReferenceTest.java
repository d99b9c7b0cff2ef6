package ai.kubit.cohortimport.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.Documents;
import org.junit.jupiter.api.Test;

/** The reference names every action, and every field that an action takes. */
class ReferenceTest {
  private static final String REFERENCE = Documents.page("reference.md");

  @Test
  void theTableNamesEveryAction() {
    String actions = chapter("## Actions");
    for (Action action : Action.values()) {
      assertThat(actions).contains("`" + action.wireName() + "`");
    }
  }

  @Test
  void everyFieldOfAnActionIsExplained() {
    for (Action action : Action.values()) {
      for (Option option : Grammar.options(action)) {
        String field = option.field();
        assertThat(chapter(chapterOf(field)))
            .as("%s of %s", field, action.wireName())
            .contains("`" + field.substring(field.lastIndexOf('.') + 1) + "`");
      }
    }
  }

  private static String chapterOf(String field) {
    return field.startsWith("schedule.")
        ? "## Fields of a schedule"
        : field.startsWith("workspace.") ? "## Fields of a workspace" : "## Actions";
  }

  private static String chapter(String heading) {
    int from = REFERENCE.indexOf(heading + "\n");
    assertThat(from).as(heading).isPositive();
    return REFERENCE.substring(from, REFERENCE.indexOf("\n## ", from + 1));
  }
}

package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import org.junit.jupiter.api.Test;

class SuggestedCommandsTest {
  private static final CohortKey COHORT = new CohortKey("acme", "spring");

  private final SuggestedCommands commands = new SuggestedCommands(COHORT, "Your name");

  @Test
  void theConfirmationNamesTheRefusedExecution() {
    assertThat(commands.confirm("s-20261122T0800Z-r3"))
        .isEqualTo(
            "kubit-cohort-import import-now acme spring --requested-by \"Your name\""
                + " --confirm-removals s-20261122T0800Z-r3");
    assertThat(commands.confirmPayload("s-20261122T0800Z-r3"))
        .isEqualTo(
            "{\"action\":\"import-now\",\"workspaceId\":\"acme\",\"cohortId\":\"spring\","
                + "\"requestedBy\":\"Your name\",\"confirmRemovals\":\"s-20261122T0800Z-r3\"}");
  }

  @Test
  void theImportCanBeStartedAgain() {
    assertThat(commands.again())
        .isEqualTo("kubit-cohort-import import-now acme spring --requested-by \"Your name\"");
    assertThat(commands.againPayload())
        .isEqualTo(
            "{\"action\":\"import-now\",\"workspaceId\":\"acme\",\"cohortId\":\"spring\","
                + "\"requestedBy\":\"Your name\"}");
  }

  @Test
  void aDrainIsAskedForByCancellingTheSchedule() {
    assertThat(commands.drain())
        .isEqualTo("kubit-cohort-import cancel-schedule acme spring --drain");
    assertThat(commands.drainPayload())
        .isEqualTo(
            "{\"action\":\"cancel-schedule\",\"workspaceId\":\"acme\",\"cohortId\":\"spring\","
                + "\"drain\":true}");
  }

  @Test
  void anIdFromAnEventCannotBecomeAnotherCommand() {
    assertThat(commands.confirm("e-x; rm 'y'"))
        .endsWith(" --confirm-removals 'e-x; rm '\\''y'\\'''");
    assertThat(commands.confirmPayload("e-\"}")).endsWith("\"confirmRemovals\":\"e-\\\"}\"}");
  }
}

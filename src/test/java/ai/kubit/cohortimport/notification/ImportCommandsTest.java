package ai.kubit.cohortimport.notification;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import org.junit.jupiter.api.Test;

class ImportCommandsTest {
  private static final CohortKey COHORT = new CohortKey("acme", "spring");

  private final ImportCommands commands = new ImportCommands(COHORT, false);

  @Test
  void theConfirmationNamesTheRefusedExecution() {
    assertThat(commands.confirm("s-20261122T0800Z-r3"))
        .isEqualTo(
            "kubit-cohort-import import-now acme spring --requested-by <you>"
                + " --confirm-removals s-20261122T0800Z-r3");
    assertThat(commands.confirmPayload("s-20261122T0800Z-r3"))
        .isEqualTo(
            "{\"action\":\"import-now\",\"workspaceId\":\"acme\",\"cohortId\":\"spring\","
                + "\"requestedBy\":\"<you>\",\"confirmRemovals\":\"s-20261122T0800Z-r3\"}");
  }

  @Test
  void theImportCanBeStartedAgain() {
    assertThat(commands.again())
        .isEqualTo("kubit-cohort-import import-now acme spring --requested-by <you>");
    assertThat(commands.againPayload())
        .isEqualTo(
            "{\"action\":\"import-now\",\"workspaceId\":\"acme\",\"cohortId\":\"spring\","
                + "\"requestedBy\":\"<you>\"}");
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
  void aDryRunStaysADryRun() {
    ImportCommands dryRun = new ImportCommands(COHORT, true);

    assertThat(dryRun.again()).endsWith(" --requested-by <you> --dry-run");
    assertThat(dryRun.againPayload()).endsWith(",\"requestedBy\":\"<you>\",\"dryRun\":true}");
  }

  @Test
  void anIdFromAnEventCannotBecomeAnotherCommand() {
    assertThat(commands.confirm("e-x; rm 'y'"))
        .endsWith(" --confirm-removals 'e-x; rm '\\''y'\\'''");
    assertThat(commands.confirmPayload("e-\"}")).endsWith("\"confirmRemovals\":\"e-\\\"}\"}");
  }
}

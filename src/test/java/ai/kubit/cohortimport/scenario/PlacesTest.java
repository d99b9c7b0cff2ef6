package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.AnswerJson;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import while as many others of its workspace run as may. */
class PlacesTest {
  private static final Duration OTHERS_LEASE = Duration.ofMinutes(10);

  @TempDir Path scratch;
  private World world;

  @BeforeEach
  void aFullWorkspace() {
    world = new World(1, 75, scratch);
    world.writeFolder(Export.ofUsers(1, 2));
    WorkspaceRecord record = world.workspaces.find(World.COHORT.workspaceId()).orElseThrow();
    for (int other = 0; other < record.workspace().maxParallelImports(); other++) {
      record = record.withActive("other-" + other, world.time.now().plus(OTHERS_LEASE));
    }
    world.workspaces.put(record);
  }

  @Test
  void whoeverWaitsForAnImportIsToldThatItIsQueued() {
    Answer answer = world.importNow("t", ImportOptions.PLAIN, true).orElseThrow();

    assertThat(answer.status()).isEqualTo(Answer.Status.BUSY);
    assertThat(AnswerJson.of(answer).path("executionId").asText())
        .isEqualTo(world.last().executionId());
    assertThat(AnswerJson.of(answer).path("message").asText())
        .contains("maxParallelImports")
        .contains("queued");
    assertThat(world.last().state()).isEqualTo(ImportExecution.State.QUEUED);
  }

  @Test
  void aQueuedImportIsDoneOnceThereIsRoom() {
    world.importNow("t", ImportOptions.PLAIN, true);

    world.settle();

    assertThat(world.last().ending().orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.last().ending().orElseThrow().finishedAt())
        .isAfter(world.last().origin().startedAt().plus(OTHERS_LEASE.minusMinutes(1)));
    assertThat(world.history()).hasSize(1);
  }

  @Test
  void anAppointmentWithoutAPlaceIsKeptAndBegunLater() {
    world.pause(Duration.ofMinutes(61).minus(OTHERS_LEASE));
    aFullWorkspaceAgain();
    world.day();

    assertThat(world.history()).hasSize(1);
    assertThat(world.last().ending().orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.brazeState.holders(World.ATTRIBUTE, world.name())).hasSize(2);
  }

  private void aFullWorkspaceAgain() {
    WorkspaceRecord record = world.workspaces.find(World.COHORT.workspaceId()).orElseThrow();
    for (String other : record.active().keySet()) {
      record = record.withActive(other, world.time.now().plus(OTHERS_LEASE));
    }
    world.workspaces.put(record);
  }
}

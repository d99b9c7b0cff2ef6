package ai.kubit.cohortimport.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkspaceEntryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private final WorkspaceEntry entry =
      WorkspaceEntry.first(WorkspacesContract.workspace("acme", 1))
          .withLearnedBatchSize(50)
          .withActive("over", NOW)
          .withActive("living", NOW.plusSeconds(1));

  @Test
  void anImportWhoseLeaseHasEndedIsNotAtWork() {
    assertThat(entry.activeAt(NOW).active()).containsOnlyKeys("living");
    assertThat(entry.active()).hasSize(2);
  }

  @Test
  void aCohortIsAtWorkOnce() {
    assertThat(entry.withActive("over", NOW.plusSeconds(9)).active())
        .hasSize(2)
        .containsEntry("over", NOW.plusSeconds(9));
  }

  @Test
  void anImportThatIsOverLeavesTheOthers() {
    assertThat(entry.withoutActive("over").active()).containsOnlyKeys("living");
    assertThat(entry.withoutActive("unknown").active()).hasSize(2);
  }

  @Test
  void anotherConfigurationForgetsTheBatchSizeThatWasLearned() {
    WorkspaceEntry changed = entry.with(WorkspacesContract.workspace("acme", 2));

    assertThat(changed.learnedBatchSize()).isEmpty();
    assertThat(changed.active()).isEqualTo(entry.active());
  }
}

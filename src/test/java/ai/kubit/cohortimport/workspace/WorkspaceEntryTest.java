package ai.kubit.cohortimport.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkspaceEntryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private final WorkspaceRecord record =
      WorkspaceRecord.first(WorkspacesContract.workspace("acme", 1))
          .withLearnedBatchSize(50)
          .withActive("over", NOW)
          .withActive("living", NOW.plusSeconds(1));

  @Test
  void anImportWhoseLeaseHasEndedIsNotAtWork() {
    assertThat(record.activeAt(NOW).active()).containsOnlyKeys("living");
    assertThat(record.active()).hasSize(2);
  }

  @Test
  void aCohortIsAtWorkOnce() {
    assertThat(record.withActive("over", NOW.plusSeconds(9)).active())
        .hasSize(2)
        .containsEntry("over", NOW.plusSeconds(9));
  }

  @Test
  void anImportThatIsOverLeavesTheOthers() {
    assertThat(record.withoutActive("over").active()).containsOnlyKeys("living");
    assertThat(record.withoutActive("unknown").active()).hasSize(2);
  }

  @Test
  void anotherConfigurationForgetsTheBatchSizeThatWasLearned() {
    WorkspaceRecord changed = record.with(WorkspacesContract.workspace("acme", 2));

    assertThat(changed.learnedBatchSize()).isEmpty();
    assertThat(changed.active()).isEqualTo(record.active());
  }
}

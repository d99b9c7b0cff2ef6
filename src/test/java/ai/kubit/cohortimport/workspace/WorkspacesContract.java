package ai.kubit.cohortimport.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import ai.kubit.cohortimport.workspace.Workspace.DeviceLookup;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Workspaces} keeps. */
abstract class WorkspacesContract {
  private static final Instant UNTIL = Instant.parse("2026-11-22T09:00:00.123456789Z");

  private Workspaces workspaces;

  /** An empty store. */
  abstract Workspaces empty();

  @BeforeEach
  void start() {
    workspaces = empty();
  }

  static Workspace workspace(String workspaceId, int requestsPerSecond) {
    return new Workspace(
        workspaceId,
        RestEndpoint.of("https://rest.fra-01.braze.eu"),
        new Workspace.DeliveryWay(DeliveryMode.COHORT, "Kubit cohorts", "kubit"),
        new Workspace.WorkspaceLimits(requestsPerSecond, 50, 2),
        new Workspace.DeviceLookups(DeviceLookup.ON, 100));
  }

  private WorkspaceRecord stored(String workspaceId) {
    return workspaces.find(workspaceId).orElseThrow();
  }

  @Test
  void anUnknownWorkspaceIsNotFound() {
    assertThat(workspaces.find("acme")).isEmpty();
  }

  @Test
  void aWorkspaceIsFoundAsItWasPut() {
    WorkspaceRecord record =
        new WorkspaceRecord(
            workspace("acme", 9), 0, OptionalInt.of(50), Map.of("vip", UNTIL, "new.1", UNTIL));

    assertThat(workspaces.put(record)).isTrue();

    assertThat(stored("acme"))
        .isEqualTo(
            new WorkspaceRecord(record.workspace(), 1, record.learnedBatchSize(), record.active()));
    assertThat(workspaces.find("other")).isEmpty();
  }

  @Test
  void aWorkspaceIsChangedByWhoeverReadItLast() {
    workspaces.put(WorkspaceRecord.first(workspace("acme", 1)));
    WorkspaceRecord read = stored("acme");

    assertThat(workspaces.put(read.with(workspace("acme", 2)))).isTrue();
    assertThat(workspaces.put(read.with(workspace("acme", 3)))).isFalse();

    assertThat(stored("acme"))
        .isEqualTo(new WorkspaceRecord(workspace("acme", 2), 2, OptionalInt.empty(), Map.of()));
  }

  @Test
  void aNewWorkspaceNeverReplacesOneThatIsThere() {
    workspaces.put(WorkspaceRecord.first(workspace("acme", 1)));

    assertThat(workspaces.put(WorkspaceRecord.first(workspace("acme", 2)))).isFalse();

    assertThat(stored("acme").workspace().requestsPerSecond()).isEqualTo(1);
  }

  @Test
  void anEntryThatWasForgottenIsForgotten() {
    workspaces.put(
        WorkspaceRecord.first(workspace("acme", 1))
            .withActive("vip", UNTIL)
            .withLearnedBatchSize(50));

    workspaces.put(stored("acme").withoutActive("vip").with(workspace("acme", 1)));

    assertThat(stored("acme").active()).isEmpty();
    assertThat(stored("acme").learnedBatchSize()).isEmpty();
  }

  @Test
  void aRemovedWorkspaceIsGoneAndCannotBeChanged() {
    workspaces.put(WorkspaceRecord.first(workspace("acme", 1)));
    WorkspaceRecord read = stored("acme");

    assertThat(workspaces.remove(read)).isTrue();

    assertThat(workspaces.find("acme")).isEmpty();
    assertThat(workspaces.put(read)).isFalse();
    assertThat(workspaces.remove(read)).isFalse();
  }

  @Test
  void aWorkspaceThatChangedMeanwhileIsNotRemoved() {
    workspaces.put(WorkspaceRecord.first(workspace("acme", 1)));
    WorkspaceRecord read = stored("acme");
    workspaces.put(read);

    assertThat(workspaces.remove(read)).isFalse();
    assertThat(workspaces.find("acme")).isPresent();
  }

  @Test
  void ofSeveralAtOnceExactlyOneWins() {
    workspaces.put(WorkspaceRecord.first(workspace("acme", 1)));
    WorkspaceRecord read = stored("acme");

    long winners =
        IntStream.range(0, 8)
            .parallel()
            .filter(i -> workspaces.put(read.withActive("cohort" + i, UNTIL)))
            .count();

    assertThat(winners).isEqualTo(1);
    assertThat(stored("acme").active()).hasSize(1);
  }
}

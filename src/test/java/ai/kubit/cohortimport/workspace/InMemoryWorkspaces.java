package ai.kubit.cohortimport.workspace;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Workspaces of one test, under the same contract test as the real ones. */
public final class InMemoryWorkspaces implements Workspaces {
  private final Map<String, WorkspaceRecord> entries = new HashMap<>();

  @Override
  public synchronized Optional<WorkspaceRecord> find(String workspaceId) {
    return Optional.ofNullable(entries.get(workspaceId));
  }

  @Override
  public synchronized boolean put(WorkspaceRecord record) {
    boolean current = isCurrent(record);
    if (current) {
      entries.put(record.workspace().workspaceId(), record.stored());
    }
    return current;
  }

  @Override
  public synchronized boolean remove(WorkspaceRecord record) {
    boolean current = isCurrent(record);
    if (current) {
      entries.remove(record.workspace().workspaceId());
    }
    return current;
  }

  private boolean isCurrent(WorkspaceRecord record) {
    long stored = find(record.workspace().workspaceId()).map(WorkspaceRecord::version).orElse(0L);
    return stored == record.version();
  }
}

package ai.kubit.cohortimport.workspace;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Workspaces of one test, under the same contract test as the real ones. */
public final class InMemoryWorkspaces implements Workspaces {
  private final Map<String, WorkspaceEntry> entries = new HashMap<>();

  @Override
  public synchronized Optional<WorkspaceEntry> find(String workspaceId) {
    return Optional.ofNullable(entries.get(workspaceId));
  }

  @Override
  public synchronized boolean put(WorkspaceEntry entry) {
    boolean current = isCurrent(entry);
    if (current) {
      entries.put(entry.workspace().workspaceId(), entry.stored());
    }
    return current;
  }

  @Override
  public synchronized boolean remove(WorkspaceEntry entry) {
    boolean current = isCurrent(entry);
    if (current) {
      entries.remove(entry.workspace().workspaceId());
    }
    return current;
  }

  private boolean isCurrent(WorkspaceEntry entry) {
    long stored = find(entry.workspace().workspaceId()).map(WorkspaceEntry::version).orElse(0L);
    return stored == entry.version();
  }
}

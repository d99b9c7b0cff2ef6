package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.workspace.WorkspaceEntry;
import ai.kubit.cohortimport.workspace.Workspaces;
import java.util.Optional;

/** Workspaces as one process sees them: a process that was killed does not even tidy up. */
record DeadlyWorkspaces(Workspaces all, Runnable refuseTheDead) implements Workspaces {

  @Override
  public Optional<WorkspaceEntry> find(String workspaceId) {
    refuseTheDead.run();
    return all.find(workspaceId);
  }

  @Override
  public boolean put(WorkspaceEntry entry) {
    refuseTheDead.run();
    return all.put(entry);
  }

  @Override
  public boolean remove(WorkspaceEntry entry) {
    refuseTheDead.run();
    return all.remove(entry);
  }
}

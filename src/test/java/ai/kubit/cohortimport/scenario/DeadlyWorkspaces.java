package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import ai.kubit.cohortimport.workspace.Workspaces;
import java.util.Optional;

/** Workspaces as one process sees them: a process that was killed does not even tidy up. */
record DeadlyWorkspaces(Workspaces all, Runnable refuseTheDead) implements Workspaces {

  @Override
  public Optional<WorkspaceRecord> find(String workspaceId) {
    refuseTheDead.run();
    return all.find(workspaceId);
  }

  @Override
  public boolean put(WorkspaceRecord record) {
    refuseTheDead.run();
    return all.put(record);
  }

  @Override
  public boolean remove(WorkspaceRecord record) {
    refuseTheDead.run();
    return all.remove(record);
  }
}

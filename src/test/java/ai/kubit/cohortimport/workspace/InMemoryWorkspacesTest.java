package ai.kubit.cohortimport.workspace;

class InMemoryWorkspacesTest extends WorkspacesContract {
  @Override
  Workspaces empty() {
    return new InMemoryWorkspaces();
  }
}

package ai.kubit.cohortimport.workspace;

import java.util.function.Predicate;

/**
 * What to do with a workspace's record, and what to answer once it is done; see {@link
 * Workspaces#transition}.
 *
 * @param write tries to do it; false where somebody else was faster
 */
public record WorkspaceChange<R>(Predicate<Workspaces> write, R answer) {
  public static <R> WorkspaceChange<R> nothing(R answer) {
    return new WorkspaceChange<>(workspaces -> true, answer);
  }

  public static <R> WorkspaceChange<R> put(WorkspaceRecord record, R answer) {
    return new WorkspaceChange<>(workspaces -> workspaces.put(record), answer);
  }

  public static <R> WorkspaceChange<R> remove(WorkspaceRecord record, R answer) {
    return new WorkspaceChange<>(workspaces -> workspaces.remove(record), answer);
  }
}

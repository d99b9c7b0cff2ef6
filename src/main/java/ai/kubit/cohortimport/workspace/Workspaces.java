package ai.kubit.cohortimport.workspace;

import java.util.Optional;

/** Where the workspaces are kept. Safe for use by several threads and several functions. */
public interface Workspaces {

  /**
   * The workspace as it is now; never an older state.
   *
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException with {@code BAD_WORKSPACE} when
   *     what is stored cannot be read; the message names every wrong field
   */
  Optional<WorkspaceEntry> find(String workspaceId);

  /**
   * Stores the entry if nobody stored another one since it was read; a new entry, if there is none.
   *
   * @return whether it was stored; if not, read again and decide again
   */
  boolean put(WorkspaceEntry entry);

  /**
   * Removes the entry if nobody stored another one since it was read.
   *
   * @return whether it was removed
   */
  boolean remove(WorkspaceEntry entry);
}

package ai.kubit.cohortimport.workspace;

import java.util.Optional;
import java.util.function.Function;

/** Where the workspaces are kept. Safe for use by several threads and several functions. */
public interface Workspaces {

  /**
   * The workspace as it is now; never an older state.
   *
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException with {@code BAD_WORKSPACE} when
   *     what is stored cannot be read; the message names every wrong field
   */
  Optional<WorkspaceRecord> find(String workspaceId);

  /**
   * Stores the record if nobody stored another one since it was read; a new record, if there is
   * none.
   *
   * @return whether it was stored; if not, read again and decide again
   */
  boolean put(WorkspaceRecord record);

  /**
   * Removes the record if nobody stored another one since it was read.
   *
   * @return whether it was removed
   */
  boolean remove(WorkspaceRecord record);

  /** Each failed attempt means that somebody else succeeded, and few write one workspace. */
  int MOST_ATTEMPTS = 200;

  /**
   * Reads the record, decides, stores; and again from the start while somebody else was faster.
   *
   * @param decide a pure function of what was read
   * @throws IllegalStateException when somebody else was faster {@value #MOST_ATTEMPTS} times
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException as {@link #find}
   */
  default <R> R transition(
      String workspaceId, Function<Optional<WorkspaceRecord>, WorkspaceChange<R>> decide) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      WorkspaceChange<R> change = decide.apply(find(workspaceId));
      if (change.write().test(this)) {
        return change.answer();
      }
    }
    throw new IllegalStateException(
        "the workspace %s changed %d times in a row".formatted(workspaceId, MOST_ATTEMPTS));
  }
}

package ai.kubit.cohortimport.workspace;

import java.util.Optional;

/** Where the keys of the workspaces are kept. */
public interface BrazeKeys {

  /** The keys there are. */
  enum Purpose {
    /**
     * {@code /users/track} and {@code /users/export/ids}: {@code {prefix}/{workspaceId}/rest-key}.
     */
    REST("rest-key"),
    /** Partner cohorts, the customer's half: {@code {prefix}/{workspaceId}/data-import-key}. */
    DATA_IMPORT("data-import-key");

    private final String parameter;

    Purpose(String parameter) {
      this.parameter = parameter;
    }

    /** The last part of the parameter's name. */
    public String parameter() {
      return parameter;
    }
  }

  /**
   * The key, cached for a few minutes, or empty where none is stored.
   *
   * @param workspaceId a valid id; the parameter's name is derived from it
   */
  Optional<BrazeKey> find(String workspaceId, Purpose purpose);

  /** Like {@link #find}, past the cache: for a key that Braze has just refused. */
  Optional<BrazeKey> findAgain(String workspaceId, Purpose purpose);
}

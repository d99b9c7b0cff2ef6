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

  /** The groups of clusters that share a partner API key, Kubit's half of partner cohorts. */
  enum PartnerRegion {
    /** All clusters but the European ones. Braze's pages name none for AU, ID, JP, KR: a guess. */
    US("partner-key-us"),
    EU("partner-key-eu");

    private final String parameter;

    PartnerRegion(String parameter) {
      this.parameter = parameter;
    }

    /** The last part of the parameter's name: {@code {prefix}/partner-key-us}. */
    public String parameter() {
      return parameter;
    }

    /** The group of an endpoint's cluster. */
    public static PartnerRegion of(RestEndpoint endpoint) {
      return endpoint.host().endsWith(".eu") ? EU : US;
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

  /** Where the key is stored, by its full name: for sentences that say what to put right. */
  default String nameOf(String workspaceId, Purpose purpose) {
    return workspaceId + "/" + purpose.parameter();
  }

  /** Where Kubit's partner API key is stored, by its full name. */
  default String nameOf(PartnerRegion region) {
    return region.parameter();
  }

  /** Kubit's partner API key, cached for a few minutes, or empty where none is stored. */
  Optional<BrazeKey> findPartner(PartnerRegion region);
}

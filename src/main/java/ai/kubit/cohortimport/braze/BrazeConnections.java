package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.BrazeKeys;
import ai.kubit.cohortimport.workspace.Workspace;
import java.security.KeyStore;
import java.util.Optional;

/**
 * Opens connections to the Braze of a workspace: its endpoint, its mode, its keys. Nothing is
 * shared between workspaces or between legs. Needs a running Quarkus, whose REST client it is built
 * on.
 */
public final class BrazeConnections {
  private final BrazeKeys keys;
  private final Optional<LocalBraze> local;
  private final Optional<KeyStore> trustStore;

  /**
   * The one factory of a process.
   *
   * @param local where to go instead of to Braze
   */
  public BrazeConnections(BrazeKeys keys, Optional<LocalBraze> local) {
    this.keys = keys;
    this.local = local;
    this.trustStore = local.flatMap(LocalBraze::caFile).map(PemTrustStore::read);
  }

  /**
   * Opens what a delivery to the workspace sends through. The number of connections follows from
   * {@link CohortDelivery.Settings#of}.
   *
   * @param fence nothing is written after it
   * @throws ImportStoppedException when a key is missing
   */
  public BrazeConnection open(Workspace workspace, Deadline fence) {
    CohortDelivery.Settings settings = CohortDelivery.Settings.of(workspace.requestsPerSecond());
    BrazeHttp http =
        new BrazeHttp(
            local.map(LocalBraze::uri).orElse(workspace.restEndpoint().uri()),
            trustStore,
            settings.maxInFlight(),
            fence,
            BrazeHttp.REQUEST_LIFE);
    return new BrazeConnection(workspace, http, new WorkspaceKeys(workspace, keys));
  }
}

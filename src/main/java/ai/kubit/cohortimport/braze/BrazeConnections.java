package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.workspace.BrazeKeys;
import ai.kubit.cohortimport.workspace.Workspace;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Opens connections to Braze for a workspace, with its endpoint, mode and keys. Connections are
 * never shared between workspaces or legs. It needs a running Quarkus, because it uses Quarkus'
 * REST client.
 */
public final class BrazeConnections {
  private static final Logger LOG = Logger.getLogger(BrazeConnections.class);

  private final BrazeKeys keys;
  private final Optional<LocalBraze> local;
  private final Optional<KeyStore> trustStore;
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Connections to Braze itself. A process has one factory. */
  public BrazeConnections(BrazeKeys keys) {
    this.keys = keys;
    this.local = Optional.empty();
    this.trustStore = Optional.empty();
  }

  private BrazeConnections(LocalBraze local, BrazeKeys keys) {
    this.keys = keys;
    this.local = Optional.of(local);
    this.trustStore = local.caFile().map(PemTrustStore::read);
  }

  /** Connections to a stand-in, where all requests go instead of to Braze. */
  public static BrazeConnections to(LocalBraze local, BrazeKeys keys) {
    return new BrazeConnections(local, keys);
  }

  /**
   * Opens a connection for one leg. {@link CohortDelivery.Settings#of} decides how many TCP
   * connections it may use.
   *
   * @param fence no request is written after this time
   * @throws ImportStoppedException when a key is missing
   */
  public BrazeConnection open(Workspace workspace, Deadline fence) {
    local.ifPresent(this::warnOnce);
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

  /**
   * Warns once that requests go to a stand-in. It does so only when a connection is opened, because
   * most commands send nothing.
   */
  private void warnOnce(LocalBraze instead) {
    if (warned.compareAndSet(false, true)) {
      LOG.warnf("KUBIT_BRAZE_URL is set: requests to Braze go to %s instead", instead.uri());
    }
  }
}

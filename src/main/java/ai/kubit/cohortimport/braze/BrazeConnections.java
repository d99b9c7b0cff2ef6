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
 * Opens connections to the Braze of a workspace: its endpoint, its mode, its keys. Nothing is
 * shared between workspaces or between legs. Needs a running Quarkus, whose REST client it is built
 * on.
 */
public final class BrazeConnections {
  private static final Logger LOG = Logger.getLogger(BrazeConnections.class);

  private final BrazeKeys keys;
  private final Optional<LocalBraze> local;
  private final Optional<KeyStore> trustStore;
  private final AtomicBoolean warned = new AtomicBoolean();

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

  /** Where something is sent, and not in commands that only look: those are many. */
  private void warnOnce(LocalBraze instead) {
    if (warned.compareAndSet(false, true)) {
      LOG.warnf("KUBIT_BRAZE_URL is set: requests to Braze go to %s instead", instead.uri());
    }
  }
}

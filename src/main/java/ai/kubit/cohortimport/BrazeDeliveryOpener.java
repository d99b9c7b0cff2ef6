package ai.kubit.cohortimport;

import ai.kubit.cohortimport.braze.BrazeConnection;
import ai.kubit.cohortimport.braze.BrazeConnections;
import ai.kubit.cohortimport.braze.CohortDelivery;
import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.braze.RequestPace;
import ai.kubit.cohortimport.braze.RetryPolicy;
import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.execution.DeliveryOpener;
import ai.kubit.cohortimport.execution.OpenedDelivery;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.workspace.ImportPlaces;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.Workspaces;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jboss.logging.Logger;

/** Opens real deliveries: a connection of its own for each leg, closed with it. */
final class BrazeDeliveryOpener implements DeliveryOpener {
  private static final Logger LOG = Logger.getLogger(BrazeDeliveryOpener.class);

  private final BrazeConnections connections;
  private final Workspaces workspaces;
  private final ImportPlaces places;
  private final Time time;

  BrazeDeliveryOpener(
      BrazeConnections connections, Workspaces workspaces, ImportPlaces places, Time time) {
    this.connections = connections;
    this.workspaces = workspaces;
    this.places = places;
    this.time = time;
  }

  @Override
  public OpenedDelivery open(
      Workspace workspace,
      CohortKey cohort,
      String value,
      Deadline leg,
      Deadline fence,
      CohortDelivery.Listener listener) {
    BrazeConnection connection = connections.open(workspace, fence);
    CohortDelivery delivery =
        new CohortDelivery(
            connection.sender(new PartnerCohort(cohort.cohortId(), value, time.now(), true)),
            new RequestPace(
                workspace.requestsPerSecond(), new Share(places, workspace.workspaceId())),
            RetryPolicy.standard(new Random()),
            time,
            leg,
            fence,
            listener,
            CohortDelivery.Settings.of(workspace.requestsPerSecond()));
    return new OpenedDelivery(
        delivery,
        () -> {
          connection.close();
          if (workspace.mode() == Workspace.DeliveryMode.ATTRIBUTE) {
            delivery.learnedBatchSize().ifPresent(size -> remember(workspace.workspaceId(), size));
          }
        });
  }

  /** The share of one leg. What cannot be learned now is learned ten seconds later. */
  private static final class Share implements DoubleSupplier {
    private final ImportPlaces places;
    private final String workspaceId;
    private double last = 1;

    Share(ImportPlaces places, String workspaceId) {
      this.places = places;
      this.workspaceId = workspaceId;
    }

    @Override
    public double getAsDouble() {
      try {
        last = places.share(workspaceId);
      } catch (RuntimeException e) {
        LOG.warnf(e, "how many imports share the rate of %s is not known now", workspaceId);
      }
      return last;
    }
  }

  /** Best effort: what is not remembered is learned again, for the price of one request. */
  private void remember(String workspaceId, int batchSize) {
    workspaces
        .find(workspaceId)
        .ifPresent(entry -> workspaces.put(entry.withLearnedBatchSize(batchSize)));
  }
}

package ai.kubit.cohortimport.app;

import ai.kubit.cohortimport.braze.BrazeConnection;
import ai.kubit.cohortimport.braze.BrazeConnections;
import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryLeg;
import ai.kubit.cohortimport.delivery.RateLimiter;
import ai.kubit.cohortimport.delivery.RetryPolicy;
import ai.kubit.cohortimport.importer.DeliveryOpener;
import ai.kubit.cohortimport.importer.OpenedDelivery;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.verifier.LookOpener;
import ai.kubit.cohortimport.workspace.ImportSlots;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import ai.kubit.cohortimport.workspace.WorkspaceChange;
import ai.kubit.cohortimport.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jboss.logging.Logger;

/** Opens real deliveries: a connection of its own for each leg, closed with it. */
@Singleton
final class BrazeDeliveryOpener implements DeliveryOpener, LookOpener {
  private static final Logger LOG = Logger.getLogger(BrazeDeliveryOpener.class);
  private static final double SECONDS_PER_MINUTE = 60;

  private final BrazeConnections connections;
  private final Workspaces workspaces;
  private final ImportSlots slots;
  private final Time time;

  @Inject
  BrazeDeliveryOpener(
      BrazeConnections connections, Workspaces workspaces, ImportSlots slots, Time time) {
    this.connections = connections;
    this.workspaces = workspaces;
    this.slots = slots;
    this.time = time;
  }

  @Override
  public OpenedDelivery open(
      Workspace workspace,
      PartnerCohort cohort,
      Deadline leg,
      Deadline fence,
      CohortDelivery.Listener listener) {
    BrazeConnection connection = connections.open(workspace, fence);
    DeliveryLeg shared =
        new DeliveryLeg(time, leg, fence, RetryPolicy.standard(new Random()), listener);
    CohortDelivery delivery =
        delivery(workspace, connection.sender(cohort), workspace.requestsPerSecond(), shared);
    return new OpenedDelivery(
        delivery,
        naming(workspace, connection, cohort, shared),
        lookups(workspace, connection, shared),
        () -> {
          connection.close();
          if (workspace.mode() == DeliveryMode.ATTRIBUTE) {
            delivery
                .learnedBatchSize()
                .ifPresent(size -> tryToRemember(workspace.workspaceId(), size));
          }
        });
  }

  /** Reads of profiles and lookups of devices share one limit of Braze's, and so their places. */
  @Override
  public OpenedLook open(Workspace workspace, Deadline end, CohortDelivery.Listener listener) {
    BrazeConnection connection = connections.open(workspace, end);
    try {
      return new OpenedLook(
          delivery(
              workspace,
              connection.profiles(),
              workspace.profileReadsPerMinute() / SECONDS_PER_MINUTE,
              new DeliveryLeg(time, end, end, RetryPolicy.standard(new Random()), listener)),
          connection::close);
    } catch (RuntimeException noKey) {
      connection.close();
      throw noKey;
    }
  }

  private Optional<CohortDelivery> naming(
      Workspace workspace, BrazeConnection connection, PartnerCohort cohort, DeliveryLeg leg) {
    return workspace.mode() == DeliveryMode.COHORT
        ? Optional.of(
            delivery(workspace, connection.naming(cohort), workspace.requestsPerSecond(), leg))
        : Optional.empty();
  }

  private Optional<CohortDelivery> lookups(
      Workspace workspace, BrazeConnection connection, DeliveryLeg leg) {
    boolean wanted =
        workspace.mode() == DeliveryMode.ATTRIBUTE
            && workspace.deviceLookup() == Workspace.DeviceLookup.ON;
    return wanted
        ? Optional.of(
            delivery(
                workspace,
                connection.devices(),
                workspace.deviceLookupsPerMinute() / SECONDS_PER_MINUTE,
                leg))
        : Optional.empty();
  }

  private CohortDelivery delivery(
      Workspace workspace, BatchSender sender, double requestsPerSecond, DeliveryLeg leg) {
    return new CohortDelivery(
        sender,
        new RateLimiter(requestsPerSecond, new Share(slots, workspace.workspaceId())),
        leg,
        CohortDelivery.Settings.of((int) Math.ceil(requestsPerSecond)));
  }

  /** The share of one leg. What cannot be learned now is learned ten seconds later. */
  private static final class Share implements DoubleSupplier {
    private final ImportSlots slots;
    private final String workspaceId;
    private double last = 1;

    Share(ImportSlots slots, String workspaceId) {
      this.slots = slots;
      this.workspaceId = workspaceId;
    }

    @Override
    public double getAsDouble() {
      try {
        last = slots.share(workspaceId);
      } catch (RuntimeException e) {
        LOG.warnf(e, "how many imports share the rate of %s is not known now", workspaceId);
      }
      return last;
    }
  }

  /** Everything was delivered; what is not remembered is learned once more next time. */
  private void tryToRemember(String workspaceId, int batchSize) {
    try {
      remember(workspaceId, batchSize);
    } catch (RuntimeException e) {
      LOG.warnf(e, "the batch size of %s could not be noted", workspaceId);
    }
  }

  /** Best effort: what is not remembered is learned again, for the price of one request. */
  private void remember(String workspaceId, int batchSize) {
    workspaces.transition(
        workspaceId,
        found ->
            found
                .map(
                    record ->
                        WorkspaceChange.put(record.withLearnedBatchSize(batchSize), batchSize))
                .orElseGet(() -> WorkspaceChange.nothing(batchSize)));
  }
}

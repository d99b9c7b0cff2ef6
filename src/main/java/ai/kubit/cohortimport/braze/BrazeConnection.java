package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.workspace.BrazeKeys.Purpose;
import ai.kubit.cohortimport.workspace.Workspace;
import java.time.Instant;
import java.util.List;

/** An open way to one workspace's Braze. To be closed when nothing is on its way any more. */
public final class BrazeConnection implements AutoCloseable {
  private static final double SECONDS_PER_MINUTE = 60;

  private final Workspace workspace;
  private final BrazeHttp http;
  private final WorkspaceKeys keys;

  BrazeConnection(Workspace workspace, BrazeHttp http, WorkspaceKeys keys) {
    this.workspace = workspace;
    this.http = http;
    this.keys = keys;
  }

  /**
   * A sender for the workspace's mode.
   *
   * @throws ImportStoppedException when a key is missing
   */
  public BatchSender sender(PartnerCohort cohort) {
    return switch (workspace.mode()) {
      case ATTRIBUTE -> trackSender();
      case COHORT -> partnerSender(cohort);
    };
  }

  /**
   * A lookup of device ids for one leg.
   *
   * @param budget how many devices may be asked about
   * @throws ImportStoppedException when the key is missing
   */
  public DeviceLookup devices(
      RetryPolicy retry, Time time, Deadline leg, Deadline fence, int budget) {
    return new DeviceLookup(
        new DeviceSender(
            http,
            keys.ring(Purpose.REST),
            new StatusReading(keys.denial(DeviceSender.PATH, Purpose.REST))),
        new RequestPace(workspace.deviceLookupsPerMinute() / SECONDS_PER_MINUTE),
        retry,
        time,
        leg,
        fence,
        budget);
  }

  /**
   * Proves the endpoint and the key with one request that changes nobody. Blocks for as long as a
   * request may live.
   *
   * @throws ImportStoppedException when a key is missing
   */
  public WorkspaceCheck check() {
    PartnerCohort nobodys = new PartnerCohort("check", "check", Instant.EPOCH, false);
    String path =
        switch (workspace.mode()) {
          case ATTRIBUTE -> TrackSender.PATH;
          case COHORT -> PartnerCohortSender.PATH;
        };
    Purpose purpose =
        switch (workspace.mode()) {
          case ATTRIBUTE -> Purpose.REST;
          case COHORT -> Purpose.DATA_IMPORT;
        };
    BrazeAnswer answer = sender(nobodys).send(List.of()).toCompletableFuture().join();
    return new CheckReading(keys.denial(path, purpose)).of(answer);
  }

  @Override
  public void close() {
    http.close();
  }

  private BatchSender trackSender() {
    return new TrackSender(
        http,
        keys.ring(Purpose.REST),
        new TrackBody(workspace.attributeName()),
        new TrackAnswers(new StatusReading(keys.denial(TrackSender.PATH, Purpose.REST))),
        workspace.maxBatchSize());
  }

  private BatchSender partnerSender(PartnerCohort cohort) {
    return new PartnerCohortSender(
        http,
        workspace.partnerName(),
        new PartnerBody(cohort, keys.partnerKey(), keys.ring(Purpose.DATA_IMPORT)),
        cohort.announce(),
        new PartnerAnswers(
            keys.denial(PartnerCohortSender.PATH, Purpose.DATA_IMPORT), keys.partnerDenial()));
  }
}

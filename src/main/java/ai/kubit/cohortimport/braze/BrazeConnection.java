package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.workspace.BrazeKeys.Purpose;
import ai.kubit.cohortimport.workspace.Workspace;
import java.time.Instant;
import java.util.List;

/**
 * A connection to the Braze cluster of one workspace. Close it when no request is in flight any
 * more.
 */
public final class BrazeConnection implements AutoCloseable {
  private final Workspace workspace;
  private final BrazeHttp http;
  private final WorkspaceKeys keys;

  BrazeConnection(Workspace workspace, BrazeHttp http, WorkspaceKeys keys) {
    this.workspace = workspace;
    this.http = http;
    this.keys = keys;
  }

  /**
   * A sender of changes, for the workspace's mode.
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
   * A sender of the cohort's name; only in {@code COHORT} mode.
   *
   * @throws ImportStoppedException when a key is missing
   */
  public BatchSender naming(PartnerCohort cohort) {
    return new NameSender(http, workspace.partnerName(), body(cohort), partnerAnswers());
  }

  /**
   * A sender that looks up devices; only in {@code ATTRIBUTE} mode.
   *
   * @throws ImportStoppedException when the key is missing
   */
  public BatchSender devices() {
    return new DeviceSender(
        http,
        keys.ring(Purpose.REST),
        new DeviceResponses(new StatusReading(keys.denial(DeviceSender.PATH, Purpose.REST))));
  }

  /**
   * Checks the endpoint and the key that is stored now, with one request that changes no user.
   * Blocks until the answer comes, at most as long as a request may take (20 seconds).
   *
   * @throws ImportStoppedException when a key is missing
   */
  public WorkspaceCheck check() {
    PartnerCohort nobodys = new PartnerCohort("check", "check", Instant.EPOCH);
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
    BatchSender sender = sender(nobodys);
    sender.renewKey();
    Reply answer = sender.send(List.of()).toCompletableFuture().join();
    return new CheckReading(keys.denial(path, purpose), keys.partnerDenial()).of(answer);
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
        new TrackResponses(new StatusReading(keys.denial(TrackSender.PATH, Purpose.REST))),
        workspace.maxBatchSize());
  }

  private BatchSender partnerSender(PartnerCohort cohort) {
    return new PartnerCohortSender(http, workspace.partnerName(), body(cohort), partnerAnswers());
  }

  private PartnerBody body(PartnerCohort cohort) {
    return new PartnerBody(cohort, keys.partnerKey(), keys.ring(Purpose.DATA_IMPORT));
  }

  private PartnerResponses partnerAnswers() {
    return new PartnerResponses(
        keys.denial(PartnerCohortSender.PATH, Purpose.DATA_IMPORT), keys.partnerDenial());
  }
}

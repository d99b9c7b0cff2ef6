package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.Reply;
import ai.kubit.cohortimport.membership.MemberChange;
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
   * A sender of questions about what members hold, in any mode. Where a user's cohorts are no
   * attribute, or the workspace does not allow it, only whether the members exist is asked.
   *
   * @throws ImportStoppedException when the key is missing
   */
  public BatchSender profiles() {
    return new ProfileSender(
        http,
        keys.ring(Purpose.REST),
        new ProfileResponses(
            new StatusReading(keys.denial(DeviceSender.PATH, Purpose.REST)),
            workspace.readsValues() ? workspace.attributeName() : ""));
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
    WorkspaceCheck delivery =
        new CheckReading(keys.denial(path, purpose), keys.partnerDenial()).of(answer);
    return delivery instanceof WorkspaceCheck.Ok ok && asksForProfiles()
        ? withProfiles(ok)
        : delivery;
  }

  private boolean asksForProfiles() {
    boolean lookups =
        workspace.mode() == Workspace.DeliveryMode.ATTRIBUTE
            && workspace.deviceLookup() == Workspace.DeviceLookup.ON;
    return lookups || workspace.profileReads() != Workspace.ProfileUse.OFF;
  }

  /** Asks for the profile of somebody who need not exist. */
  private WorkspaceCheck withProfiles(WorkspaceCheck.Ok delivery) {
    BatchSender sender = profiles();
    sender.renewKey();
    MemberChange nobody = MemberChange.adding(MemberId.externalId("nobody"), "nothing");
    Reply answer = sender.send(List.of(nobody)).toCompletableFuture().join();
    WorkspaceCheck profiles =
        new CheckReading(keys.denial(DeviceSender.PATH, Purpose.REST), keys.partnerDenial())
            .of(answer);
    return profiles instanceof WorkspaceCheck.Ok
        ? new WorkspaceCheck.Ok(
            delivery.sentence()
                + " It also allows %s, which deviceLookup and profileReads need."
                    .formatted(DeviceSender.PATH))
        : profiles;
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

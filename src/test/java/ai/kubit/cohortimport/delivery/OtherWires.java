package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.braze.BrazeResponse;
import ai.kubit.cohortimport.braze.DeviceResponses;
import ai.kubit.cohortimport.braze.FailureMessages;
import ai.kubit.cohortimport.braze.KeyRing;
import ai.kubit.cohortimport.braze.PartnerBody;
import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.braze.PartnerCohortSender;
import ai.kubit.cohortimport.braze.PartnerResponses;
import ai.kubit.cohortimport.braze.ProfileResponses;
import ai.kubit.cohortimport.braze.StatusReading;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.workspace.BrazeKey;
import java.util.List;
import java.util.Optional;

/** What is really written to and read from partner cohorts and exports, without HTTP. */
public final class OtherWires {
  public static final String KEY = "key";

  private final FailureMessages denial =
      new FailureMessages(
          "rest.iad-01.braze.com", PartnerCohortSender.PATH, "key", "/p/w/key", "x");
  private final PartnerResponses partner = new PartnerResponses(denial, denial);
  private final DeviceResponses devices = new DeviceResponses(new StatusReading(denial));

  private static PartnerBody body(PartnerCohort cohort) {
    BrazeKey key = new BrazeKey(KEY);
    return new PartnerBody(cohort, key, new KeyRing(key, Optional::empty));
  }

  public byte[] name(PartnerCohort cohort) {
    return body(cohort).ofName();
  }

  public byte[] changes(PartnerCohort cohort, List<MemberChange> changes) {
    return body(cohort).ofChanges(changes);
  }

  public byte[] question(MemberId device) {
    return DeviceResponses.question(device);
  }

  public byte[] question(List<MemberChange> members, String attribute) {
    return profiles(attribute).question(members);
  }

  public ResponseDecision readProfiles(
      BrazeResponse answer, List<MemberChange> members, String attribute) {
    return profiles(attribute).read(answer, members);
  }

  private ProfileResponses profiles(String attribute) {
    return new ProfileResponses(new StatusReading(denial), attribute);
  }

  public ResponseDecision readName(BrazeResponse answer) {
    return partner.readName(answer, 1);
  }

  public ResponseDecision readChanges(BrazeResponse answer, int objects) {
    return partner.readChanges(answer, objects);
  }

  public ResponseDecision readDevice(BrazeResponse answer) {
    return devices.read(answer);
  }
}

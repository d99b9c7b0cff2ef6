package ai.kubit.cohortimport.delivery;

import ai.kubit.cohortimport.braze.DeviceAnswers;
import ai.kubit.cohortimport.braze.KeyRing;
import ai.kubit.cohortimport.braze.PartnerAnswers;
import ai.kubit.cohortimport.braze.PartnerBody;
import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.braze.PartnerCohortSender;
import ai.kubit.cohortimport.braze.StatusReading;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.workspace.BrazeKey;
import java.util.List;
import java.util.Optional;

/** What is really written to and read from partner cohorts and exports, without HTTP. */
public final class OtherWires {
  public static final String KEY = "key";

  private final Denial denial =
      new Denial("rest.iad-01.braze.com", PartnerCohortSender.PATH, "key", "/p/w/key", "x");
  private final PartnerAnswers partner = new PartnerAnswers(denial, denial);
  private final DeviceAnswers devices = new DeviceAnswers(new StatusReading(denial));

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
    return DeviceAnswers.question(device);
  }

  public Verdict readName(BrazeAnswer answer) {
    return partner.readName(answer, 1);
  }

  public Verdict readChanges(BrazeAnswer answer, int objects) {
    return partner.readChanges(answer, objects);
  }

  public Verdict readDevice(BrazeAnswer answer) {
    return devices.read(answer);
  }
}

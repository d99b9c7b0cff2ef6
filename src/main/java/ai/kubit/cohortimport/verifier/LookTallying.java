package ai.kubit.cohortimport.verifier;

import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.membership.HeldSlices.HeldMember;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.verification.LookTally;
import ai.kubit.cohortimport.verification.ProfileFinding;
import java.time.Instant;
import java.util.List;

/** Asks about members and counts what is answered. A question without a clear answer counts not. */
final class LookTallying implements CohortDelivery.Listener {
  private static final String HOLDERS = "holders-";
  private static final String LEAVERS = "leavers-";

  private final String value;
  private final boolean valueAsked;
  private final MissingNotes notes;
  private LookTally tally;
  private long asked;

  /**
   * A count that goes on.
   *
   * @param value what members should hold
   * @param valueAsked whether Braze is asked for it
   */
  LookTallying(String value, boolean valueAsked, MissingNotes notes, LookTally before) {
    this.value = value;
    this.valueAsked = valueAsked;
    this.notes = notes;
    this.tally = before;
  }

  LookTally tally() {
    return tally;
  }

  /** Asks about one member; false once the questions were stopped. */
  boolean ask(CohortDelivery questions, HeldMember held, boolean leaver)
      throws InterruptedException {
    MemberChange question = MemberChange.adding(held.member(), value).of(held.brazeId());
    String step = (leaver ? LEAVERS : HOLDERS) + held.member().kind().letter();
    return questions.send(step, asked++, question);
  }

  @Override
  public void answered(
      String step,
      long firstIndex,
      List<MemberChange> changes,
      List<ChangeResult> results,
      Instant at) {
    for (int i = 0; i < changes.size(); i++) {
      if (results.get(i) instanceof ChangeResult.Profile profile) {
        count(step.startsWith(LEAVERS), changes.get(i), profile.finding());
      }
    }
  }

  private void count(boolean leaver, MemberChange question, ProfileFinding finding) {
    if (leaver) {
      tally = tally.plusLeaver(finding);
      if (finding.holds()) {
        notes.add(MissingNotes.LEAVER_HOLDS, question);
      }
      return;
    }
    tally = tally.plus(question.member().kind(), finding, valueAsked);
    if (!finding.exists()) {
      notes.add(MissingNotes.ABSENT, question);
    } else if (valueAsked && !finding.holds()) {
      notes.add(MissingNotes.LACKS, question);
    }
  }
}

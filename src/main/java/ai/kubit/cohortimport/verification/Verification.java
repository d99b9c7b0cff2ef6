package ai.kubit.cohortimport.verification;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a look at Braze found after an import: counts, never a member.
 *
 * @param state how the look ended
 * @param at when
 * @param lookedUp what it counted
 * @param diagnosis what that means
 * @param message why the look did not end as it should; empty where it did
 */
public record Verification(
    LookState state, Instant at, LookedUp lookedUp, Diagnosis diagnosis, String message) {

  /** How a look ended. */
  public enum LookState {
    /** Everyone who was to be looked up was. */
    DONE,
    /** Something ended it before; what it counted until then is right. */
    CUT_SHORT
  }

  /**
   * What a look counted.
   *
   * @param members how many members the cohort has, by what Braze accepted
   * @param looked how many of them were looked up, with a clear answer
   * @param absent how many of those Braze does not know
   * @param holds how many of the others hold the cohort's name; 0 where nobody asked
   * @param lacks how many do not
   * @param leaversHold how many of those who left and were looked up still hold it
   */
  public record LookedUp(
      long members, long looked, long absent, long holds, long lacks, long leaversHold) {
    public static LookedUp of(LookTally tally, long members) {
      return new LookedUp(
          members,
          tally.looked(),
          tally.absent(),
          tally.holders().holds(),
          tally.holders().lacks(),
          tally.leavers().holds());
    }

    public long found() {
      return looked - absent;
    }
  }

  public Verification {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(lookedUp, "lookedUp");
    Objects.requireNonNull(diagnosis, "diagnosis");
    Objects.requireNonNull(message, "message");
  }

  /** Which share of the cohort exists in Braze; empty where nobody was looked up. */
  public Optional<MatchEstimate> estimate() {
    return lookedUp.looked() == 0
        ? Optional.empty()
        : Optional.of(new MatchEstimate(lookedUp.members(), lookedUp.looked(), lookedUp.found()));
  }

  /** Whether nobody has to do anything. */
  public boolean isWell() {
    return state == LookState.DONE && diagnosis.isWell();
  }
}

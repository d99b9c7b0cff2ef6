package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.verification.LookTally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A look at what Braze really holds, which is to come or under way. It is due as owed mails are,
 * while no import is under way; a new import replaces it.
 *
 * @param executionId the import that it follows, whose line of history will show it
 * @param sample about how many members are looked up; {@value #EVERYONE} for all
 * @param dueAt when a worker may take it: the end of a lease, too
 * @param owner the token of the worker that holds the lease; empty where none does
 * @param soFar how far it is
 */
public record PlannedLook(
    String executionId, int sample, Instant dueAt, String owner, LookSoFar soFar) {
  /** A look at every member. */
  public static final int EVERYONE = 0;

  /** How many members a sample has where nobody says otherwise. */
  public static final int SAMPLE = 1000;

  /** Braze's own advice for reads that depend on writes ("Race conditions"). */
  public static final Duration SETTLING = Duration.ofMinutes(5);

  /** The distance that an import keeps, too: Braze takes 10 to 100 ms as a rule. */
  static final Duration SHORTEST_SETTLING = Duration.ofSeconds(10);

  /** A look that got nowhere so often ends with what it has. */
  static final int MOST_IDLE_LEGS = 5;

  /**
   * How far a look is.
   *
   * @param membership the membership that it is about: of another one nothing was seen yet
   * @param slice the slice to go on with
   * @param tally what it counted in the slices before
   * @param notes where the files end that name who is missing: each begins where the one before
   *     ends
   * @param idleLegs how many legs in a row got no further
   */
  public record LookSoFar(
      String membership, int slice, LookTally tally, List<Integer> notes, int idleLegs) {
    public static final LookSoFar NOTHING = new LookSoFar("", 0, LookTally.NOTHING, List.of(), 0);

    public LookSoFar {
      Objects.requireNonNull(membership, "membership");
      Objects.requireNonNull(tally, "tally");
      notes = List.copyOf(notes);
    }

    /** Nothing, where the membership is another one. */
    public LookSoFar of(String currentMembership) {
      return membership.equals(currentMembership)
          ? this
          : new LookSoFar(currentMembership, 0, LookTally.NOTHING, List.of(), idleLegs);
    }

    LookSoFar idle() {
      return new LookSoFar(membership, slice, tally, notes, idleLegs + 1);
    }
  }

  public PlannedLook {
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(dueAt, "dueAt");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(soFar, "soFar");
  }

  /** How many members a schedule wants to be looked at. */
  public static int sampleOf(ImportSchedule.VerifyScope verify) {
    return verify == ImportSchedule.VerifyScope.ALL ? EVERYONE : SAMPLE;
  }

  /** A look that nobody has begun. */
  public static PlannedLook at(Instant dueAt, String executionId, int sample) {
    return new PlannedLook(executionId, sample, dueAt, "", LookSoFar.NOTHING);
  }

  /** Held by a worker, until that moment unless it says more. */
  PlannedLook taken(String newOwner, Instant until) {
    return new PlannedLook(executionId, sample, until, newOwner, soFar.idle());
  }

  PlannedLook at(LookSoFar newSoFar, Instant newDueAt) {
    return new PlannedLook(executionId, sample, newDueAt, owner, newSoFar);
  }

  PlannedLook released() {
    return new PlannedLook(executionId, sample, dueAt, "", soFar);
  }

  /** Whether it must end with what it has. */
  public boolean isHopeless() {
    return soFar.idleLegs() > MOST_IDLE_LEGS;
  }
}

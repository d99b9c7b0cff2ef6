package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.membership.PlanFates;
import ai.kubit.cohortimport.membership.StepOutcomes;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far the delivery of a plan is: what the next leg must know.
 *
 * @param plan the plan's key
 * @param verdict the guard's verdict; it is given once
 * @param stepsDone the names of the steps whose every object was answered
 * @param objectsAnswered of the other steps: how many of their first objects need not be sent again
 * @param exceptions files with what was not simply accepted
 * @param changesAnswered single changes that were answered so far
 * @param lastRemovalAt when Braze last answered a removal step of this plan
 * @param lastAnswerAt when Braze last answered anything of this plan
 * @param settledBy the last leg that ended with all its requests accounted for; until then it is
 *     the leg before the first that could send
 * @param inDoubt whether a leg died that may have sent any of what has no answer
 */
public record DeliveryProgress(
    String plan,
    ImportGuard.Decision verdict,
    SortedSet<String> stepsDone,
    SortedMap<String, Long> objectsAnswered,
    List<StepOutcomes> exceptions,
    long changesAnswered,
    Optional<Instant> lastRemovalAt,
    Optional<Instant> lastAnswerAt,
    int settledBy,
    boolean inDoubt) {

  public DeliveryProgress {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(verdict, "verdict");
    stepsDone = Collections.unmodifiableSortedSet(new TreeSet<>(stepsDone));
    objectsAnswered = Collections.unmodifiableSortedMap(new TreeMap<>(objectsAnswered));
    exceptions = List.copyOf(exceptions);
    Objects.requireNonNull(lastRemovalAt, "lastRemovalAt");
    Objects.requireNonNull(lastAnswerAt, "lastAnswerAt");
  }

  public static DeliveryProgress planned(String plan, ImportGuard.Decision verdict, int leg) {
    return new DeliveryProgress(
        plan,
        verdict,
        new TreeSet<>(),
        new TreeMap<>(Map.of()),
        List.of(),
        0,
        Optional.empty(),
        Optional.empty(),
        leg - 1,
        false);
  }

  public PlanFates fates(boolean inDoubtNow) {
    return new PlanFates(
        stepsDone, objectsAnswered, exceptions, verdict.removalsHeld(), inDoubtNow);
  }
}

package ai.kubit.cohortimport.membership;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known about a plan's delivery when the plan is folded.
 *
 * @param stepsDone the steps of which every object was answered
 * @param objectsAnswered for each other step, how many of its first objects were answered
 * @param outcomes the outcomes that were not simply "accepted"
 * @param removalsHeld whether the guard held the removals back. Then no leg sends anything of the
 *     removal steps, and they fold as if they had not been planned, except beside an added member
 *     who may be the same person
 * @param inDoubt whether a leg died that may have sent objects without an answer
 */
public record PlanFates(
    Set<String> stepsDone,
    Map<String, Long> objectsAnswered,
    List<StepOutcomes> outcomes,
    boolean removalsHeld,
    boolean inDoubt) {

  /** What is known if no leg died. */
  public PlanFates(
      Set<String> stepsDone,
      Map<String, Long> objectsAnswered,
      List<StepOutcomes> outcomes,
      boolean removalsHeld) {
    this(stepsDone, objectsAnswered, outcomes, removalsHeld, false);
  }

  public PlanFates {
    stepsDone = Set.copyOf(stepsDone);
    objectsAnswered = Map.copyOf(objectsAnswered);
    outcomes = List.copyOf(outcomes);
  }

  /** Whether Braze has accepted the cohort's name. */
  boolean named() {
    return stepsDone.contains(ImportPlan.NAMING);
  }

  /** How many of a step's first objects were answered. */
  long answered(PlanStep step) {
    return stepsDone.contains(step.name())
        ? step.objects()
        : objectsAnswered.getOrDefault(step.name(), 0L);
  }
}

package ai.kubit.cohortimport.membership;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known about the delivery of a plan when it is folded.
 *
 * @param stepsDone the steps whose every object was answered
 * @param objectsAnswered of the other steps: how many of their first objects were
 * @param exceptions where an answer was not simply "accepted"
 * @param removalsHeld whether the removal steps were held back: no leg ever sends anything of them,
 *     so they fold as if they had not been planned, unless the plan adds one who may be the same
 *     person
 * @param inDoubt whether a leg died that may have sent any of what has no answer
 */
public record PlanFates(
    Set<String> stepsDone,
    Map<String, Long> objectsAnswered,
    List<StepOutcomes> exceptions,
    boolean removalsHeld,
    boolean inDoubt) {

  /** What is known where no leg died. */
  public PlanFates(
      Set<String> stepsDone,
      Map<String, Long> objectsAnswered,
      List<StepOutcomes> exceptions,
      boolean removalsHeld) {
    this(stepsDone, objectsAnswered, exceptions, removalsHeld, false);
  }

  public PlanFates {
    stepsDone = Set.copyOf(stepsDone);
    objectsAnswered = Map.copyOf(objectsAnswered);
    exceptions = List.copyOf(exceptions);
  }

  /** Whether Braze has been told the cohort's name. */
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

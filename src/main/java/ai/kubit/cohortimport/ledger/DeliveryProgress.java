package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.membership.PlanFates;
import ai.kubit.cohortimport.membership.StepOutcomes;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
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
 * @param decision what the guard decided; it decides once
 * @param answered what Braze has answered
 * @param lastAnswers when Braze last answered
 * @param certainty what is known of requests without an answer
 */
public record DeliveryProgress(
    String plan,
    ImportGuard.Decision decision,
    AnsweredSteps answered,
    LastAnswers lastAnswers,
    Certainty certainty) {

  /**
   * What Braze has answered.
   *
   * @param stepsDone the names of the steps whose every object was answered
   * @param objects of the other steps: how many of their first objects need not be sent again
   * @param outcomes files with what was not simply accepted
   * @param changes single changes that were answered so far
   */
  public record AnsweredSteps(
      SortedSet<String> stepsDone,
      SortedMap<String, Long> objects,
      List<StepOutcomes> outcomes,
      long changes) {
    static final AnsweredSteps NOTHING =
        new AnsweredSteps(new TreeSet<>(), new TreeMap<>(), List.of(), 0);

    public AnsweredSteps {
      stepsDone = Collections.unmodifiableSortedSet(new TreeSet<>(stepsDone));
      objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * When Braze last answered.
   *
   * @param removalAt a removal step of this plan
   * @param anyAt anything of this plan
   */
  public record LastAnswers(Optional<Instant> removalAt, Optional<Instant> anyAt) {
    static final LastAnswers NONE = new LastAnswers(Optional.empty(), Optional.empty());

    public LastAnswers {
      Objects.requireNonNull(removalAt, "removalAt");
      Objects.requireNonNull(anyAt, "anyAt");
    }
  }

  /**
   * What is known of requests without an answer.
   *
   * @param settledBy the last leg that ended with all its requests accounted for; until then it is
   *     the leg before the first that could send
   * @param inDoubt whether a leg died that may have sent any of what has no answer
   */
  public record Certainty(int settledBy, boolean inDoubt) {}

  public DeliveryProgress {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(answered, "answered");
    Objects.requireNonNull(lastAnswers, "lastAnswers");
    Objects.requireNonNull(certainty, "certainty");
  }

  public static DeliveryProgress planned(String plan, ImportGuard.Decision decision, int leg) {
    return new DeliveryProgress(
        plan, decision, AnsweredSteps.NOTHING, LastAnswers.NONE, new Certainty(leg - 1, false));
  }

  public SortedSet<String> stepsDone() {
    return answered.stepsDone();
  }

  public SortedMap<String, Long> objectsAnswered() {
    return answered.objects();
  }

  public List<StepOutcomes> outcomes() {
    return answered.outcomes();
  }

  public long changesAnswered() {
    return answered.changes();
  }

  public Optional<Instant> lastRemovalAt() {
    return lastAnswers.removalAt();
  }

  public Optional<Instant> lastAnswerAt() {
    return lastAnswers.anyAt();
  }

  public int settledBy() {
    return certainty.settledBy();
  }

  public boolean inDoubt() {
    return certainty.inDoubt();
  }

  public PlanFates fates(boolean inDoubtNow) {
    return new PlanFates(
        stepsDone(), objectsAnswered(), outcomes(), decision.removalsHeld(), inDoubtNow);
  }
}

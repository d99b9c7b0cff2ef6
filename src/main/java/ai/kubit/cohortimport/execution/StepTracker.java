package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.braze.ChangeResult;
import ai.kubit.cohortimport.membership.Fate;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.membership.StepExceptions;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What this leg learned about the objects of one step. Answers come in any order; what counts for
 * the next leg is how many of the first objects were answered without a gap.
 */
final class StepTracker {
  private record Answer(List<MemberChange> changes, List<ChangeResult> results) {}

  private final PlanStep step;
  private final StepExceptions.Draft draft;
  private final TreeMap<Long, Answer> beyondGap = new TreeMap<>();
  private long answered;
  private long changesAnswered;

  /**
   * A tracker.
   *
   * @param from how many objects earlier legs have settled
   */
  StepTracker(PlanStep step, long from) {
    this.step = step;
    this.draft = new StepExceptions.Draft(step.name(), from);
    this.answered = from;
  }

  PlanStep step() {
    return step;
  }

  void answered(long firstIndex, List<MemberChange> changes, List<ChangeResult> results) {
    beyondGap.put(firstIndex, new Answer(changes, results));
    while (!beyondGap.isEmpty() && beyondGap.firstKey() == answered) {
      settle(beyondGap.pollFirstEntry().getValue());
    }
  }

  private void settle(Answer answer) {
    for (int i = 0; i < answer.changes().size(); i++) {
      MemberChange change = answer.changes().get(i);
      ChangeResult result = answer.results().get(i);
      if (result instanceof ChangeResult.Refused refused) {
        draft.add(answered + i, change, Fate.REFUSED, refused.reason());
      } else if (result instanceof ChangeResult.Unknown unknown) {
        draft.add(answered + i, change, Fate.UNKNOWN, unknown.reason());
      } else if (result instanceof ChangeResult.Device device) {
        draft.add(answered + i, change, device.finding());
      }
      changesAnswered += step.isLookup() ? 0 : change.size();
    }
    answered += answer.changes().size();
  }

  boolean isDone() {
    return answered == step.objects();
  }

  /** How many of the step's first objects were answered. */
  long answered() {
    return answered;
  }

  long changesAnswered() {
    return changesAnswered;
  }

  /** What there is to write about objects that were not simply accepted. */
  Optional<StepExceptions.Draft> exceptions() {
    draft.answeredUpTo(answered);
    return draft.isEmpty() ? Optional.empty() : Optional.of(draft);
  }
}

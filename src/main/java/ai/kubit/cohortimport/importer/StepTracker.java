package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.membership.Fate;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.membership.StepOutcomes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records the answers for the objects of one step, during one leg. Answers come in any order. The
 * next leg needs one number: how many of the step's first objects are settled, without a gap. When
 * the leg ends, objects without an answer are settled as "open", so that the answers behind them
 * count. The next leg sends only the open objects again.
 */
final class StepTracker {
  private record Settled(List<MemberChange> changes, List<ChangeResult> results) {}

  private final PlanStep step;
  private final StepOutcomes.Draft draft;
  private final long from;
  private final boolean inDoubt;
  private final Map<Long, Boolean> open;
  private final TreeMap<Long, Settled> beyondGap = new TreeMap<>();
  private final TreeMap<Long, Settled> notSent = new TreeMap<>();
  private long answered;
  private long changesAnswered;

  /**
   * Creates the tracker of one leg.
   *
   * @param from how many of the step's first objects earlier legs have settled
   * @param open which of those objects must be sent again; the value says whether Braze may have
   *     received them
   * @param inDoubt whether an earlier leg may have sent objects whose answers are not recorded
   */
  StepTracker(PlanStep step, long from, Map<Long, Boolean> open, boolean inDoubt) {
    this.step = step;
    this.draft = new StepOutcomes.Draft(step.name(), from);
    this.from = from;
    this.open = new HashMap<>(open);
    this.inDoubt = inDoubt && !step.isLookup();
    this.answered = from;
  }

  PlanStep step() {
    return step;
  }

  /** Whether an object needs no request any more. */
  boolean isSettled(long object) {
    return object < from && !open.containsKey(object);
  }

  void answered(long firstIndex, List<MemberChange> changes, List<ChangeResult> results) {
    if (firstIndex < from) {
      int earlier = (int) Math.min(from - firstIndex, changes.size());
      for (int i = 0; i < earlier; i++) {
        settleAgain(firstIndex + i, changes.get(i), results.get(i));
      }
      if (earlier < changes.size()) {
        answered(
            from,
            changes.subList(earlier, changes.size()),
            results.subList(earlier, results.size()));
      }
      return;
    }
    boolean sent = inDoubt || !(results.get(0) instanceof ChangeResult.NotSent);
    (sent ? beyondGap : notSent).put(firstIndex, new Settled(changes, results));
    settleUpToGap();
  }

  /**
   * Ends the leg: settles objects that were never sent as open, if an object behind them was sent.
   */
  void end() {
    if (!beyondGap.isEmpty()) {
      beyondGap.putAll(notSent.headMap(beyondGap.lastKey()));
      settleUpToGap();
    }
    notSent.clear();
  }

  private void settleUpToGap() {
    while (!beyondGap.isEmpty() && beyondGap.firstKey() == answered) {
      settle(beyondGap.pollFirstEntry().getValue());
    }
  }

  private void settle(Settled answer) {
    for (int i = 0; i < answer.changes().size(); i++) {
      ChangeResult result = answer.results().get(i);
      settle(
          answered + i,
          answer.changes().get(i),
          inDoubt ? ChangeResult.afterDoubt(result) : result,
          false);
    }
    answered += answer.changes().size();
  }

  private void settleAgain(long object, MemberChange change, ChangeResult result) {
    boolean doubt = inDoubt || open.getOrDefault(object, true);
    if (!(result instanceof ChangeResult.NotSent)) {
      open.remove(object);
      settle(object, change, doubt ? ChangeResult.afterDoubt(result) : result, true);
    }
  }

  private void settle(long object, MemberChange change, ChangeResult result, boolean again) {
    if (result instanceof ChangeResult.Accepted && !again) {
      changesAnswered += change.size();
      return;
    }
    if (ChangeResult.isOpen(result)) {
      boolean perhapsReceived = result.equals(ChangeResult.STOPPED);
      open.put(object, perhapsReceived);
      draft.addOpen(object, change, perhapsReceived);
      return;
    }
    if (result instanceof ChangeResult.Refused refused) {
      draft.add(object, change, Fate.REFUSED, refused.reason());
    } else if (result instanceof ChangeResult.Unknown unknown) {
      draft.add(object, change, Fate.UNKNOWN, unknown.reason());
    } else if (result instanceof ChangeResult.Device device) {
      draft.add(object, change, device.finding());
    } else {
      draft.add(object, change, Fate.ACCEPTED, "");
    }
    changesAnswered += step.isLookup() ? 0 : change.size();
  }

  boolean isDone() {
    return answered == step.objects() && open.isEmpty();
  }

  /** How many of the step's first objects are settled, including those settled as open. */
  long answered() {
    return answered;
  }

  long changesAnswered() {
    return changesAnswered;
  }

  /**
   * The outcomes of the objects that were not simply accepted, to be stored; empty if there are
   * none.
   */
  Optional<StepOutcomes.Draft> exceptions() {
    draft.answeredUpTo(answered);
    return draft.isEmpty() ? Optional.empty() : Optional.of(draft);
  }
}

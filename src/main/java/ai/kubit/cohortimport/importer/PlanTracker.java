package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryEffort;
import ai.kubit.cohortimport.ledger.DeliveryProgress;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.membership.DeviceFinding;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.membership.StepOutcomes;
import ai.kubit.cohortimport.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Turns Braze's answers into progress, and stores the progress every few seconds. It first writes
 * the files with the outcomes that are not simply "accepted", then the cohort's item. So the item
 * never names a file that does not exist.
 */
final class PlanTracker implements CohortDelivery.Listener {
  /** The longest time between two writes. After a crash, about that much work is done again. */
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);

  private final LegContext work;
  private ImportExecution execution;
  private final ImportPlan plan;
  private final Memberships memberships;
  private final Time time;
  private final DeliveryProgress before;
  private final long changesInAll;
  private final SortedSet<String> stepsDone;
  private final SortedMap<String, Long> objectsAnswered;
  private final Map<String, StepTracker> open = new HashMap<>();
  private final Map<String, StepOutcomes> written = new TreeMap<>();
  private long changesAnswered;
  private Optional<Instant> lastRemovalAt;
  private Optional<Instant> lastAnswerAt;
  private final Map<String, Map<Long, DeviceFinding>> devices = new HashMap<>();
  private long lookupsAnswered;
  private OpenedDelivery opened;
  private long lastWriteNanos;
  private boolean inDoubt;
  private int settledBy;

  PlanTracker(
      LegContext work,
      ImportExecution execution,
      ImportPlan plan,
      Memberships memberships,
      Time time) {
    this.work = work;
    this.execution = execution;
    this.plan = plan;
    this.memberships = memberships;
    this.time = time;
    this.before = execution.delivery().orElseThrow();
    this.changesInAll = execution.counts().changes().planned();
    this.stepsDone = new TreeSet<>(before.stepsDone());
    this.objectsAnswered = new TreeMap<>(before.objectsAnswered());
    this.changesAnswered = before.changesAnswered();
    this.lastRemovalAt = before.lastRemovalAt();
    this.lastAnswerAt = before.lastAnswerAt();
    this.lastWriteNanos = time.nanos();
    this.inDoubt = work.inDoubt(execution);
    this.settledBy = before.settledBy();
  }

  void follow(OpenedDelivery openedDelivery) {
    opened = openedDelivery;
  }

  /** The execution with the progress that was stored last. */
  ImportExecution execution() {
    return execution;
  }

  /** Whether Braze must still be told the cohort's name. */
  boolean namingIsLeft() {
    return plan.announces() && !stepsDone.contains(ImportPlan.NAMING);
  }

  /**
   * The steps that are not done and need no lookups, in the order of delivery: removals, or
   * additions.
   */
  List<PlanStep> stepsLeft(boolean removals) {
    return stepsLeft().filter(step -> step.removal() == removals && !step.isForDevices()).toList();
  }

  /** The steps that are not done and need lookups. */
  List<PlanStep> deviceStepsLeft() {
    return stepsLeft().filter(PlanStep::isForDevices).toList();
  }

  private Stream<PlanStep> stepsLeft() {
    return plan.steps(before.decision().removalsHeld())
        .filter(step -> !stepsDone.contains(step.name()));
  }

  /**
   * Starts or continues a step.
   *
   * @return how many of the step's first objects earlier legs have handled
   */
  long begin(PlanStep step) {
    long from = objectsAnswered.getOrDefault(step.name(), 0L);
    Map<Long, Boolean> leftOpen =
        from == 0 || step.isLookup() ? Map.of() : memberships.open(step, before.outcomes());
    open.put(step.name(), new StepTracker(step, from, leftOpen, inDoubt));
    return from;
  }

  /** Whether an object needs no request any more. Its step must have begun. */
  boolean isSettled(PlanStep step, long object) {
    return open.get(step.name()).isSettled(object);
  }

  /** Starts or continues the lookups of a step. */
  void beginLookups(PlanStep step) {
    devices.put(step.lookup().name(), new HashMap<>(memberships.devices(step, before.outcomes())));
    if (!stepsDone.contains(step.lookup().name())) {
      begin(step.lookup());
    }
  }

  /** How many of a step's first devices were looked up, as of the last {@link #save}. */
  long lookedUp(PlanStep step) {
    String name = step.lookup().name();
    return stepsDone.contains(name) ? step.objects() : objectsAnswered.getOrDefault(name, 0L);
  }

  /** What a lookup found; empty if it got no answer. */
  Optional<DeviceFinding> device(PlanStep step, long object) {
    return Optional.ofNullable(devices.get(step.lookup().name()).get(object));
  }

  /** Records that nothing needs to be sent for an object. */
  void skip(PlanStep step, long object, MemberChange change) {
    open.get(step.name()).answered(object, List.of(change), List.of(ChangeResult.ACCEPTED));
  }

  Optional<Instant> lastRemovalAt() {
    return lastRemovalAt;
  }

  boolean stopRequested() {
    return work.stopRequested();
  }

  @Override
  public void answered(
      String step,
      long firstIndex,
      List<MemberChange> changes,
      List<ChangeResult> results,
      Instant at) {
    if (step.equals(ImportPlan.NAMING)) {
      if (results.get(0) instanceof ChangeResult.Accepted) {
        stepsDone.add(step);
      }
      return;
    }
    StepTracker tracker = open.get(step);
    if (tracker.step().isLookup()) {
      answeredLookup(tracker, firstIndex, changes, results);
      return;
    }
    tracker.answered(firstIndex, changes, results);
    if (results.get(0) instanceof ChangeResult.NotSent) {
      return;
    }
    lastAnswerAt = Optional.of(at);
    if (tracker.step().removal()) {
      lastRemovalAt = Optional.of(at);
    }
    work.progress().delivering(answeredSoFar(), changesInAll);
    saveIfDue();
  }

  /**
   * Records the answers of lookups. A lookup without an answer is made again later, whatever the
   * lookups after it found.
   */
  private void answeredLookup(
      StepTracker tracker,
      long firstIndex,
      List<MemberChange> changes,
      List<ChangeResult> results) {
    if (!ChangeResult.isOpen(results.get(0))) {
      tracker.answered(firstIndex, changes, results);
      remember(tracker.step().name(), firstIndex, results);
      saveIfDue();
    }
  }

  private void remember(String lookup, long firstIndex, List<ChangeResult> results) {
    lookupsAnswered += results.size();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof ChangeResult.Device device) {
        devices.get(lookup).put(firstIndex + i, device.finding());
      } else if (results.get(i) instanceof ChangeResult.Refused) {
        devices.get(lookup).put(firstIndex + i, DeviceFinding.UNKNOWN);
      }
    }
  }

  private void saveIfDue() {
    if (time.nanos() - lastWriteNanos > BETWEEN_WRITES.toNanos()) {
      save();
    }
  }

  private long answeredSoFar() {
    return changesAnswered + open.values().stream().mapToLong(StepTracker::changesAnswered).sum();
  }

  /**
   * Stores the progress at the end of a leg, when no request is in flight and none will be sent.
   */
  void end() {
    open.values().forEach(StepTracker::end);
    settledBy = work.lease().leg();
    save();
  }

  /** Stores the progress although requests may be in flight whose answers nobody will see. */
  void endInDoubt() {
    inDoubt = true;
    save();
  }

  /** Stores the progress. */
  void save() {
    for (StepTracker tracker : List.copyOf(open.values())) {
      save(tracker);
    }
    DeliveryEffort effort = opened.effort();
    work.sent(effort.requests(), effort.retries(), effort.rateLimited());
    execution = execution.with(progress());
    work.save(execution, answeredSoFar() > before.changesAnswered() || lookupsAnswered > 0);
    lastWriteNanos = time.nanos();
  }

  private void save(StepTracker tracker) {
    String name = tracker.step().name();
    tracker
        .exceptions()
        .ifPresent(draft -> written.put(name, memberships.writeOutcomes(work.keys(), draft)));
    if (tracker.isDone()) {
      stepsDone.add(name);
      objectsAnswered.remove(name);
      changesAnswered += tracker.changesAnswered();
      open.remove(name);
    } else if (tracker.answered() > 0) {
      objectsAnswered.put(name, tracker.answered());
    }
  }

  private DeliveryProgress progress() {
    List<StepOutcomes> outcomes = new ArrayList<>(before.outcomes());
    outcomes.addAll(written.values());
    return new DeliveryProgress(
        before.plan(),
        before.decision(),
        new DeliveryProgress.AnsweredSteps(stepsDone, objectsAnswered, outcomes, answeredSoFar()),
        new DeliveryProgress.LastAnswers(lastRemovalAt, lastAnswerAt),
        new DeliveryProgress.Certainty(settledBy, inDoubt));
  }
}

package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.braze.ChangeResult;
import ai.kubit.cohortimport.braze.CohortDelivery;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.membership.StepExceptions;
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

/**
 * Turns answers into progress, and writes it every few seconds: first the file with what was not
 * simply accepted, then the ledger, so that the ledger never names what is not there.
 */
final class PlanTracker implements CohortDelivery.Listener {
  /** So much work at most is done again after a crash. */
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);

  private final LegWork work;
  private final ImportPlan plan;
  private final Memberships memberships;
  private final Time time;
  private final DeliveryProgress before;
  private final long changesInAll;
  private final SortedSet<String> stepsDone;
  private final SortedMap<String, Long> objectsAnswered;
  private final Map<String, StepTracker> open = new HashMap<>();
  private final Map<String, StepExceptions> written = new TreeMap<>();
  private long changesAnswered;
  private Optional<Instant> lastRemovalAt;
  private Optional<Instant> lastAnswerAt;
  private CohortDelivery delivery;
  private long lastWriteNanos;
  private boolean stopRequested;

  PlanTracker(LegWork work, ImportPlan plan, Memberships memberships, Time time) {
    this.work = work;
    this.plan = plan;
    this.memberships = memberships;
    this.time = time;
    this.before = work.execution().delivery().orElseThrow();
    this.changesInAll = work.execution().counts().changes().planned();
    this.stepsDone = new TreeSet<>(before.stepsDone());
    this.objectsAnswered = new TreeMap<>(before.objectsAnswered());
    this.changesAnswered = before.changesAnswered();
    this.lastRemovalAt = before.lastRemovalAt();
    this.lastAnswerAt = before.lastAnswerAt();
    this.lastWriteNanos = time.nanos();
    this.stopRequested = work.lease().entry().active().orElseThrow().stopRequested();
  }

  void follow(CohortDelivery openedDelivery) {
    delivery = openedDelivery;
  }

  /** The steps of one kind that are not done, in the order of delivery. */
  List<PlanStep> stepsLeft(boolean removals) {
    return plan.steps(before.verdict().removalsHeld())
        .filter(step -> step.removal() == removals && !stepsDone.contains(step.name()))
        .toList();
  }

  /** Starts or continues a step; answers how many of its first objects are settled already. */
  long begin(PlanStep step) {
    long from = objectsAnswered.getOrDefault(step.name(), 0L);
    open.put(step.name(), new StepTracker(step, from));
    return from;
  }

  Optional<Instant> lastRemovalAt() {
    return lastRemovalAt;
  }

  boolean stopRequested() {
    return stopRequested;
  }

  @Override
  public void answered(
      String step,
      long firstIndex,
      List<MemberChange> changes,
      List<ChangeResult> results,
      Instant at) {
    StepTracker tracker = open.get(step);
    tracker.answered(firstIndex, changes, results);
    lastAnswerAt = Optional.of(at);
    if (tracker.step().removal()) {
      lastRemovalAt = Optional.of(at);
    }
    work.progress().delivering(answeredSoFar(), changesInAll);
    if (time.nanos() - lastWriteNanos > BETWEEN_WRITES.toNanos()) {
      save();
    }
  }

  private long answeredSoFar() {
    return changesAnswered + open.values().stream().mapToLong(StepTracker::changesAnswered).sum();
  }

  /** Writes what is known now. */
  void save() {
    for (StepTracker tracker : List.copyOf(open.values())) {
      save(tracker);
    }
    work.sent(
        delivery.effort().requests(), delivery.effort().retries(), delivery.effort().rateLimited());
    work.now(work.execution().with(progress()));
    stopRequested = work.save(answeredSoFar() > before.changesAnswered());
    lastWriteNanos = time.nanos();
  }

  private void save(StepTracker tracker) {
    String name = tracker.step().name();
    tracker
        .exceptions()
        .ifPresent(draft -> written.put(name, memberships.writeExceptions(work.keys(), draft)));
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
    List<StepExceptions> exceptions = new ArrayList<>(before.exceptions());
    exceptions.addAll(written.values());
    return new DeliveryProgress(
        before.plan(),
        before.verdict(),
        stepsDone,
        objectsAnswered,
        exceptions,
        answeredSoFar(),
        lastRemovalAt,
        lastAnswerAt);
  }
}

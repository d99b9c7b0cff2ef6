package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.braze.PartnerCohort;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryStop;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.workspace.Workspace;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The second phase: delivers the plan's steps, removals first. Braze promises no order between
 * requests (<a href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Braze,
 * "POST: Track users"</a>). Two members of an export may be one person, for example one who was
 * identified between two exports. So additions wait until removals have taken effect, and an
 * execution waits for the one before it.
 */
@Singleton
final class DeliverPhase {
  /**
   * How long earlier changes get to take effect before the next ones are sent. Braze promises no
   * order between requests and gives no upper limit. It says that changes normally take effect
   * within 10 to 100 ms, and recommends 5 minutes between calls that depend on each other (<a
   * href="https://www.braze.com/docs/api/api_limits/">Braze, "Rate limits", section "Optimal delay
   * between endpoints"</a>). Ten seconds is a hundred times the normal time. If a change takes
   * longer, the next full refresh corrects it.
   */
  static final Duration SETTLING = Duration.ofSeconds(10);

  /** How long the import waits before it sends a cohort's name again that Braze did not confirm. */
  private static final Duration UNCONFIRMED = Duration.ofMinutes(5);

  /** A placeholder: a delivery sends members, but the call with the cohort's name names none. */
  private static final MemberId NOBODY = MemberId.externalId("nobody");

  private final Memberships memberships;
  private final DeliveryOpener opener;
  private final Time time;

  @Inject
  DeliverPhase(Memberships memberships, DeliveryOpener opener, Time time) {
    this.memberships = memberships;
    this.opener = opener;
    this.time = time;
  }

  /** How a leg's delivery ended. */
  sealed interface DeliveryResult {
    /** Every step is done. */
    record Delivered() implements DeliveryResult {}

    /**
     * Another leg must go on with the delivery.
     *
     * @param why why the import waits, in words that complete "it waits, because"
     * @param forBraze whether it waits for Braze, which refuses or fails for the time being
     */
    record Continue(Instant at, String why, boolean forBraze) implements DeliveryResult {}

    /** A person must act; nothing more can be sent. */
    record Denied(DeliveryStop.Failed stop) implements DeliveryResult {}

    /**
     * The import cannot go on before somebody acts. Requests that are in flight may still take
     * effect.
     */
    record Unusable(ImportStoppedException why) implements DeliveryResult {}

    /** A person asked to stop. */
    record StoppedByPerson() implements DeliveryResult {}
  }

  /** How a leg's delivery ended, and the execution with the progress that was stored last. */
  record Delivery(ImportExecution execution, DeliveryResult result) {}

  Delivery deliver(LegContext work, ImportExecution execution, ImportPlan plan, Workspace workspace)
      throws InterruptedException {
    PlanTracker tracker = new PlanTracker(work, execution, plan, memberships, time);
    DeliveryResult result;
    try {
      result = deliver(work, tracker, plan, workspace);
    } catch (ImportStoppedException why) {
      result = new DeliveryResult.Unusable(why);
    }
    return new Delivery(tracker.execution(), result);
  }

  private DeliveryResult deliver(
      LegContext work, PlanTracker tracker, ImportPlan plan, Workspace workspace)
      throws InterruptedException {
    StepsLeft steps =
        new StepsLeft(tracker.stepsLeft(true), tracker.stepsLeft(false), tracker.deviceStepsLeft());
    if (steps.isEmpty() && !tracker.namingIsLeft()) {
      return new DeliveryResult.Delivered();
    }
    PartnerCohort cohort = cohort(work, tracker, plan);
    try (OpenedDelivery opened =
        opener.open(workspace, cohort, work.sending(), work.fence(), tracker)) {
      tracker.follow(opened);
      try {
        Optional<DeliveryResult> early = inOrder(work, opened, tracker, steps);
        if (early.isEmpty() && opened.lookups().isPresent()) {
          Instant startedAt = tracker.execution().origin().startedAt();
          early =
              new DevicePhase(memberships, time, opened, tracker, startedAt)
                  .deliver(steps.devices(), workspace.deviceLookupsPerMinute());
        }
        tracker.end();
        return early.orElseGet(DeliveryResult.Delivered::new);
      } catch (ImportStoppedException stopped) {
        tracker.endInDoubt();
        throw stopped;
      }
    }
  }

  /** The steps that are not done yet. */
  private record StepsLeft(
      List<PlanStep> removals, List<PlanStep> additions, List<PlanStep> devices) {
    boolean isEmpty() {
      return removals.isEmpty() && !hasAdditions();
    }

    boolean hasAdditions() {
      return !(additions.isEmpty() && devices.isEmpty());
    }
  }

  /**
   * Sends the cohort's name, then removals, then additions. It waits for earlier changes before
   * removals and before additions.
   */
  private Optional<DeliveryResult> inOrder(
      LegContext work, OpenedDelivery opened, PlanTracker tracker, StepsLeft steps)
      throws InterruptedException {
    Optional<DeliveryResult> early = name(opened, tracker);
    if (early.isEmpty() && !steps.isEmpty()) {
      early = keepDistance(work, work.lease().record().belief().lastAnswerAt());
    }
    if (early.isEmpty()) {
      early = deliver(steps.removals(), opened.delivery(), tracker);
    }
    if (early.isEmpty() && steps.hasAdditions()) {
      early = keepDistance(work, tracker.lastRemovalAt());
    }
    return early.isEmpty() ? deliver(steps.additions(), opened.delivery(), tracker) : early;
  }

  private static PartnerCohort cohort(LegContext work, PlanTracker tracker, ImportPlan plan) {
    return new PartnerCohort(
        work.lease().cohort().cohortId(),
        plan.cohortName(),
        tracker.execution().origin().startedAt());
  }

  /** Sends the cohort's name. No member is sent before Braze has confirmed the name. */
  private Optional<DeliveryResult> name(OpenedDelivery opened, PlanTracker tracker)
      throws InterruptedException {
    if (!tracker.namingIsLeft()) {
      return Optional.empty();
    }
    CohortDelivery naming =
        opened.naming().orElseThrow(() -> new IllegalStateException("nothing can tell the name"));
    naming.send(ImportPlan.NAMING, 0, MemberChange.adding(NOBODY, ImportPlan.NAMING));
    Optional<DeliveryResult> early = naming.drain().map(stop -> ended(stop, time));
    if (early.isPresent() || !tracker.namingIsLeft()) {
      return early;
    }
    return Optional.of(
        new DeliveryResult.Continue(
            time.now().plus(UNCONFIRMED), "Braze did not confirm the cohort's name", true));
  }

  private Optional<DeliveryResult> keepDistance(LegContext work, Optional<Instant> from)
      throws InterruptedException {
    Duration wait =
        from.map(answered -> Duration.between(time.now(), answered.plus(SETTLING)))
            .filter(left -> left.compareTo(Duration.ZERO) > 0)
            .orElse(Duration.ZERO);
    if (wait.isZero()) {
      return Optional.empty();
    }
    if (wait.compareTo(work.sending().remaining()) >= 0) {
      return Optional.of(
          new DeliveryResult.Continue(
              time.now().plus(wait), "earlier changes must settle in Braze", false));
    }
    work.progress()
        .phase(
            "waiting %d s for earlier changes to settle"
                .formatted(wait.plusNanos(999_999_999).toSeconds()));
    return work.sending().pause(wait)
        ? Optional.empty()
        : Optional.of(
            new DeliveryResult.Continue(time.now(), "the process was told to end", false));
  }

  private Optional<DeliveryResult> deliver(
      List<PlanStep> steps, CohortDelivery delivery, PlanTracker tracker)
      throws InterruptedException {
    for (PlanStep step : steps) {
      long from = tracker.begin(step);
      Iterator<MemberChange> changes = memberships.changes(step);
      for (long object = 0; changes.hasNext(); object++) {
        MemberChange change = changes.next();
        if (object < from && tracker.isSettled(step, object)) {
          continue;
        }
        if (tracker.stopRequested() || !delivery.send(step.name(), object, change)) {
          return Optional.of(ended(delivery, tracker, time));
        }
      }
    }
    Optional<DeliveryStop> stop = delivery.drain();
    return stop.isPresent() ? Optional.of(ended(stop.get(), time)) : Optional.empty();
  }

  static DeliveryResult ended(CohortDelivery delivery, PlanTracker tracker, Time time)
      throws InterruptedException {
    Optional<DeliveryStop> stop = delivery.drain();
    if (tracker.stopRequested()) {
      return new DeliveryResult.StoppedByPerson();
    }
    return ended(
        stop.orElseThrow(() -> new IllegalStateException("nothing stopped the delivery")), time);
  }

  static DeliveryResult ended(DeliveryStop stop, Time time) {
    if (stop instanceof DeliveryStop.Failed failed) {
      return new DeliveryResult.Denied(failed);
    }
    if (stop instanceof DeliveryStop.Interrupted interrupted) {
      return new DeliveryResult.Continue(interrupted.resumeAt(), interrupted.why(), true);
    }
    return new DeliveryResult.Continue(time.now(), "the time of one invocation was used up", false);
  }
}

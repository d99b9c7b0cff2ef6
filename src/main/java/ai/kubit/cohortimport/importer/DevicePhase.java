package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryStop;
import ai.kubit.cohortimport.importer.DeliverPhase.DeliveryResult;
import ai.kubit.cohortimport.membership.DeviceFinding;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Delivers the steps whose members are known only by a device id. It repeats three things: look up
 * as many devices as one minute allows, store what was found, send the change for each profile that
 * was found. What a lookup found is stored before it is used. So a profile that got the cohort can
 * lose it later, even if its user is identified by then.
 *
 * <p>Lookups are slow: Braze allows 250 a minute, or 2,500 for customers from before 22 August 2024
 * (<a
 * href="https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier/">Braze,
 * "POST: Export user profile by identifier"</a>). A leg makes as many as ten minutes allow, so that
 * other imports have their turn. An execution stops looking up after six hours. The next import
 * goes on with the rest. The project's page "Reference", chapter "Devices", says this to users.
 */
final class DevicePhase {
  private static final int MINUTES_OF_A_LEG = 10;
  private static final Duration LONGEST = Duration.ofHours(6);

  private final Memberships memberships;
  private final Time time;
  private final Instant startedAt;
  private final CohortDelivery delivery;
  private final CohortDelivery lookups;
  private final PlanTracker tracker;
  private int budget;

  /**
   * The phase of one leg.
   *
   * @param startedAt when the execution began, before its first leg
   */
  DevicePhase(
      Memberships memberships,
      Time time,
      OpenedDelivery opened,
      PlanTracker tracker,
      Instant startedAt) {
    this.memberships = memberships;
    this.time = time;
    this.startedAt = startedAt;
    this.delivery = opened.delivery();
    this.lookups = opened.lookups().orElseThrow();
    this.tracker = tracker;
  }

  /**
   * Delivers these steps.
   *
   * @return why the leg ends before all steps are done; empty if they are done, or if the six hours
   *     are over
   */
  Optional<DeliveryResult> deliver(List<PlanStep> steps, int lookupsPerMinute)
      throws InterruptedException {
    budget = lookupsPerMinute * MINUTES_OF_A_LEG;
    for (PlanStep step : steps) {
      Optional<DeliveryResult> early = deliver(step, lookupsPerMinute);
      if (early.isPresent()) {
        return early;
      }
    }
    return Optional.empty();
  }

  private Optional<DeliveryResult> deliver(PlanStep step, int atOnce) throws InterruptedException {
    tracker.beginLookups(step);
    long object = tracker.begin(step);
    Iterator<MemberChange> changes = memberships.changes(step);
    for (long earlier = 0; earlier < object; earlier++) {
      MemberChange change = changes.next();
      if (!tracker.isSettled(step, earlier)) {
        sendIfFound(step, earlier, change);
      }
    }
    Optional<DeliveryStop> stop = delivery.drain();
    if (stop.isPresent()) {
      return Optional.of(DeliverPhase.ended(stop.get(), time));
    }
    while (changes.hasNext() && !isGivenUp()) {
      List<MemberChange> some = new ArrayList<>(atOnce);
      while (changes.hasNext() && some.size() < atOnce) {
        some.add(changes.next());
      }
      Optional<DeliveryResult> early = lookUp(step, object, some);
      Optional<DeliveryResult> earlier = sendFound(step, object, some);
      if (earlier.isPresent() || early.isPresent()) {
        return earlier.or(() -> early);
      }
      object += some.size();
    }
    return Optional.empty();
  }

  private boolean isGivenUp() {
    return time.now().isAfter(startedAt.plus(LONGEST));
  }

  private Optional<DeliveryResult> lookUp(PlanStep step, long first, List<MemberChange> devices)
      throws InterruptedException {
    String name = step.lookup().name();
    Optional<DeliveryResult> early = Optional.empty();
    long from = Math.max(0, tracker.lookedUp(step) - first);
    for (int i = Math.toIntExact(from); i < devices.size() && early.isEmpty(); i++) {
      if (budget == 0) {
        early = Optional.of(later());
      } else if (tracker.stopRequested() || !lookups.send(name, first + i, devices.get(i))) {
        early = Optional.of(DeliverPhase.ended(lookups, tracker, time));
      } else {
        budget--;
      }
    }
    Optional<DeliveryStop> stop = lookups.drain();
    tracker.save();
    return early.or(() -> stop.map(reason -> DeliverPhase.ended(reason, time)));
  }

  private DeliveryResult later() {
    return new DeliveryResult.Continue(time.now(), "the lookups of a leg are used up", false);
  }

  /** Sends the changes of the devices whose lookups are answered and stored. */
  private Optional<DeliveryResult> sendFound(PlanStep step, long first, List<MemberChange> devices)
      throws InterruptedException {
    long end = Math.min(devices.size(), tracker.lookedUp(step) - first);
    for (int i = 0; i < end; i++) {
      if (!sendIfFound(step, first + i, devices.get(i))) {
        return Optional.of(DeliverPhase.ended(delivery, tracker, time));
      }
    }
    return delivery.drain().map(reason -> DeliverPhase.ended(reason, time));
  }

  private boolean sendIfFound(PlanStep step, long object, MemberChange change)
      throws InterruptedException {
    Optional<DeviceFinding> profile =
        tracker
            .device(step, object)
            .filter(device -> device.kind() == DeviceFinding.FindingKind.FOUND);
    if (profile.isEmpty()) {
      tracker.skip(step, object, change);
      return true;
    }
    return delivery.send(step.name(), object, change.of(profile.get().brazeId()));
  }
}

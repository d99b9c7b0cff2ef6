package ai.kubit.cohortimport.verifier;

import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryStop;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.ledger.LookLease;
import ai.kubit.cohortimport.ledger.PlannedLook;
import ai.kubit.cohortimport.ledger.PlannedLook.LookSoFar;
import ai.kubit.cohortimport.membership.HeldSlices;
import ai.kubit.cohortimport.membership.HeldSlices.HeldMember;
import ai.kubit.cohortimport.membership.HeldSlices.HeldSlice;
import ai.kubit.cohortimport.membership.LookFiles;
import ai.kubit.cohortimport.membership.MembershipManifest;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.membership.Partitions;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.verification.Sample;
import ai.kubit.cohortimport.verification.Verification.LookState;
import ai.kubit.cohortimport.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** One leg of a look: slice after slice, with a save every few seconds. */
final class LookLeg {
  private static final Duration SAVED_EVERY = Duration.ofSeconds(10);

  private final CohortVerifier.VerifierParts parts;
  private final LookLease lease;
  private final LookSubject subject;
  private final LegTimes times;
  private final MissingNotes notes = new MissingNotes();
  private final LookTallying tallying;
  private LookSoFar saved;
  private Instant savedAt;

  /**
   * When a leg works, and who watches.
   *
   * @param slices when it begins no other slice
   * @param requests when it sends no other request
   */
  record LegTimes(Deadline slices, Deadline requests, ImportProgress progress) {}

  LookLeg(
      CohortVerifier.VerifierParts parts, LookLease lease, LookSubject subject, LegTimes times) {
    this.parts = parts;
    this.lease = lease;
    this.subject = subject;
    this.times = times;
    this.saved = lease.look().soFar().of(subject.manifest().key());
    this.savedAt = parts.time().now();
    this.tallying = new LookTallying(subject.value(), subject.valueAsked(), notes, saved.tally());
  }

  /**
   * How a leg ended.
   *
   * @param over whether the look is over
   * @param soFar how far it is
   * @param state what a look that is over says of itself
   * @param message why it did not end as it should; empty where it did
   */
  record LegResult(boolean over, LookSoFar soFar, LookState state, String message) {}

  /** Ends a look that got nowhere for too long. */
  LegResult hopeless() {
    return endedBy("Braze gave no usable answers for a long time, so the look ended early.");
  }

  /** Ends a look for a reason that a person must know. */
  LegResult endedBy(String message) {
    return new LegResult(true, written(saved.slice()), LookState.CUT_SHORT, message);
  }

  LegResult run(LookOpener opener, Workspace workspace) throws InterruptedException {
    times.progress().phase("asking Braze what it holds");
    try (LookOpener.OpenedLook opened = opener.open(workspace, times.requests(), tallying)) {
      return run(opened.questions());
    }
  }

  private HeldSlices slices(IntPredicate wanted) {
    Memberships memberships = parts.memberships();
    MembershipManifest manifest = subject.manifest();
    String value = subject.value();
    return subject
        .leavers()
        .map(plan -> memberships.held(manifest, value, plan, wanted))
        .orElseGet(() -> memberships.held(manifest, value, wanted));
  }

  private LegResult run(CohortDelivery questions) throws InterruptedException {
    Sample members = subject.sampleOfMembers();
    Sample leavers = subject.sampleOfLeavers();
    HeldSlices slices =
        slices(slice -> members.touches(slice) || leavers.touches(slice)).from(saved.slice());
    for (Optional<HeldSlice> slice = slices.next(); slice.isPresent(); slice = slices.next()) {
      Optional<LegResult> early = pauseBefore(slice.get().number(), questions);
      if (early.isPresent()) {
        return early.get();
      }
      boolean going =
          ask(questions, slice.get().holders(), members, false)
              && ask(questions, slice.get().leavers(), leavers, true);
      if (!going) {
        return stopped(questions.drain().orElseThrow());
      }
      times.progress().looking(tallying.tally().looked(), wanted());
    }
    Optional<DeliveryStop> stop = questions.drain();
    return stop.isPresent() ? stopped(stop.get()) : done();
  }

  private long wanted() {
    int sample = subject.look().sample();
    return sample == PlannedLook.EVERYONE ? subject.members() : Math.min(sample, subject.members());
  }

  private boolean ask(
      CohortDelivery questions, List<HeldMember> some, Sample sample, boolean leavers)
      throws InterruptedException {
    for (HeldMember held : some) {
      if (sample.contains(held.member()) && !tallying.ask(questions, held, leavers)) {
        return false;
      }
    }
    return true;
  }

  /** Saves now and then, and ends the leg when its time is over. */
  private Optional<LegResult> pauseBefore(int slice, CohortDelivery questions)
      throws InterruptedException {
    Instant now = parts.time().now();
    if (!times.slices().passed() && now.isBefore(savedAt.plus(SAVED_EVERY))) {
      return Optional.empty();
    }
    Optional<DeliveryStop> stop = questions.drain();
    if (stop.isPresent()) {
      return Optional.of(stopped(stop.get()));
    }
    LookSoFar soFar = written(slice);
    savedAt = parts.time().now();
    if (times.slices().passed()) {
      parts.looks().release(lease, soFar, savedAt);
      return Optional.of(later(soFar));
    }
    if (!parts.looks().save(lease, soFar)) {
      parts.looks().release(lease, soFar, savedAt);
      return Optional.of(later(soFar));
    }
    saved = soFar;
    return Optional.empty();
  }

  private static LegResult later(LookSoFar soFar) {
    return new LegResult(false, soFar, LookState.CUT_SHORT, "");
  }

  /** How far it is, with whoever is missing written. */
  private LookSoFar written(int slice) {
    LookFiles.LookNotes taken = notes.take();
    List<Integer> ends = new ArrayList<>(saved.notes());
    int from = ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    if (!taken.isEmpty()) {
      parts
          .memberships()
          .lookFiles(subject.cohort(), subject.look().executionId())
          .write(from, slice, taken);
      ends.add(slice);
    }
    return new LookSoFar(saved.membership(), slice, tallying.tally(), ends, 0);
  }

  private LegResult done() {
    return new LegResult(true, written(Partitions.SLICES), LookState.DONE, "");
  }

  /** What a stop leaves in the middle of a slice is counted only where the look ends with it. */
  private LegResult stopped(DeliveryStop stop) {
    if (stop instanceof DeliveryStop.Failed failed) {
      LookSoFar soFar = written(Partitions.SLICES);
      return new LegResult(true, soFar, LookState.CUT_SHORT, failed.message());
    }
    Instant at =
        stop instanceof DeliveryStop.Interrupted interrupted
            ? interrupted.resumeAt()
            : parts.time().now();
    parts.looks().release(lease, saved, at);
    return later(saved);
  }
}

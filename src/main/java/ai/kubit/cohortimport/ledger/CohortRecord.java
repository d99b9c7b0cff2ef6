package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.guard.UsualRows;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.schedule.StoredSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that decides about one cohort: one item of the schedules table. It is only ever
 * replaced as a whole, on the condition that nobody replaced it meanwhile, so each step in the life
 * of an import is a pure function from one record to the next.
 *
 * @param cohort whose it is
 * @param version counts the writes; 0 for a record that is not stored yet
 * @param schedule the schedule
 * @param belief where the membership stands
 * @param work what is to be done beyond the schedule
 */
public record CohortRecord(
    CohortKey cohort, long version, CohortSchedule schedule, Belief belief, OpenWork work) {

  /** 50 of the longest addresses are 13 KB, and DynamoDB takes 400 KB for the whole item. */
  public static final int MOST_PENDING_MAILS = 10;

  /**
   * The schedule as it is stored.
   *
   * @param stored what is to be done; may be wrong if a person edited the table
   * @param state where it is in its life
   * @param revision counts the schedules of this cohort, from 1
   * @param nextRunAt when it is due next; absent when nothing is to come
   * @param lastScheduledTime the latest scheduled time that was begun
   */
  public record CohortSchedule(
      StoredSchedule stored,
      ScheduleState state,
      int revision,
      Optional<Instant> nextRunAt,
      Optional<Instant> lastScheduledTime) {
    public CohortSchedule {
      Objects.requireNonNull(stored, "schedule");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(nextRunAt, "nextRunAt");
      Objects.requireNonNull(lastScheduledTime, "lastScheduledTime");
    }

    /** The next scheduled times, at most so many; none where nothing is to come. */
    public List<Instant> nextRuns(int most) {
      return nextRunAt.map(first -> stored.runsFrom(first, most)).orElse(List.of());
    }

    public CohortSchedule in(ScheduleState newState, Optional<Instant> newNextRunAt) {
      return new CohortSchedule(stored, newState, revision, newNextRunAt, lastScheduledTime);
    }

    /**
     * The same, with its latest scheduled time at this moment at the latest: one that lies ahead,
     * from a wrong clock or event, would hold back all that come before it.
     */
    public CohortSchedule begunBy(Instant now) {
      return new CohortSchedule(
          stored,
          state,
          revision,
          nextRunAt,
          lastScheduledTime.map(last -> last.isAfter(now) ? now : last));
    }

    /**
     * A scheduled time older than the latest one is never begun, see {@link Begin}, unless it was
     * kept: the latest one stays the latest.
     */
    CohortSchedule begun(Instant scheduledTime) {
      Instant latest =
          lastScheduledTime.filter(last -> last.isAfter(scheduledTime)).orElse(scheduledTime);
      return new CohortSchedule(stored, state, revision, nextRunAt, Optional.of(latest));
    }
  }

  /**
   * What is to be done beyond the schedule.
   *
   * @param active the execution that is under way
   * @param kept the import that was asked for while another one was under way
   * @param mails that are not out yet, oldest first
   * @param look the look at Braze that is to come or under way
   */
  public record OpenWork(
      Optional<ActiveExecution> active,
      Optional<KeptRequest> kept,
      List<PendingMail> mails,
      Optional<PlannedLook> look) {
    public static final OpenWork NONE =
        new OpenWork(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public OpenWork {
      Objects.requireNonNull(active, "active");
      Objects.requireNonNull(kept, "kept");
      mails = List.copyOf(mails);
      Objects.requireNonNull(look, "look");
    }

    OpenWork withActive(Optional<ActiveExecution> newActive) {
      return new OpenWork(newActive, kept, mails, look);
    }

    OpenWork withKept(Optional<KeptRequest> newKept) {
      return new OpenWork(active, newKept, mails, look);
    }

    OpenWork with(List<PendingMail> newMails) {
      return new OpenWork(active, kept, newMails, look);
    }

    OpenWork with(PlannedLook newLook) {
      return new OpenWork(active, kept, mails, Optional.of(newLook));
    }

    OpenWork withoutLook() {
      return new OpenWork(active, kept, mails, Optional.empty());
    }
  }

  /**
   * Where the membership stands.
   *
   * @param membership the key of the committed manifest
   * @param names what its members know the cohort by, possibly nothing; absent where a version
   *     before this one committed it
   * @param lastAnswerAt when Braze last answered a change of this cohort; the next execution keeps
   *     its distance
   * @param executionsSinceRefresh completed executions since every member was sent
   * @param guard what the guard must know of earlier executions
   */
  public record Belief(
      Optional<String> membership,
      Optional<Set<String>> names,
      Optional<Instant> lastAnswerAt,
      int executionsSinceRefresh,
      GuardMemory guard) {
    public static final Belief NONE =
        new Belief(Optional.empty(), Optional.of(Set.of()), Optional.empty(), 0, GuardMemory.NONE);

    public Belief {
      Objects.requireNonNull(membership, "membership");
      names = names.map(Set::copyOf);
      Objects.requireNonNull(lastAnswerAt, "lastAnswerAt");
      Objects.requireNonNull(guard, "guard");
    }

    public Optional<Refusal> refusal() {
      return guard.refusal();
    }

    public RecentSizes recentSizes() {
      return guard.recentSizes();
    }

    public Optional<UsualRows> usualRows() {
      return guard.usualRows();
    }

    Belief with(Optional<Refusal> newRefusal) {
      GuardMemory newGuard = new GuardMemory(newRefusal, recentSizes(), usualRows());
      return new Belief(membership, names, lastAnswerAt, executionsSinceRefresh, newGuard);
    }
  }

  /**
   * What the guard must know of earlier executions.
   *
   * @param refusal the last execution, if the guard refused it and nobody confirmed it yet
   * @param recentSizes how large the membership was lately
   * @param usualRows how many rows without identity are usual; absent where none is known
   */
  public record GuardMemory(
      Optional<Refusal> refusal, RecentSizes recentSizes, Optional<UsualRows> usualRows) {
    public static final GuardMemory NONE =
        new GuardMemory(Optional.empty(), RecentSizes.NONE, Optional.empty());

    public GuardMemory {
      Objects.requireNonNull(refusal, "refusal");
      Objects.requireNonNull(recentSizes, "recentSizes");
      Objects.requireNonNull(usualRows, "usualRows");
    }
  }

  /**
   * An execution that the guard refused; a confirmation must name it, and is good once.
   *
   * @param question what a person confirms
   */
  public record Refusal(String executionId, Confirmation question) {
    public Refusal {
      Objects.requireNonNull(executionId, "executionId");
      Objects.requireNonNull(question, "question");
    }
  }

  /**
   * A mail that recipients are owed about an execution.
   *
   * @param recipients who has not got it yet
   * @param tries how often it was tried
   * @param lastTryAt when it was last tried, or became owed
   */
  public record PendingMail(
      String executionId, List<String> recipients, int tries, Instant lastTryAt) {
    public PendingMail {
      recipients = List.copyOf(recipients);
    }
  }

  /**
   * An import that was asked for while another one was under way, by an event or by a person who
   * said so. It is kept once, however often it was asked for, and begun when the cohort is free;
   * any import that begins then reads the newest export and so does what was asked for.
   *
   * @param executionId the id that the import gets
   * @param cause who asked for it
   * @param askedAt when it was asked for
   * @param freeSince since when nothing is under way any more
   */
  public record KeptRequest(
      String executionId, ImportCause cause, Instant askedAt, Optional<Instant> freeSince) {
    public KeptRequest {
      Objects.requireNonNull(executionId, "executionId");
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(askedAt, "askedAt");
      Objects.requireNonNull(freeSince, "freeSince");
    }

    /** Whether it may be begun while the schedule is in that state: as if it was asked for now. */
    boolean allowedIn(ScheduleState state) {
      return switch (state) {
        case LIVE -> true;
        case PAUSED, FINISHED -> isManual();
        case CANCELLED -> false;
      };
    }

    /** When it is due. */
    Instant dueAt() {
      return freeSince.orElse(askedAt);
    }

    /** The one to keep of this one and a later one: a person's, else the one of the later time. */
    KeptRequest or(KeptRequest later) {
      if (cause.trigger() != later.cause.trigger()) {
        return isManual() ? this : later;
      }
      return isManual() || isForALaterTimeThan(later) ? this : later;
    }

    private boolean isForALaterTimeThan(KeptRequest other) {
      Optional<Instant> otherTime = other.cause.scheduledTime();
      return cause
          .scheduledTime()
          .filter(time -> otherTime.filter(time::isAfter).isPresent())
          .isPresent();
    }

    private boolean isManual() {
      return cause.trigger() == ImportExecution.Trigger.MANUAL;
    }

    KeptRequest free(Instant now) {
      return new KeptRequest(executionId, cause, askedAt, Optional.of(now));
    }
  }

  public CohortRecord {
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(belief, "belief");
    Objects.requireNonNull(work, "work");
  }

  /** A record that is not stored yet, of a cohort that was never imported. */
  public static CohortRecord fresh(CohortKey cohort, CohortSchedule schedule) {
    return new CohortRecord(cohort, 0, schedule, Belief.NONE, OpenWork.NONE);
  }

  public Optional<ActiveExecution> active() {
    return work.active();
  }

  public Optional<KeptRequest> kept() {
    return work.kept();
  }

  public Optional<PlannedLook> look() {
    return work.look();
  }

  public List<PendingMail> pendingMails() {
    return work.mails();
  }

  /** With that schedule; what is kept and may not begin in its state is kept no longer. */
  public CohortRecord with(CohortSchedule newSchedule) {
    Optional<KeptRequest> stillKept =
        kept().filter(request -> request.allowedIn(newSchedule.state()));
    return new CohortRecord(cohort, version, newSchedule, belief, work.withKept(stillKept));
  }

  public CohortRecord with(ActiveExecution newActive) {
    return with(work.withActive(Optional.of(newActive)));
  }

  /**
   * The cohort's name, where nobody holds it and no import is under way that may send it: a name
   * that was put by mistake is free for others as soon as it is put right.
   */
  public Set<String> nameThatNobodyHolds() {
    String name = schedule.stored().cohortName();
    boolean free =
        active().isEmpty() && belief.names().filter(names -> !names.contains(name)).isPresent();
    return free && !name.isEmpty() ? Set.of(name) : Set.of();
  }

  /** Free for the next import, and for the one that is kept, since that moment. */
  CohortRecord free(Instant now) {
    return with(
        work.withActive(Optional.empty()).withKept(kept().map(request -> request.free(now))));
  }

  CohortRecord keeping(KeptRequest request) {
    return with(work.withKept(Optional.of(request)));
  }

  CohortRecord keepingNothing() {
    return with(work.withKept(Optional.empty()));
  }

  CohortRecord with(Belief newBelief) {
    return new CohortRecord(cohort, version, schedule, newBelief, work);
  }

  public CohortRecord with(List<PendingMail> newMails) {
    return with(work.with(newMails));
  }

  /** With that look instead of the one before. */
  CohortRecord with(PlannedLook newLook) {
    return with(work.with(newLook));
  }

  CohortRecord withoutLook() {
    return with(work.withoutLook());
  }

  private CohortRecord with(OpenWork newWork) {
    return new CohortRecord(cohort, version, schedule, belief, newWork);
  }
}

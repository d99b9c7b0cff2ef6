package ai.kubit.cohortimport.mail;

import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.util.Optional;

/** What a reader can start once the cause is put right; only what would not be refused. */
enum Remedy {
  /** Nothing is left to do, or nothing that a reader could start. */
  NONE,
  /** What the guard refused can be confirmed. */
  CONFIRM,
  /** The import can be started again, and a next one comes by itself. */
  AGAIN_OR_WAIT,
  /** The import can be started again, and no other one is to come. */
  AGAIN,
  /** The removal of everyone can be asked for again. */
  DRAIN_AGAIN,
  /** The schedule was cancelled: nothing is imported before there is a new one. */
  NEW_SCHEDULE;

  static Remedy of(MailFacts facts) {
    Outcome outcome = facts.ending().outcome();
    Optional<Reason.Owner> owner = facts.ending().reason().map(Reason::owner);
    if (outcome == Outcome.COMPLETED || owner.equals(Optional.of(Reason.Owner.OURS))) {
      return NONE;
    }
    if (facts.state() == ScheduleState.CANCELLED) {
      return facts.drain() ? DRAIN_AGAIN : NEW_SCHEDULE;
    }
    if (facts.drain()) {
      return NONE;
    }
    return outcome == Outcome.REFUSED ? CONFIRM : again(facts, owner);
  }

  /** A next import makes up for everything but what people must put right. */
  private static Remedy again(MailFacts facts, Optional<Reason.Owner> owner) {
    if (facts.nextRunAt().isEmpty()) {
      return AGAIN;
    }
    boolean peoplePutItRight =
        facts.ending().outcome() != Outcome.COMPLETED_WITH_ERRORS
            && owner.orElse(Reason.Owner.CUSTOMER) == Reason.Owner.CUSTOMER;
    return peoplePutItRight ? AGAIN_OR_WAIT : NONE;
  }
}

package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.Fields;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that an EventBridge rule delivers as it is: the tick, or the trigger of the one cohort
 * that its {@code detail} names (Amazon EventBridge, "Events": {@code id}, {@code detail-type},
 * {@code time}, {@code detail}).
 */
final class RuleEvent {
  private static final String TYPE = "detail-type";
  private static final String DETAIL = "detail";
  private static final String TICK = "Scheduled Event";

  private static final String WITHOUT_ACTION =
      "has no place in a rule event's detail; let the rule or schedule send an input of its own,"
          + " which begins with {\"action\":";

  private RuleEvent() {}

  /** An event that names its action is no rule's, whatever else it holds. */
  static boolean isOne(ObjectNode event) {
    return event.hasNonNull(TYPE) && !event.hasNonNull("action");
  }

  /**
   * The event with its {@code detail} as an object, where it is the text of one: EventBridge
   * Scheduler's own event has <code>"{}"</code>. A text that is none stays, to be refused.
   */
  static ObjectNode unfolded(ObjectNode event, EventText text) {
    if (!isOne(event) || !event.path(DETAIL).isTextual()) {
      return event;
    }
    byte[] detail = event.path(DETAIL).textValue().getBytes(StandardCharsets.UTF_8);
    if (text.parse(detail).event().orElse(null) instanceof ObjectNode object) {
      ObjectNode unfolded = event.deepCopy();
      unfolded.set(DETAIL, object);
      return unfolded;
    }
    return event;
  }

  /**
   * Reads it. Whatever AWS writes around the {@code detail} is ignored, but the {@code detail} is
   * ours: what it asks for and we do not know is an error.
   */
  static Optional<Command> read(Fields event, String requestId, Instant now) {
    Optional<String> id = event.optional("id").matching(CohortKey.ID_RULE, CohortKey::isId);
    Field time = event.optional("time");
    Optional<Fields> detail = event.optional(DETAIL).object();
    boolean namesCohort =
        detail.filter(fields -> fields.has("workspaceId") || fields.has("cohortId")).isPresent();
    if (!namesCohort) {
      time.instant();
      return tick(event.required(TYPE), detail);
    }
    Optional<Instant> scheduledTime = ScheduledTime.read(time, now);
    Optional<CohortKey> cohort = detail.flatMap(CohortFields::read);
    detail.ifPresent(RuleEvent::refuseWhatElseItAsksFor);
    return cohort.map(key -> new Command.Import(key, id.orElse(requestId), scheduledTime));
  }

  private static Optional<Command> tick(Field type, Optional<Fields> detail) {
    boolean isTick =
        type.matching(
                '"' + TICK + "\" in an event whose detail names no workspaceId and cohortId",
                TICK::equals)
            .isPresent();
    if (isTick) {
      detail.ifPresent(CohortFields::mayBeAbsent);
      detail.ifPresent(RuleEvent::refuseWhatElseItAsksFor);
    }
    return Optional.of(new Command.Sweep());
  }

  private static void refuseWhatElseItAsksFor(Fields detail) {
    if (detail.has("action")) {
      detail.refuseIfPresent("action", WITHOUT_ACTION);
    }
    detail.refuseUnknown();
  }
}

package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.Fields;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that an EventBridge rule delivers as it is: the tick, or the trigger of the one cohort
 * that its {@code detail} names (Amazon EventBridge, "Events": {@code id}, {@code detail-type},
 * {@code time}, {@code detail}).
 */
final class RuleEvent {
  private static final String TYPE = "detail-type";
  private static final String TICK = "Scheduled Event";

  private RuleEvent() {}

  /** An event that names its action is no rule's, whatever else it holds. */
  static boolean isOne(ObjectNode event) {
    return event.hasNonNull(TYPE) && !event.hasNonNull("action");
  }

  static Optional<Command> read(Fields event, String requestId, Instant now) {
    Optional<String> id = event.optional("id").matching(CohortKey.ID_RULE, CohortKey::isId);
    Field time = event.optional("time");
    Optional<Fields> detail = event.optional("detail").object();
    boolean namesCohort =
        detail.filter(fields -> fields.has("workspaceId") || fields.has("cohortId")).isPresent();
    if (!namesCohort) {
      time.instant();
      return tick(event.required(TYPE));
    }
    Optional<Instant> scheduledTime = ScheduledTime.read(time, now);
    return detail
        .flatMap(CohortFields::read)
        .map(cohort -> new Command.Import(cohort, id.orElse(requestId), scheduledTime));
  }

  private static Optional<Command> tick(Field type) {
    type.matching(
        '"' + TICK + "\" in an event whose detail names no workspaceId and cohortId", TICK::equals);
    return Optional.of(new Command.Sweep());
  }
}

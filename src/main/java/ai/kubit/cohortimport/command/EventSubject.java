package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What an event is about, as far as it can be told, right or wrong. Of what was sent it holds
 * nothing but valid ids; what is missing is {@value #MISSING}.
 *
 * @param action absent where the event names none of ours
 */
record EventSubject(Optional<Action> action, String workspaceId, String cohortId) {
  private static final String MISSING = "unknown";

  /** The objects that hold the ids, of which the event itself is the first. */
  private static final List<String> HOLDERS = List.of("detail", "schedule", "workspace");

  /** Of an event that is no JSON object. */
  static final EventSubject UNKNOWN = new EventSubject(Optional.empty(), MISSING, MISSING);

  /**
   * The subject.
   *
   * @param event with its {@code detail} unfolded
   */
  static EventSubject of(ObjectNode event) {
    return new EventSubject(actionOf(event), id(event, "workspaceId"), id(event, "cohortId"));
  }

  /** The action's name. */
  String actionName() {
    return action.map(Action::wireName).orElse(MISSING);
  }

  private static Optional<Action> actionOf(ObjectNode event) {
    if (RuleEvent.isOne(event)) {
      return Optional.of(event.path("detail").isEmpty() ? Action.SWEEP : Action.IMPORT);
    }
    return Action.named(event.path("action").asText());
  }

  private static String id(ObjectNode event, String name) {
    if (isId(event.path(name))) {
      return event.path(name).textValue();
    }
    for (String holder : HOLDERS) {
      JsonNode inner = event.path(holder).path(name);
      if (isId(inner)) {
        return inner.textValue();
      }
    }
    return MISSING;
  }

  private static boolean isId(JsonNode node) {
    return node.isTextual() && CohortKey.isId(node.textValue());
  }
}

package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.FieldError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The line of the log about an event that is wrong, or asks for an import that cannot be:
 * EventBridge drops the answer. Of what was sent it holds nothing but valid ids.
 */
public final class EventTrouble {
  private static final int MOST_ERRORS = 10;

  /** Where an event holds its ids. */
  private static final List<String> PLACES = List.of("/", "/detail/", "/schedule/", "/workspace/");

  private EventTrouble() {}

  /** The line; empty where the answer is no trouble, or for a person who reads it. */
  public static Optional<String> line(byte[] event, Answer answer) {
    boolean possible =
        switch (answer.status()) {
          case INVALID, NOT_FOUND, NOT_LIVE -> true;
          case OK, STARTED, ALREADY_DONE, BUSY, CONFLICT -> false;
        };
    return possible ? line(readable(event), answer) : Optional.empty();
  }

  private static ObjectNode readable(byte[] event) {
    EventText text = new EventText();
    return text.parse(event).event().orElse(null) instanceof ObjectNode object
        ? RuleEvent.unfolded(object, text)
        : JsonNodeFactory.instance.objectNode();
  }

  private static Optional<String> line(ObjectNode event, Answer answer) {
    Optional<Action> action = action(event);
    if (answer.status() != Answer.Status.INVALID && !action.equals(Optional.of(Action.IMPORT))) {
      return Optional.empty();
    }
    return Optional.of(
        "an event was not followed: %s, action %s, workspaceId %s, cohortId %s: %s"
            .formatted(
                answer.status(),
                action.map(Action::wireName).orElse("unknown"),
                id(event, "workspaceId"),
                id(event, "cohortId"),
                why(answer)));
  }

  private static Optional<Action> action(ObjectNode event) {
    if (RuleEvent.isOne(event)) {
      return Optional.of(event.path("detail").isEmpty() ? Action.SWEEP : Action.IMPORT);
    }
    return Action.named(event.path("action").asText());
  }

  private static String id(ObjectNode event, String name) {
    return PLACES.stream()
        .map(place -> event.at(place + name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(CohortKey::isId)
        .findFirst()
        .orElse("unknown");
  }

  private static String why(Answer answer) {
    if (answer instanceof Answer.WrongEvent wrong) {
      return wrong.errors().stream()
          .limit(MOST_ERRORS)
          .map(FieldError::withoutWhatWasSent)
          .collect(Collectors.joining("; "));
    }
    return answer instanceof Answer.NothingThere nothing
        ? nothing.message()
        : ((Answer.ScheduleNotLive) answer).message();
  }
}

package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.input.Quoted;
import ai.kubit.cohortimport.time.Time;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads events of every shape: EventBridge rules and schedules, manual invocations, the command
 * line. Never throws for what an event holds. Safe for use by several threads.
 */
@Singleton
public final class CommandReader {
  private final Time time;
  private final EventText text = new EventText();

  @Inject
  public CommandReader(Time time) {
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Reads the bytes of an event.
   *
   * @param requestId stands in for the event's own id or the client's token where there is none
   */
  public Reading read(byte[] event, String requestId) {
    return read(event, JsonNodeFactory.instance.objectNode(), requestId);
  }

  /**
   * Reads the bytes of an event whose fields give way to those of another: a file and the words
   * beside it on the command line. Objects are joined field by field.
   */
  public Reading read(byte[] event, ObjectNode stronger, String requestId) {
    EventText.Parsed parsed = text.parse(event);
    if (parsed.error().isPresent()) {
      return new Reading.Invalid(parsed.error().get());
    }
    JsonNode node = parsed.event().orElseThrow();
    if (node instanceof ObjectNode weaker) {
      join(weaker, stronger);
    }
    return read(node, requestId);
  }

  private static void join(ObjectNode weaker, ObjectNode stronger) {
    for (var field : stronger.properties()) {
      JsonNode below = weaker.get(field.getKey());
      if (below instanceof ObjectNode inner && field.getValue() instanceof ObjectNode outer) {
        join(inner, outer);
      } else {
        weaker.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }

  /** Reads an event that was parsed before, under the same limit of depth. */
  public Reading read(JsonNode event, String requestId) {
    Objects.requireNonNull(requestId, "requestId");
    Optional<FieldError> objection = EventText.objection(event);
    if (objection.isPresent()) {
      return new Reading.Invalid(objection.get());
    }
    if (event instanceof ArrayNode batch && !batch.isEmpty()) {
      return new Reading.Unsupported(RecordList.batch(batch));
    }
    if (!(event instanceof ObjectNode object)) {
      String message = "must be a JSON object" + FieldError.NOT + Quoted.value(event);
      return new Reading.Invalid(new FieldError(EventText.EVENT, message));
    }
    Optional<FieldError> list = RecordList.objection(object);
    if (list.isPresent()) {
      return new Reading.Unsupported(list.get());
    }
    ObjectNode unfolded = RuleEvent.unfolded(object, text);
    Fields fields = Fields.of(unfolded);
    Instant now = time.now();
    Optional<Command> command =
        RuleEvent.isOne(unfolded)
            ? RuleEvent.read(fields, requestId, now)
            : new ActionEvent(fields, requestId, now).read();
    EventSubject subject = EventSubject.of(unfolded);
    return fields.valid()
        ? new Reading.Valid(command.orElseThrow(), subject)
        : new Reading.Invalid(fields.errors(), subject);
  }
}

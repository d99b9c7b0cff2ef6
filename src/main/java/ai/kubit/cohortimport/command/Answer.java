package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.FieldError;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** What is answered to a command. Everything that a repetition would not change is an answer. */
public final class Answer {

  /** The first word of an answer. */
  public enum Status {
    OK,
    /** Begun; the execution will say how it ends. */
    STARTED,
    /** The same was asked for before; nothing was done again. */
    ALREADY_DONE,
    /** Another import of the cohort is at work. */
    BUSY,
    /** The schedule is not live. */
    NOT_LIVE,
    NOT_FOUND,
    /** Something else stands in the way; the answer holds it. */
    CONFLICT,
    /** The event is wrong; the errors say where. */
    INVALID
  }

  private final Status status;
  private final ObjectNode body;

  private Answer(Status status, ObjectNode body) {
    this.status = Objects.requireNonNull(status, "status");
    this.body = body.deepCopy();
  }

  /** Any answer, for what the named ones do not cover, such as one that holds an execution. */
  public static Answer of(Status status, ObjectNode body) {
    return new Answer(status, body);
  }

  /** Done; the body holds what was asked for. */
  public static Answer ok(ObjectNode body) {
    return new Answer(Status.OK, body);
  }

  public static Answer started(String executionId) {
    return new Answer(Status.STARTED, object().put("executionId", executionId));
  }

  /** The same trigger was followed before, by an execution that is not kept any more. */
  public static Answer alreadyDone(String executionId) {
    return new Answer(Status.ALREADY_DONE, object().put("executionId", executionId));
  }

  /**
   * The same trigger was followed before.
   *
   * @param execution what became of it
   */
  public static Answer alreadyDone(String executionId, ObjectNode execution) {
    return new Answer(
        Status.ALREADY_DONE, alreadyDone(executionId).body().set("execution", execution));
  }

  /**
   * Another execution is at work.
   *
   * @param since when it was begun
   */
  public static Answer busy(String executionId, Instant since) {
    return new Answer(
        Status.BUSY,
        object()
            .put("executionId", executionId)
            .put("since", since.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  /**
   * Another execution is at work.
   *
   * @param message what that means for what was asked
   */
  public static Answer busy(String executionId, Instant since, String message) {
    return new Answer(Status.BUSY, busy(executionId, since).body().put("message", message));
  }

  /** Another execution is at work; the import that was asked for is kept until that has ended. */
  public static Answer kept(String executionId, Instant since) {
    String message = "The import is kept, and begins when this execution has ended.";
    return new Answer(Status.BUSY, busy(executionId, since, message).body().put("kept", true));
  }

  /**
   * It is begun and waits; a sweep goes on with it.
   *
   * @param message what it waits for
   */
  public static Answer waiting(String executionId, Instant since, String message) {
    return busy(executionId, since, message);
  }

  /**
   * Not possible for a schedule in this state.
   *
   * @param message what to do about it
   */
  public static Answer notLive(String message) {
    return new Answer(Status.NOT_LIVE, object().put("message", message));
  }

  /**
   * There is no such thing.
   *
   * @param message what was looked for
   */
  public static Answer notFound(String message) {
    return new Answer(Status.NOT_FOUND, object().put("message", message));
  }

  /**
   * Something else stands in the way.
   *
   * @param body the thing, such as the live schedule, and a message
   */
  public static Answer conflict(ObjectNode body) {
    return new Answer(Status.CONFLICT, body);
  }

  /** Another cohort of the workspace holds the name. */
  public static Answer nameTaken(CohortKey holder) {
    return conflict(
        object()
            .put("conflict", "NAME_TAKEN")
            .put("cohortId", holder.cohortId())
            .put(
                "message",
                "The cohort "
                    + holder.cohortId()
                    + " of this workspace has the same cohortName. In Braze both would be one;"
                    + " choose another name."));
  }

  /** The event is wrong. */
  public static Answer invalid(List<FieldError> errors) {
    ObjectNode body = object();
    ArrayNode list = body.putArray("errors");
    errors.forEach(
        error -> list.addObject().put("field", error.field()).put("message", error.message()));
    return new Answer(Status.INVALID, body);
  }

  /** The same, with a sentence about what was done but may not be what was meant. */
  Answer warning(String sentence) {
    ObjectNode warned = body.deepCopy();
    warned.withArrayProperty("warnings").add(sentence);
    return new Answer(status, warned);
  }

  public Status status() {
    return status;
  }

  /** What the answer holds beside the status; a copy. */
  public ObjectNode body() {
    return body.deepCopy();
  }

  /** The whole answer: {@code status} first. */
  public ObjectNode toJson() {
    return object().put("status", status.name()).setAll(body.deepCopy());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Answer answer && answer.toJson().equals(toJson());
  }

  @Override
  public int hashCode() {
    return toJson().hashCode();
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}

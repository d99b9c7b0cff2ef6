package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.FieldError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Lists of records, as SQS, SNS and S3 send them without EventBridge. None is read, so none may be
 * answered as done: SQS deletes the messages of an invocation that succeeds.
 */
final class RecordList {
  private static final String RECORDS = "Records";
  private static final Map<String, String> SENDERS =
      Map.of(
          "aws:sqs", "SQS messages",
          "aws:sns", "SNS messages",
          "aws:s3", "S3's own notifications",
          "aws:kinesis", "Kinesis records",
          "aws:dynamodb", "DynamoDB stream records");

  private RecordList() {}

  /** Why the event cannot be read, if it is such a list. An event that names its action is none. */
  static Optional<FieldError> objection(ObjectNode event) {
    return event.path(RECORDS).isArray() && !event.hasNonNull("action")
        ? Optional.of(new FieldError(RECORDS, message(event.path(RECORDS).path(0))))
        : Optional.empty();
  }

  /** Why a list without a name cannot be read, such as a batch of EventBridge Pipes. */
  static FieldError batch(ArrayNode batch) {
    return new FieldError(EventText.EVENT, message(batch.path(0)));
  }

  private static String message(JsonNode first) {
    String source = first.path("eventSource").asText(first.path("EventSource").asText());
    return "lists of records are not taken ("
        + SENDERS.getOrDefault(source, "records of an unknown sender")
        + "), and nothing was imported; let an EventBridge rule or schedule invoke the function, or"
        + " send each event by itself, with its action";
  }
}

package ai.kubit.cohortimport.workspace;

import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.DynamoJson;
import ai.kubit.cohortimport.storage.DynamoTable;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The workspaces in a table whose partition key is {@code workspaceId}. An item holds the workspace
 * as a map, {@code version} (from 1), {@code learnedBatchSize} and the map {@code active}.
 */
public final class DynamoWorkspaces implements Workspaces {
  private static final String ID = "workspaceId";
  private static final String VERSION = "version";

  /** The form of the items; those from before it was numbered have none. */
  private static final int FORMAT = 1;

  private final DynamoDbClient dynamo;
  private final DynamoTable table;

  public DynamoWorkspaces(DynamoDbClient dynamo, String table) {
    this.dynamo = Objects.requireNonNull(dynamo, "dynamo");
    this.table = new DynamoTable(table, "KUBIT_TABLE_WORKSPACES");
  }

  @Override
  public Optional<WorkspaceRecord> find(String workspaceId) {
    Map<String, AttributeValue> item =
        table
            .ask(
                () ->
                    dynamo.getItem(
                        get ->
                            get.tableName(table.name()).key(key(workspaceId)).consistentRead(true)))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(entry(workspaceId, item));
  }

  private static WorkspaceRecord entry(String workspaceId, Map<String, AttributeValue> item) {
    Fields fields = Fields.of(DynamoJson.toJson(item));
    Optional<Workspace> workspace =
        fields.required("workspace").object().flatMap(WorkspaceJson::read);
    workspace
        .filter(read -> !read.workspaceId().equals(workspaceId))
        .ifPresent(other -> fields.required("workspace").refuse("is another workspace's"));
    fields.optional("format").integer(1, FORMAT);
    int version = fields.required(VERSION).integer(1, Integer.MAX_VALUE).orElse(0);
    Optional<Integer> learned = fields.optional("learnedBatchSize").integer(1, 75);
    Map<String, Instant> active = active(fields, item);
    if (!fields.valid()) {
      throw unreadable(workspaceId, fields);
    }
    OptionalInt batchSize = learned.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return new WorkspaceRecord(workspace.orElseThrow(), version, batchSize, active);
  }

  private static Map<String, Instant> active(Fields fields, Map<String, AttributeValue> item) {
    Map<String, Instant> active = new TreeMap<>();
    fields
        .optional("active")
        .object()
        .ifPresent(
            leases ->
                item.get("active")
                    .m()
                    .keySet()
                    .forEach(
                        id -> {
                          Field lease = leases.required(id);
                          lease.instant().ifPresent(until -> active.put(id, until));
                        }));
    return active;
  }

  private static ImportStoppedException unreadable(String workspaceId, Fields fields) {
    String wrong =
        fields.errors().stream()
            .map(error -> error.field() + " " + error.message())
            .collect(Collectors.joining("; "));
    return new ImportStoppedException(
        Reason.BAD_WORKSPACE,
        "The stored workspace "
            + workspaceId
            + " cannot be read: "
            + wrong
            + ". Correct these fields in its table, or delete the item and put the workspace again.",
        "workspace item of " + workspaceId + ": " + wrong);
  }

  @Override
  public boolean put(WorkspaceRecord record) {
    return DynamoTable.succeeds(
        () ->
            dynamo.putItem(
                put ->
                    put.tableName(table.name())
                        .item(item(record.stored()))
                        .conditionExpression(unchanged(record))
                        .expressionAttributeNames(Map.of("#version", VERSION))
                        .expressionAttributeValues(Map.of(":version", number(record.version())))));
  }

  @Override
  public boolean remove(WorkspaceRecord record) {
    return DynamoTable.succeeds(
        () ->
            dynamo.deleteItem(
                delete ->
                    delete
                        .tableName(table.name())
                        .key(key(record.workspace().workspaceId()))
                        .conditionExpression(unchanged(record))
                        .expressionAttributeNames(Map.of("#version", VERSION))
                        .expressionAttributeValues(Map.of(":version", number(record.version())))));
  }

  /**
   * The invariant of this table: a write replaces exactly the version that its writer had read. Of
   * two writers that read the same version one is told no; so is one whose workspace was removed
   * meanwhile, and one that believes a workspace new that is not.
   */
  private static String unchanged(WorkspaceRecord record) {
    return record.version() == 0
        ? "attribute_not_exists(#version) OR #version = :version"
        : "#version = :version";
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static Map<String, AttributeValue> key(String workspaceId) {
    return Map.of(ID, AttributeValue.fromS(workspaceId));
  }

  private static Map<String, AttributeValue> item(WorkspaceRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(ID, record.workspace().workspaceId());
    json.put(VERSION, record.version());
    json.put("format", FORMAT);
    json.set("workspace", WorkspaceJson.of(record.workspace()));
    record.learnedBatchSize().ifPresent(size -> json.put("learnedBatchSize", size));
    ObjectNode active = json.putObject("active");
    record.active().forEach((id, leaseUntil) -> active.put(id, leaseUntil.toString()));
    return DynamoJson.toItem(json);
  }
}

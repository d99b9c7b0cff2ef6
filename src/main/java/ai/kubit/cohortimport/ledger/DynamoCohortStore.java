package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.storage.DynamoJson;
import ai.kubit.cohortimport.storage.DynamoTable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The cohort store in DynamoDB: table {@code schedules} (records, and markers that reserve values)
 * and table {@code executions}.
 *
 * <p>Every write is one transaction under one condition: the record still has the version that was
 * read. A second write after a lost answer repeats the same client token, and an answer that never
 * came is settled by reading who wrote the record last.
 */
public final class DynamoCohortStore implements CohortStore {
  private static final String WORKSPACE = "workspaceId";
  private static final String COHORT = "cohortId";
  private static final String VERSION = "version";
  private static final String WRITER = "writer";
  private static final String HOLDER = "holder";
  private static final String MARKER = "#value#";

  /** Cohort ids start with a letter or digit, markers with a character below all of them. */
  private static final String FIRST_COHORT = "0";

  private final DynamoDbClient dynamo;
  private final DynamoTable schedules;
  private final DynamoHistory history;
  private final Supplier<String> tokens;

  /**
   * A cohort store.
   *
   * @param tokens makes tokens of at most 36 characters that never repeat
   */
  public DynamoCohortStore(
      DynamoDbClient dynamo, String schedules, String executions, Supplier<String> tokens) {
    this.dynamo = dynamo;
    this.schedules = new DynamoTable(schedules, "KUBIT_TABLE_SCHEDULES");
    this.history = new DynamoHistory(dynamo, new DynamoTable(executions, "KUBIT_TABLE_EXECUTIONS"));
    this.tokens = tokens;
  }

  @Override
  public Optional<CohortRecord> record(CohortKey cohort) {
    return item(cohort.workspaceId(), cohort.cohortId()).map(DynamoCohortStore::record);
  }

  @Override
  public List<CohortRecord> records(String workspaceId) {
    QueryRequest query = entriesFrom(workspaceId, "#c >= :from", FIRST_COHORT).build();
    return schedules.ask(
        () ->
            dynamo.queryPaginator(query).items().stream().map(DynamoCohortStore::record).toList());
  }

  @Override
  public List<CohortRecord> records(String workspaceId, Optional<String> after, int limit) {
    QueryRequest query =
        after
            .map(last -> entriesFrom(workspaceId, "#c > :from", last))
            .orElseGet(() -> entriesFrom(workspaceId, "#c >= :from", FIRST_COHORT))
            .limit(limit)
            .build();
    return schedules.ask(
        () ->
            dynamo.queryPaginator(query).items().stream()
                .limit(limit)
                .map(DynamoCohortStore::record)
                .toList());
  }

  private QueryRequest.Builder entriesFrom(String workspaceId, String cohorts, String from) {
    return QueryRequest.builder()
        .tableName(schedules.name())
        .consistentRead(true)
        .keyConditionExpression("#w = :w AND " + cohorts)
        .expressionAttributeNames(Map.of("#w", WORKSPACE, "#c", COHORT))
        .expressionAttributeValues(
            Map.of(
                ":w", AttributeValue.fromS(workspaceId),
                ":from", AttributeValue.fromS(from)));
  }

  @Override
  public List<DueCohort> due(Instant now, int limit) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(schedules.name())
            .indexName("due")
            .keyConditionExpression("#due = :due AND #at <= :now")
            .expressionAttributeNames(Map.of("#due", "due", "#at", "dueAt"))
            .expressionAttributeValues(
                Map.of(
                    ":due", AttributeValue.fromS("DUE"),
                    ":now", AttributeValue.fromS(ExecutionJson.text(now))))
            .limit(limit)
            .build();
    QueryResponse response = schedules.ask(() -> dynamo.query(query));
    return response.items().stream()
        .map(
            item ->
                new DueCohort(
                    new CohortKey(item.get(WORKSPACE).s(), item.get(COHORT).s()),
                    Instant.parse(item.get("dueAt").s())))
        .toList();
  }

  @Override
  public Optional<Instant> oldestUnderWay() {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(schedules.name())
            .indexName("underWay")
            .keyConditionExpression("#under = :under")
            .expressionAttributeNames(Map.of("#under", "underWay"))
            .expressionAttributeValues(Map.of(":under", AttributeValue.fromS("UNDER_WAY")))
            .limit(1)
            .build();
    QueryResponse response = schedules.ask(() -> dynamo.query(query));
    return response.items().stream()
        .map(item -> Instant.parse(item.get("underWaySince").s()))
        .findFirst();
  }

  @Override
  public Optional<ImportExecution> execution(CohortKey cohort, String executionId) {
    return history.find(cohort, executionId);
  }

  @Override
  public ExecutionPage history(CohortKey cohort, HistoryQuery query) {
    return history.page(cohort, query);
  }

  @Override
  public Optional<String> holderOf(String workspaceId, String value) {
    return item(workspaceId, MARKER + value).map(item -> item.get(HOLDER).s());
  }

  @Override
  public boolean write(StoreWrite write) {
    String token = tokens.get();
    try {
      dynamo.transactWriteItems(
          transaction -> transaction.clientRequestToken(token).transactItems(items(write, token)));
      return true;
    } catch (TransactionCanceledException e) {
      if (wroteMeanwhile(write, token)) {
        return true;
      }
      if (lostTheRace(e)) {
        return false;
      }
      throw DynamoTable.failed(e);
    } catch (SdkException e) {
      if (wroteMeanwhile(write, token)) {
        return true;
      }
      // The schedules have just been read, so a table that is not there is the other one.
      throw e instanceof ResourceNotFoundException
          ? history.table().named(e)
          : DynamoTable.failed(e);
    }
  }

  @Override
  public int forgetSomeHistory(CohortKey cohort) {
    return history.forgetSome(cohort);
  }

  @Override
  public boolean forget(CohortRecord record) {
    return DynamoTable.succeeds(
        () ->
            dynamo.deleteItem(
                delete ->
                    delete
                        .tableName(schedules.name())
                        .key(key(record.cohort().workspaceId(), record.cohort().cohortId()))
                        .conditionExpression("#v = :v")
                        .expressionAttributeNames(Map.of("#v", VERSION))
                        .expressionAttributeValues(
                            Map.of(":v", AttributeValue.fromN(Long.toString(record.version()))))));
  }

  @Override
  public void forgetValues(String workspaceId) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(schedules.name())
            .consistentRead(true)
            .keyConditionExpression("#w = :w AND begins_with(#c, :marker)")
            .expressionAttributeNames(Map.of("#w", WORKSPACE, "#c", COHORT))
            .expressionAttributeValues(
                Map.of(
                    ":w", AttributeValue.fromS(workspaceId),
                    ":marker", AttributeValue.fromS(MARKER)))
            .build();
    schedules
        .ask(() -> dynamo.queryPaginator(query).items().stream().toList())
        .forEach(
            marker ->
                DynamoTable.write(
                    () ->
                        dynamo.deleteItem(
                            delete ->
                                delete
                                    .tableName(schedules.name())
                                    .key(key(workspaceId, marker.get(COHORT).s())))));
  }

  private static Map<String, AttributeValue> key(String workspaceId, String sortKey) {
    return Map.of(
        WORKSPACE, AttributeValue.fromS(workspaceId), COHORT, AttributeValue.fromS(sortKey));
  }

  private List<TransactWriteItem> items(StoreWrite write, String token) {
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(putEntry(write.record(), token));
    write.execution().ifPresent(execution -> items.add(history.put(execution)));
    write.reserve().forEach(value -> items.add(reserve(write.record().cohort(), value)));
    write.release().stream()
        .filter(value -> holds(write.record().cohort(), value))
        .forEach(value -> items.add(release(write.record().cohort(), value)));
    return items;
  }

  /** Nobody wrote the record since it was read; a new record: there is none. */
  private TransactWriteItem putEntry(CohortRecord record, String token) {
    ObjectNode json = CohortRecordJson.write(record);
    json.put(WORKSPACE, record.cohort().workspaceId());
    json.put(COHORT, record.cohort().cohortId());
    json.put(VERSION, record.version() + 1);
    json.put(WRITER, token);
    DueTime.of(record)
        .ifPresent(dueAt -> json.put("due", "DUE").put("dueAt", ExecutionJson.text(dueAt)));
    record
        .active()
        .ifPresent(
            active ->
                json.put("underWay", "UNDER_WAY")
                    .put("underWaySince", ExecutionJson.text(active.startedAt())));
    boolean first = record.version() == 0;
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(schedules.name())
                    .item(DynamoJson.toItem(json))
                    .conditionExpression(first ? "attribute_not_exists(#v)" : "#v = :v")
                    .expressionAttributeNames(Map.of("#v", VERSION))
                    .expressionAttributeValues(
                        first
                            ? null
                            : Map.of(":v", AttributeValue.fromN(Long.toString(record.version())))))
        .build();
  }

  private TransactWriteItem reserve(CohortKey cohort, String value) {
    Map<String, AttributeValue> marker = new HashMap<>(markerKey(cohort, value));
    marker.put(HOLDER, AttributeValue.fromS(cohort.cohortId()));
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(schedules.name())
                    .item(marker)
                    .conditionExpression("attribute_not_exists(#h) OR #h = :me")
                    .expressionAttributeNames(Map.of("#h", HOLDER))
                    .expressionAttributeValues(
                        Map.of(":me", AttributeValue.fromS(cohort.cohortId()))))
        .build();
  }

  /** A value that another cohort holds meanwhile must not hinder a write. */
  private boolean holds(CohortKey cohort, String value) {
    return holderOf(cohort.workspaceId(), value).filter(cohort.cohortId()::equals).isPresent();
  }

  private TransactWriteItem release(CohortKey cohort, String value) {
    return TransactWriteItem.builder()
        .delete(
            delete ->
                delete
                    .tableName(schedules.name())
                    .key(markerKey(cohort, value))
                    .conditionExpression("attribute_not_exists(#h) OR #h = :me")
                    .expressionAttributeNames(Map.of("#h", HOLDER))
                    .expressionAttributeValues(
                        Map.of(":me", AttributeValue.fromS(cohort.cohortId()))))
        .build();
  }

  private static Map<String, AttributeValue> markerKey(CohortKey cohort, String value) {
    return key(cohort.workspaceId(), MARKER + value);
  }

  private boolean wroteMeanwhile(StoreWrite write, String token) {
    CohortKey cohort = write.record().cohort();
    return item(cohort.workspaceId(), cohort.cohortId())
        .filter(item -> item.containsKey(WRITER) && item.get(WRITER).s().equals(token))
        .isPresent();
  }

  private static boolean lostTheRace(TransactionCanceledException e) {
    return e.cancellationReasons().stream()
        .anyMatch(
            reason ->
                "ConditionalCheckFailed".equals(reason.code())
                    || "TransactionConflict".equals(reason.code()));
  }

  private Optional<Map<String, AttributeValue>> item(String workspaceId, String sortKey) {
    GetItemResponse response =
        schedules.ask(
            () ->
                dynamo.getItem(
                    get ->
                        get.tableName(schedules.name())
                            .consistentRead(true)
                            .key(key(workspaceId, sortKey))));
    return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
  }

  private static CohortRecord record(Map<String, AttributeValue> item) {
    ObjectNode json = DynamoJson.toJson(item);
    CohortKey cohort = new CohortKey(item.get(WORKSPACE).s(), item.get(COHORT).s());
    JsonNode version = json.path(VERSION);
    if (!version.isIntegralNumber()) {
      throw new IllegalStateException("the entry of " + cohort + " has no version");
    }
    return CohortRecordJson.read(cohort, version.longValue(), json);
  }
}

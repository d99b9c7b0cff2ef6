package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortStore.ExecutionPage;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.storage.DynamoJson;
import ai.kubit.cohortimport.storage.DynamoTable;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The table {@code executions}: a line of history each. */
final class DynamoHistory {
  private static final String COHORT = "cohort";
  private static final String EXECUTION = "executionId";
  private static final String STARTED = "startedAt";
  private static final Duration KEPT = Duration.ofDays(400);
  private static final int MOST_IN_A_TRANSACTION = 100;

  /** How many lines are looked through at once for an outcome; a megabyte of them at most. */
  private static final int SEARCHED_AT_ONCE = 1_000;

  /** Who looks for what is rare gets a token beyond. */
  private static final int MOST_SEARCHES = 4;

  private final DynamoDbClient dynamo;
  private final DynamoTable table;

  DynamoHistory(DynamoDbClient dynamo, DynamoTable table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  DynamoTable table() {
    return table;
  }

  Optional<ImportExecution> find(CohortKey cohort, String executionId) {
    Map<String, AttributeValue> key =
        Map.of(
            COHORT, AttributeValue.fromS(cohort.path()),
            EXECUTION, AttributeValue.fromS(executionId));
    GetItemResponse response =
        table.ask(
            () -> dynamo.getItem(get -> get.tableName(table.name()).consistentRead(true).key(key)));
    return response.hasItem() ? Optional.of(execution(response.item())) : Optional.empty();
  }

  TransactWriteItem put(ImportExecution execution) {
    ObjectNode json = ExecutionJson.forTable(execution);
    json.put(COHORT, execution.cohort().path());
    json.put("expiresAt", execution.origin().startedAt().plus(KEPT).getEpochSecond());
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table.name()).item(DynamoJson.toItem(json)))
        .build();
  }

  /** Deletes as many lines as one transaction can; answers how many. */
  int forgetSome(CohortKey cohort) {
    QueryRequest some =
        QueryRequest.builder()
            .tableName(table.name())
            .consistentRead(true)
            .limit(MOST_IN_A_TRANSACTION)
            .projectionExpression("#cohort, #execution")
            .keyConditionExpression("#cohort = :cohort")
            .expressionAttributeNames(Map.of("#cohort", COHORT, "#execution", EXECUTION))
            .expressionAttributeValues(Map.of(":cohort", AttributeValue.fromS(cohort.path())))
            .build();
    List<TransactWriteItem> deletions =
        table.ask(() -> dynamo.query(some)).items().stream()
            .map(
                key ->
                    TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(table.name()).key(key))
                        .build())
            .toList();
    if (!deletions.isEmpty()) {
      DynamoTable.write(
          () -> dynamo.transactWriteItems(transaction -> transaction.transactItems(deletions)));
    }
    return deletions.size();
  }

  /**
   * Reads one line more than the page holds, as that alone tells whether there is more. Lines of
   * one outcome may be rare: a search reads as many lines at once as DynamoDB gives, and ends after
   * some with fewer lines than a page holds and a token.
   */
  ExecutionPage page(CohortKey cohort, HistoryQuery query) {
    List<ImportExecution> found = new ArrayList<>();
    Map<String, AttributeValue> from =
        query.nextToken().map(text -> key(HistoryToken.of(cohort, text))).orElse(null);
    int searches = 0;
    do {
      QueryRequest request = request(cohort, query, query.limit() + 1 - found.size(), from);
      QueryResponse response = table.ask(() -> dynamo.query(request));
      response.items().forEach(item -> found.add(execution(item)));
      from = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null;
      searches += query.outcome().isPresent() ? 1 : 0;
    } while (from != null && found.size() <= query.limit() && searches < MOST_SEARCHES);
    if (found.size() <= query.limit()) {
      return new ExecutionPage(
          found, Optional.ofNullable(from).map(key -> token(cohort, key).text()));
    }
    List<ImportExecution> page = found.subList(0, query.limit());
    return new ExecutionPage(
        page, Optional.of(HistoryToken.after(page.get(page.size() - 1)).text()));
  }

  private QueryRequest request(
      CohortKey cohort, HistoryQuery query, int limit, Map<String, AttributeValue> from) {
    Map<String, AttributeValue> values = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    names.put("#cohort", COHORT);
    values.put(":cohort", AttributeValue.fromS(cohort.path()));
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table.name())
            .indexName("byStart")
            .consistentRead(true)
            .scanIndexForward(false)
            .limit(query.outcome().isPresent() ? SEARCHED_AT_ONCE : limit)
            .keyConditionExpression("#cohort = :cohort")
            .exclusiveStartKey(from);
    query
        .outcome()
        .ifPresent(
            outcome -> {
              names.put("#outcome", "outcome");
              values.put(":outcome", AttributeValue.fromS(outcome.name()));
              request.filterExpression("#outcome = :outcome");
            });
    return request.expressionAttributeNames(names).expressionAttributeValues(values).build();
  }

  private static Map<String, AttributeValue> key(HistoryToken last) {
    return Map.of(
        COHORT, AttributeValue.fromS(last.cohort().path()),
        STARTED, AttributeValue.fromS(ExecutionJson.text(last.startedAt())),
        EXECUTION, AttributeValue.fromS(last.executionId()));
  }

  private static HistoryToken token(CohortKey cohort, Map<String, AttributeValue> key) {
    return new HistoryToken(cohort, Instant.parse(key.get(STARTED).s()), key.get(EXECUTION).s());
  }

  private static ImportExecution execution(Map<String, AttributeValue> item) {
    return ExecutionJson.read(DynamoJson.toJson(item));
  }
}

package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.execution.CohortLedger.HistoryPage;
import ai.kubit.cohortimport.execution.CohortLedger.HistoryQuery;
import ai.kubit.cohortimport.storage.DynamoJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
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

  private final DynamoDbClient dynamo;
  private final String table;

  DynamoHistory(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  Optional<ImportExecution> find(CohortKey cohort, String executionId) {
    GetItemResponse response =
        dynamo.getItem(
            get ->
                get.tableName(table)
                    .consistentRead(true)
                    .key(
                        Map.of(
                            COHORT, AttributeValue.fromS(cohort.path()),
                            EXECUTION, AttributeValue.fromS(executionId))));
    return response.hasItem() ? Optional.of(execution(response.item())) : Optional.empty();
  }

  TransactWriteItem put(ImportExecution execution) {
    ObjectNode json = ExecutionJson.forTable(execution);
    json.put(COHORT, execution.cohort().path());
    json.put("expiresAt", execution.origin().startedAt().plus(KEPT).getEpochSecond());
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(DynamoJson.toItem(json)))
        .build();
  }

  /** Deletes as many lines as one transaction can; answers how many. */
  int forgetSome(CohortKey cohort) {
    List<TransactWriteItem> deletions =
        dynamo
            .query(
                query ->
                    query
                        .tableName(table)
                        .consistentRead(true)
                        .limit(MOST_IN_A_TRANSACTION)
                        .projectionExpression("#cohort, #execution")
                        .keyConditionExpression("#cohort = :cohort")
                        .expressionAttributeNames(
                            Map.of("#cohort", COHORT, "#execution", EXECUTION))
                        .expressionAttributeValues(
                            Map.of(":cohort", AttributeValue.fromS(cohort.path()))))
            .items()
            .stream()
            .map(
                key ->
                    TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(table).key(key))
                        .build())
            .toList();
    if (!deletions.isEmpty()) {
      dynamo.transactWriteItems(transaction -> transaction.transactItems(deletions));
    }
    return deletions.size();
  }

  /** Reads one line more than the page holds, as that alone tells whether there is more. */
  HistoryPage page(CohortKey cohort, HistoryQuery query) {
    List<ImportExecution> found = new ArrayList<>();
    Map<String, AttributeValue> from =
        query.nextToken().map(text -> key(HistoryToken.of(cohort, text))).orElse(null);
    do {
      QueryResponse response =
          dynamo.query(request(cohort, query, query.limit() + 1 - found.size(), from));
      response.items().forEach(item -> found.add(execution(item)));
      from = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null;
    } while (from != null && found.size() <= query.limit());
    if (found.size() <= query.limit()) {
      return new HistoryPage(found, Optional.empty());
    }
    List<ImportExecution> page = found.subList(0, query.limit());
    return new HistoryPage(page, Optional.of(HistoryToken.after(page.get(page.size() - 1)).text()));
  }

  private QueryRequest request(
      CohortKey cohort, HistoryQuery query, int limit, Map<String, AttributeValue> from) {
    Map<String, AttributeValue> values = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    names.put("#cohort", COHORT);
    values.put(":cohort", AttributeValue.fromS(cohort.path()));
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .indexName("byStart")
            .consistentRead(true)
            .scanIndexForward(false)
            .limit(limit)
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

  private static ImportExecution execution(Map<String, AttributeValue> item) {
    return ExecutionJson.read(DynamoJson.toJson(item));
  }
}

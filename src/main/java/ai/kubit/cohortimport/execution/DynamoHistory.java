package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.execution.CohortLedger.HistoryPage;
import ai.kubit.cohortimport.execution.CohortLedger.HistoryQuery;
import ai.kubit.cohortimport.storage.DynamoJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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

  HistoryPage page(CohortKey cohort, HistoryQuery query) {
    List<ImportExecution> executions = new ArrayList<>();
    Optional<Map<String, AttributeValue>> from = query.nextToken().map(t -> key(cohort, t));
    do {
      QueryResponse response = dynamo.query(request(cohort, query, executions.size(), from));
      response.items().forEach(item -> executions.add(execution(item)));
      from =
          response.hasLastEvaluatedKey()
              ? Optional.of(response.lastEvaluatedKey())
              : Optional.empty();
    } while (from.isPresent() && executions.size() < query.limit());
    return new HistoryPage(executions, from.map(DynamoHistory::token));
  }

  private QueryRequest request(
      CohortKey cohort, HistoryQuery query, int found, Optional<Map<String, AttributeValue>> from) {
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
            .limit(query.limit() - found)
            .keyConditionExpression("#cohort = :cohort")
            .exclusiveStartKey(from.orElse(null));
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

  private static String token(Map<String, AttributeValue> key) {
    String text = key.get(STARTED).s() + " " + key.get(EXECUTION).s();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The cohort is never taken from the token: a token of one cohort shows nothing of another. */
  private static Map<String, AttributeValue> key(CohortKey cohort, String token) {
    String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("not a token of ours");
    }
    return Map.of(
        COHORT, AttributeValue.fromS(cohort.path()),
        STARTED, AttributeValue.fromS(text.substring(0, space)),
        EXECUTION, AttributeValue.fromS(text.substring(space + 1)));
  }

  private static ImportExecution execution(Map<String, AttributeValue> item) {
    return ExecutionJson.read(DynamoJson.toJson(item));
  }
}

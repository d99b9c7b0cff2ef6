package ai.kubit.cohortimport.local.aws;

import static software.amazon.awssdk.services.dynamodb.model.KeyType.HASH;
import static software.amazon.awssdk.services.dynamodb.model.KeyType.RANGE;

import ai.kubit.cohortimport.local.http.Correction;
import ai.kubit.cohortimport.local.http.Front;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, behind a front. Items are kept in memory; TTL is not switched on,
 * since nothing may depend on it.
 */
public final class LocalDynamo implements AutoCloseable {
  private final DynamoDBProxyServer backend;
  private final Front front;

  private LocalDynamo(DynamoDBProxyServer backend, Front front) {
    this.backend = backend;
    this.front = front;
  }

  /** Starts it without tables; the address is the front's. */
  public static LocalDynamo start(Address address) throws IOException {
    int port = LocalS3Server.freePort();
    DynamoDBProxyServer backend = startBackend(port);
    String url = "http://127.0.0.1:" + port;
    return new LocalDynamo(backend, Front.before(url, address, Correction.none()));
  }

  // DynamoDB Local declares Exception.
  private static DynamoDBProxyServer startBackend(int port) throws IOException {
    try {
      var handler = new LocalDynamoDBRequestHandler(0, true, null, true, false);
      DynamoDBProxyServer backend =
          new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(handler, null));
      backend.start();
      return backend;
    } catch (Exception e) {
      throw new IOException("DynamoDB Local does not start: " + e, e);
    }
  }

  public Front front() {
    return front;
  }

  /** Creates the three tables of the contract with their indexes. */
  public static void createTables(DynamoDbClient client, TableNames names) {
    tables(names).forEach(client::createTable);
  }

  /** The three tables of the contract. */
  public static List<CreateTableRequest> tables(TableNames names) {
    return List.of(
        schedules(names.schedules()),
        executions(names.executions()),
        workspaces(names.workspaces()));
  }

  /** The names of the tables. */
  public record TableNames(String schedules, String executions, String workspaces) {}

  private static CreateTableRequest schedules(String name) {
    return table(name)
        .attributeDefinitions(
            texts("workspaceId", "cohortId", "due", "dueAt", "underWay", "underWaySince"))
        .keySchema(key("workspaceId", HASH), key("cohortId", RANGE))
        .globalSecondaryIndexes(
            List.of(
                GlobalSecondaryIndex.builder()
                    .indexName("due")
                    .keySchema(key("due", HASH), key("dueAt", RANGE))
                    .projection(what -> what.projectionType(ProjectionType.KEYS_ONLY))
                    .build(),
                GlobalSecondaryIndex.builder()
                    .indexName("underWay")
                    .keySchema(key("underWay", HASH), key("underWaySince", RANGE))
                    .projection(what -> what.projectionType(ProjectionType.KEYS_ONLY))
                    .build()))
        .build();
  }

  private static CreateTableRequest executions(String name) {
    return table(name)
        .attributeDefinitions(texts("cohort", "executionId", "startedAt"))
        .keySchema(key("cohort", HASH), key("executionId", RANGE))
        .localSecondaryIndexes(
            List.of(
                LocalSecondaryIndex.builder()
                    .indexName("byStart")
                    .keySchema(key("cohort", HASH), key("startedAt", RANGE))
                    .projection(what -> what.projectionType(ProjectionType.ALL))
                    .build()))
        .build();
  }

  private static CreateTableRequest workspaces(String name) {
    return table(name)
        .attributeDefinitions(texts("workspaceId"))
        .keySchema(key("workspaceId", HASH))
        .build();
  }

  private static CreateTableRequest.Builder table(String name) {
    return CreateTableRequest.builder().tableName(name).billingMode(BillingMode.PAY_PER_REQUEST);
  }

  private static List<AttributeDefinition> texts(String... names) {
    return List.of(names).stream()
        .map(
            name ->
                AttributeDefinition.builder()
                    .attributeName(name)
                    .attributeType(ScalarAttributeType.S)
                    .build())
        .toList();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  @Override
  public void close() throws IOException {
    front.close();
    try {
      backend.stop();
    } catch (Exception e) {
      throw new IOException("DynamoDB Local does not stop: " + e, e);
    }
  }
}

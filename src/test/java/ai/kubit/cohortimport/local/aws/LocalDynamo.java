package ai.kubit.cohortimport.local.aws;

import static software.amazon.awssdk.services.dynamodb.model.KeyType.HASH;
import static software.amazon.awssdk.services.dynamodb.model.KeyType.RANGE;

import ai.kubit.cohortimport.local.http.Correction;
import ai.kubit.cohortimport.local.http.Front;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.server.Server;
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
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, behind a front. Items are in memory. TTL is off, because nothing
 * may depend on it.
 */
public final class LocalDynamo implements AutoCloseable {
  private final Server backend;
  private final LocalDynamoDBServerHandler handler;
  private final Front front;

  private LocalDynamo(Server backend, LocalDynamoDBServerHandler handler, Front front) {
    this.backend = backend;
    this.handler = handler;
    this.front = front;
  }

  /** Starts it without tables. The address is that of the front. */
  public static LocalDynamo start(Address address) throws IOException {
    int port = LocalS3Server.freePort();
    var requests = new LocalDynamoDBRequestHandler(0, true, null, true, false);
    var handler = new LocalDynamoDBServerHandler(requests, null);
    Server backend = startBackend(port, handler);
    String url = "http://127.0.0.1:" + port;
    return new LocalDynamo(backend, handler, Front.before(url, address, Correction.none()));
  }

  /**
   * Starts a server for this machine only. DynamoDB Local's own server would listen to the whole
   * network.
   */
  private static Server startBackend(int port, LocalDynamoDBServerHandler handler)
      throws IOException {
    try {
      Server backend = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      backend.setHandler(handler);
      backend.start();
      return backend;
    } catch (Exception e) {
      throw new IOException("DynamoDB Local does not start: " + e, e);
    }
  }

  public Front front() {
    return front;
  }

  /** Creates the three tables with their indexes. The project's page "State" lists them. */
  public static void createTables(DynamoDbClient client, TableNames names) {
    tables(names).forEach(client::createTable);
  }

  /** The definitions of the three tables. */
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
      handler.close();
    } catch (Exception e) {
      throw new IOException("DynamoDB Local does not stop: " + e, e);
    }
  }
}

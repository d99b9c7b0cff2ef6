package ai.kubit.cohortimport.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

class DynamoWorkspacesTest extends WorkspacesContract {
  private static final String TABLE = "workspaces";

  private static DynamoDBProxyServer server;
  private static DynamoDbClient dynamo;

  @BeforeAll
  static void startDynamo() throws Exception {
    int port = freePort();
    LocalDynamoDBRequestHandler requests =
        new LocalDynamoDBRequestHandler(0, true, null, true, false);
    server = new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(requests, null));
    server.start();
    dynamo =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://localhost:" + port))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stopDynamo() throws Exception {
    dynamo.close();
    server.stop();
  }

  @Override
  Workspaces empty() {
    dynamo.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("workspaceId")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder()
                        .attributeName("workspaceId")
                        .keyType(KeyType.HASH)
                        .build()));
    return new DynamoWorkspaces(dynamo, TABLE);
  }

  @AfterEach
  void dropTable() {
    dynamo.deleteTable(table -> table.tableName(TABLE));
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("workspaceId", AttributeValue.fromS("acme"));
  }

  /** As a person does in the console, past every check. */
  private static void edit(String path, AttributeValue value) {
    dynamo.updateItem(
        update ->
            update
                .tableName(TABLE)
                .key(key())
                .updateExpression("SET " + path + " = :value")
                .expressionAttributeValues(Map.of(":value", value)));
  }

  @Test
  void theWorkspaceIsStoredAsAMapThatPeopleCanRead() {
    new DynamoWorkspaces(dynamo, TABLE).put(WorkspaceRecord.first(workspace("acme", 9)));

    Map<String, AttributeValue> item =
        dynamo.getItem(get -> get.tableName(TABLE).key(key())).item();

    assertThat(item.get("version").n()).isEqualTo("1");
    assertThat(item.get("workspace").m().get("requestsPerSecond").n()).isEqualTo("9");
    assertThat(item.get("workspace").m().get("mode").s()).isEqualTo("COHORT");
  }

  @Test
  void anItemEditedByHandIsRefusedByTheNamesOfItsWrongFields() {
    Workspaces workspaces = new DynamoWorkspaces(dynamo, TABLE);
    workspaces.put(
        WorkspaceRecord.first(workspace("acme", 9))
            .withActive("vip", Instant.ofEpochSecond(2_000_000_000)));
    edit("workspace.restEndpoint", AttributeValue.fromS("https://169.254.169.254"));
    edit("workspace.maxBatchSize", AttributeValue.fromS("75"));
    edit("active.vip", AttributeValue.fromBool(true));

    ImportStoppedException refusal =
        catchThrowableOfType(ImportStoppedException.class, () -> workspaces.find("acme"));

    assertThat(refusal.reason()).isEqualTo(Reason.BAD_WORKSPACE);
    assertThat(refusal)
        .hasMessageContaining("acme")
        .hasMessageContaining("workspace.restEndpoint must be")
        .hasMessageContaining("workspace.maxBatchSize must be")
        .hasMessageContaining("active.vip must be")
        .message()
        .doesNotContain("169.254");
  }

  @Test
  void anItemThatHoldsAnotherWorkspaceIsRefused() {
    Workspaces workspaces = new DynamoWorkspaces(dynamo, TABLE);
    workspaces.put(WorkspaceRecord.first(workspace("acme", 9)));
    edit("workspace.workspaceId", AttributeValue.fromS("other"));

    ImportStoppedException refusal =
        catchThrowableOfType(ImportStoppedException.class, () -> workspaces.find("acme"));

    assertThat(refusal).hasMessageContaining("workspace is another workspace's");
  }

  @Test
  void anItemWithoutLeasesIsAWorkspaceAtRest() {
    Workspaces workspaces = new DynamoWorkspaces(dynamo, TABLE);
    workspaces.put(WorkspaceRecord.first(workspace("acme", 9)));
    dynamo.updateItem(
        update -> update.tableName(TABLE).key(key()).updateExpression("REMOVE active"));

    assertThat(workspaces.find("acme").orElseThrow().active()).isEmpty();
  }

  @Test
  void c23ATableThatIsNotThereIsNamedWithItsSetting() {
    DynamoWorkspaces none = new DynamoWorkspaces(dynamo, "typo");

    assertThatThrownBy(() -> none.find("acme"))
        .hasMessage(
            "KUBIT_TABLE_WORKSPACES names the table typo, and there is none of this name in this"
                + " account and region. Set it to the right name.");
  }
}

package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.ses.model.MessageRejectedException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

class LocalCloudTest {
  private static final String EXPORTS = LocalCloud.BUCKET_EXPORTS;

  private final LocalCloud cloud = LocalCloud.shared();

  @AfterEach
  void leaveNothingToOtherTests() {
    cloud.clearFaults();
    cloud.lambda().deliverTo(invocation -> {});
    cloud.lambda().clear();
    for (String workspace : List.of("w-due", "w-held", "w-late")) {
      cloud
          .dynamo()
          .deleteItem(
              request -> request.tableName(LocalCloud.TABLES.schedules()).key(key(workspace)));
    }
  }

  private static Map<String, AttributeValue> key(String workspace) {
    return Map.of(
        "workspaceId", AttributeValue.fromS(workspace), "cohortId", AttributeValue.fromS("c"));
  }

  private static Map<String, AttributeValue> schedule(String workspace, String dueAt) {
    return Map.of(
        "workspaceId", AttributeValue.fromS(workspace),
        "cohortId", AttributeValue.fromS("c"),
        "due", AttributeValue.fromS("DUE"),
        "dueAt", AttributeValue.fromS(dueAt));
  }

  private void put(String workspace, String dueAt) {
    cloud
        .dynamo()
        .putItem(
            request ->
                request
                    .tableName(LocalCloud.TABLES.schedules())
                    .item(schedule(workspace, dueAt))
                    .conditionExpression("attribute_not_exists(workspaceId)"));
  }

  @Test
  void dynamoKeepsConditionsAndFindsWhatIsDue() {
    put("w-due", "1999-01-01T00:00:00Z");
    assertThatThrownBy(() -> put("w-due", "1999-01-02T00:00:00Z"))
        .isInstanceOf(ConditionalCheckFailedException.class);
    var due =
        cloud
            .dynamo()
            .query(
                request ->
                    request
                        .tableName(LocalCloud.TABLES.schedules())
                        .indexName("due")
                        .keyConditionExpression("due = :due AND dueAt < :now")
                        .expressionAttributeValues(
                            Map.of(
                                ":due", AttributeValue.fromS("DUE"),
                                ":now", AttributeValue.fromS("2000-01-01T00:00:00Z"))));
    assertThat(due.items()).hasSize(1).first().satisfies(item -> assertThat(item).hasSize(4));
  }

  @Test
  void aWriteCanBeHeldBeforeTheTableHasIt() {
    Stall stall = new Stall();
    cloud
        .dynamoFront()
        .add(
            When.nth(1, HttpCall.action("PutItem").and(HttpCall.bodyContains("w-held"))),
            FrontFault.stallBefore(stall));
    var writing = CompletableFuture.runAsync(() -> put("w-held", "2999-01-01T00:00:00Z"));
    stall.awaitStalled();
    assertThat(find("w-held")).isEmpty();
    stall.release();
    writing.join();
    assertThat(find("w-held")).isNotEmpty();
  }

  @Test
  void aWriteCanBeHeldBeforeTheProgramLearnsOfIt() {
    Stall stall = new Stall();
    cloud
        .dynamoFront()
        .add(When.nth(1, HttpCall.bodyContains("w-late")), FrontFault.stallAfter(stall));
    var writing = CompletableFuture.runAsync(() -> put("w-late", "2999-01-01T00:00:00Z"));
    stall.awaitStalled();
    assertThat(find("w-late")).isNotEmpty();
    assertThat(writing).isNotDone();
    stall.release();
    writing.join();
  }

  private Map<String, AttributeValue> find(String workspace) {
    return cloud
        .dynamo()
        .getItem(
            request ->
                request
                    .tableName(LocalCloud.TABLES.schedules())
                    .consistentRead(true)
                    .key(key(workspace)))
        .item();
  }

  private ResponseBytes<GetObjectResponse> get(String key, String ifMatch, String range) {
    return cloud
        .s3()
        .getObjectAsBytes(r -> r.bucket(EXPORTS).key(key).ifMatch(ifMatch).range(range));
  }

  @Test
  void anObjectIsPinnedByItsEtag() {
    String key = "exports/w-pin/c/2026-11-22/part 1.csv";
    cloud.putExport(key, "0123456789".getBytes(StandardCharsets.UTF_8));
    String etag = cloud.s3().headObject(r -> r.bucket(EXPORTS).key(key)).eTag();
    assertThat(etag).startsWith("\"").endsWith("\"");
    assertThat(get(key, etag, "bytes=4-").asUtf8String()).isEqualTo("456789");
    assertThat(cloud.s3().listObjectsV2(r -> r.bucket(EXPORTS).prefix("exports/w-pin/")).contents())
        .singleElement()
        .satisfies(object -> assertThat(object.eTag()).isEqualTo(etag));
    cloud.putExport(key, "abcdefghij".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> get(key, etag, null))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
  }

  @Test
  void aMissingObjectIsNoSuchKey() {
    assertThatThrownBy(() -> get("exports/w/none.csv", null, null))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> get("exports/w/none.csv", "\"abc\"", null))
        .isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void aLargeObjectPassesUnchanged() {
    byte[] large = new byte[20_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    cloud
        .s3()
        .putObject(
            r -> r.bucket(LocalCloud.BUCKET_STATE).key("state/w-large/c/x"),
            RequestBody.fromBytes(large));
    assertThat(cloud.listState("state/w-large/")).containsExactly("state/w-large/c/x");
    assertThat(cloud.readState("state/w-large/c/x")).isEqualTo(large);
  }

  @Test
  void aDownloadCanBreakOff() throws Exception {
    String key = "exports/w-cut/c/members.csv";
    cloud.putExport(key, new byte[100_000]);
    cloud.s3Front().add(When.nth(1, HttpCall.request("GET", "w-cut")), new FrontFault.Cut(70_000));
    try (var stream = cloud.s3().getObject(r -> r.bucket(EXPORTS).key(key))) {
      assertThat(stream.response().contentLength()).isEqualTo(100_000);
      assertThat(readToTheEnd(stream)).isEqualTo(70_000);
    }
    assertThat(get(key, null, null).asByteArray()).hasSize(100_000);
  }

  /**
   * Reads a body that may be cut short. JDK 17 ends it as if it were complete; later JDKs throw.
   */
  private static int readToTheEnd(InputStream stream) {
    int read = 0;
    try {
      while (stream.read() >= 0) {
        read++;
      }
    } catch (IOException noticed) {
      return read;
    }
    return read;
  }

  @Test
  void aConnectionCanBreakAndAnErrorCanBeScripted() {
    var gets = cloud.s3Front().count(HttpCall.request("GET", "w-err"));
    cloud.putExport("exports/w-err/x", new byte[1]);
    var reset =
        cloud
            .s3Front()
            .add(When.nth(1, HttpCall.request("GET", "w-err")), new FrontFault.Reset(false));
    assertThat(get("exports/w-err/x", null, null).asByteArray()).hasSize(1);
    assertThat(reset.fired()).isEqualTo(1);
    assertThat(gets.seen()).isEqualTo(2);
    cloud
        .s3Front()
        .add(When.every(HttpCall.request("GET", "w-err")), FrontFault.s3Error(403, "AccessDenied"));
    assertThatThrownBy(() -> get("exports/w-err/x", null, null))
        .isInstanceOf(SdkException.class)
        .hasMessageContaining("AccessDenied");
  }

  private static final SdkBytes MAIL =
      SdkBytes.fromUtf8String(
          String.join(
              "\r\n",
              "From: a@kubit.example",
              "Subject: =?UTF-8?B?TcO8bGxlcjogMTAwICU=?=",
              "Content-Type: multipart/alternative; boundary=b",
              "",
              "--b",
              "Content-Type: text/plain",
              "",
              "Text",
              "--b",
              "Content-Type: text/html; charset=UTF-8",
              "Content-Transfer-Encoding: quoted-printable",
              "",
              "<p>=C3=A9</p>",
              "--b--",
              ""));

  @Test
  void mailsAreKeptAsFilesOrRefused() throws Exception {
    try (var ses = cloud.newSesClient()) {
      ses.sendRawEmail(raw -> raw.destinations("a+1@example.org").rawMessage(r -> r.data(MAIL)));
      var sent = cloud.outbox().mailsTo("a+1@example.org");
      assertThat(sent).singleElement().satisfies(m -> assertThat(m.html()).isEqualTo("<p>é</p>"));
      assertThat(sent.get(0).files()).hasSize(3);
      assertThat(Files.readString(sent.get(0).files().get(0)))
          .contains("Subject: Müller: 100 %")
          .endsWith("Text");
      cloud.outbox().refuse("bad@example.org");
      assertThatThrownBy(
              () ->
                  ses.sendRawEmail(
                      raw -> raw.destinations("bad@example.org").rawMessage(r -> r.data(MAIL))))
          .isInstanceOf(MessageRejectedException.class);
    }
  }

  @Test
  void parametersAreDecryptedOnRequestOnly() {
    cloud.parameters().put("/kubit-cohort-import/w/rest-key", "secret");
    try (var ssm = cloud.newSsmClient()) {
      String name = "/kubit-cohort-import/w/rest-key";
      assertThat(ssm.getParameter(r -> r.name(name).withDecryption(true)).parameter().value())
          .isEqualTo("secret");
      assertThat(ssm.getParameter(r -> r.name(name)).parameter().value()).isNotEqualTo("secret");
      assertThat(cloud.parameters().requests(name)).isEqualTo(2);
      assertThatThrownBy(() -> ssm.getParameter(r -> r.name("/none")))
          .isInstanceOf(ParameterNotFoundException.class);
    }
  }

  @Test
  void asynchronousInvocationsAreAcceptedAndDelivered() throws Exception {
    var delivered = new LinkedBlockingQueue<String>();
    cloud.lambda().deliverTo(invocation -> delivered.add(invocation.payload()));
    try (var lambda = cloud.newLambdaClient()) {
      var answer =
          lambda.invoke(
              r ->
                  r.functionName("self")
                      .invocationType(InvocationType.EVENT)
                      .payload(SdkBytes.fromUtf8String("{\"action\":\"work\"}")));
      assertThat(answer.statusCode()).isEqualTo(202);
    }
    assertThat(delivered.take()).isEqualTo("{\"action\":\"work\"}");
    assertThat(cloud.lambda().invocations()).extracting("function").isEqualTo(List.of("self"));
  }
}

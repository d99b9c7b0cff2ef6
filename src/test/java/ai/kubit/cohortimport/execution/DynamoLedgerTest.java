package ai.kubit.cohortimport.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.execution.CohortLedger.LedgerWrite;
import ai.kubit.cohortimport.local.aws.LocalDynamo;
import ai.kubit.cohortimport.local.aws.LocalDynamo.TableNames;
import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import ai.kubit.cohortimport.local.http.When;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoLedgerTest extends CohortLedgerContract {
  private static final Logger QUIET = Logger.getLogger("software.amazon.dynamodb");
  private static final TableNames TABLES = new TableNames("schedules", "executions", "workspaces");
  private static final AtomicInteger WORKSPACES = new AtomicInteger();

  private static LocalDynamo dynamo;
  private static DynamoDbClient client;
  private static DynamoDbClient impatient;

  @BeforeAll
  static void start() throws IOException {
    QUIET.setLevel(Level.OFF);
    dynamo = LocalDynamo.start(Address.free());
    client = builder().build();
    impatient =
        builder()
            .overrideConfiguration(with -> with.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    LocalDynamo.createTables(client, TABLES);
  }

  private static DynamoDbClientBuilder builder() {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(dynamo.front().url()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  @AfterAll
  static void stop() throws IOException {
    impatient.close();
    client.close();
    dynamo.close();
  }

  @BeforeEach
  void clearFaults() {
    dynamo.front().clear();
  }

  @Override
  CohortLedger ledger() {
    return ledger(client, () -> UUID.randomUUID().toString());
  }

  private static DynamoLedger ledger(DynamoDbClient through, Supplier<String> tokens) {
    return new DynamoLedger(through, TABLES.schedules(), TABLES.executions(), tokens);
  }

  @Override
  String newWorkspace() {
    return "w" + WORKSPACES.incrementAndGet();
  }

  private Map<String, AttributeValue> item() {
    return client
        .getItem(
            get ->
                get.tableName(TABLES.schedules())
                    .key(
                        Map.of(
                            "workspaceId", AttributeValue.fromS(workspace),
                            "cohortId", AttributeValue.fromS("vip"))))
        .item();
  }

  private static void loseTheNextAnswer() {
    dynamo
        .front()
        .add(When.nth(1, HttpCall.action("TransactWriteItems")), new FrontFault.Reset(true));
  }

  @Test
  void aWriteWhoseAnswerIsLostIsSettledByReading() {
    loseTheNextAnswer();

    assertThat(ledger(impatient, () -> "token-1").write(LedgerWrite.of(fresh()))).isTrue();

    assertThat(ledger().entry(cohort).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aWriteThatIsRepeatedAfterALostAnswerIsWrittenOnce() {
    loseTheNextAnswer();

    assertThat(ledger().write(LedgerWrite.of(fresh(), execution("m-1", NOW, Optional.empty()))))
        .isTrue();

    assertThat(ledger().entry(cohort).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aWriteThatNeverArrivedIsNotTakenForWritten() {
    dynamo
        .front()
        .add(When.every(HttpCall.action("TransactWriteItems")), new FrontFault.Reset(false));

    assertThatThrownBy(() -> ledger(impatient, () -> "token-1").write(LedgerWrite.of(fresh())))
        .isInstanceOf(SdkException.class);
    assertThat(ledger().entry(cohort)).isEmpty();
  }

  @Test
  void aWriteOfSomebodyElseIsNotTakenForOurs() {
    ledger(client, () -> "token-theirs").write(LedgerWrite.of(fresh()));
    loseTheNextAnswer();

    assertThatThrownBy(() -> ledger(impatient, () -> "token-ours").write(LedgerWrite.of(fresh())))
        .isInstanceOf(SdkException.class);
  }

  @Test
  void aFaultOfTheDatabaseIsNoLostRace() {
    dynamo
        .front()
        .add(
            When.every(HttpCall.action("TransactWriteItems")),
            FrontFault.awsError(400, "ValidationException"));

    assertThatThrownBy(() -> ledger(impatient, () -> "token-1").write(LedgerWrite.of(fresh())))
        .isInstanceOf(SdkException.class);
  }

  @Test
  void theIndexOfWhatIsDueHoldsOnlyWhatWillBe() {
    CohortLedger ledger = ledger();
    Schedules.stored(ledger, fresh());
    assertThat(item().get("due").s()).isEqualTo("DUE");
    assertThat(item().get("dueAt").s()).isEqualTo("2999-01-01T08:00:00Z");

    CohortEntry entry = ledger.entry(cohort).orElseThrow();
    ledger.write(
        LedgerWrite.of(entry.with(entry.appointment().in(ScheduleState.PAUSED, Optional.empty()))));

    assertThat(item()).doesNotContainKeys("due", "dueAt");
  }

  @Test
  void aLineOfHistoryIsKeptFor400DaysFromItsBegin() {
    ledger().write(LedgerWrite.of(fresh(), execution("m-1", NOW, Optional.empty())));

    Map<String, AttributeValue> line =
        client
            .getItem(
                get ->
                    get.tableName(TABLES.executions())
                        .key(
                            Map.of(
                                "cohort", AttributeValue.fromS(workspace + "/vip"),
                                "executionId", AttributeValue.fromS("m-1"))))
            .item();

    assertThat(line.get("expiresAt").n())
        .isEqualTo(Long.toString(NOW.plus(Duration.ofDays(400)).getEpochSecond()));
  }

  @Test
  void aNameIsReservedBesideTheEntriesAndNamesItsHolder() {
    ledger().write(new LedgerWrite(fresh(), Optional.empty(), Set.of("VIP"), Set.of()));

    assertThat(
            client
                .getItem(
                    get ->
                        get.tableName(TABLES.schedules())
                            .key(
                                Map.of(
                                    "workspaceId", AttributeValue.fromS(workspace),
                                    "cohortId", AttributeValue.fromS("#value#VIP"))))
                .item()
                .get("holder")
                .s())
        .isEqualTo("vip");
  }
}

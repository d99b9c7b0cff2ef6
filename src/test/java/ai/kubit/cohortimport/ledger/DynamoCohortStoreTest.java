package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.ledger.CohortStore.ExecutionPage;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.local.aws.LocalDynamo;
import ai.kubit.cohortimport.local.aws.LocalDynamo.TableNames;
import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import ai.kubit.cohortimport.local.http.When;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class DynamoCohortStoreTest extends CohortStoreContract {
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
  CohortStore ledger() {
    return ledger(client, () -> UUID.randomUUID().toString());
  }

  private static DynamoCohortStore ledger(DynamoDbClient through, Supplier<String> tokens) {
    return new DynamoCohortStore(through, TABLES.schedules(), TABLES.executions(), tokens);
  }

  @Override
  String newWorkspace() {
    return "w" + WORKSPACES.incrementAndGet();
  }

  /** Counts the requests of one operation. */
  private static DynamoDbClient counting(String operation, AtomicInteger count) {
    ExecutionInterceptor counter =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (operation.equals(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))) {
              count.incrementAndGet();
            }
          }
        };
    return builder().overrideConfiguration(with -> with.addExecutionInterceptor(counter)).build();
  }

  /** So many lines of history, a minute apart, all of them COMPLETED. */
  private void longHistory(int lines) {
    Schedules.stored(ledger(), fresh());
    ledger()
        .write(
            StoreWrite.of(
                ledger().record(cohort).orElseThrow(),
                execution("m-0", NOW, Optional.of(Outcome.COMPLETED))));
    Map<String, AttributeValue> line =
        client
            .getItem(
                get ->
                    get.tableName(TABLES.executions())
                        .key(
                            Map.of(
                                "cohort", AttributeValue.fromS(cohort.path()),
                                "executionId", AttributeValue.fromS("m-0"))))
            .item();
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = 1; i < lines; i++) {
      Map<String, AttributeValue> next = new HashMap<>(line);
      next.put("executionId", AttributeValue.fromS("m-" + i));
      next.put("startedAt", AttributeValue.fromS(NOW.plusSeconds(60L * i).toString()));
      batch.add(WriteRequest.builder().putRequest(put -> put.item(next)).build());
      if (batch.size() == 25 || i == lines - 1) {
        List<WriteRequest> full = List.copyOf(batch);
        client.batchWriteItem(write -> write.requestItems(Map.of(TABLES.executions(), full)));
        batch.clear();
      }
    }
  }

  @Test
  void d31ASearchForARareOutcomeReadsFewLargePages() {
    longHistory(2_000);
    AtomicInteger queries = new AtomicInteger();

    try (DynamoDbClient counted = counting("Query", queries)) {
      DynamoCohortStore searching = ledger(counted, () -> UUID.randomUUID().toString());
      ExecutionPage page =
          searching.history(
              cohort, new HistoryQuery(20, Optional.of(Outcome.REFUSED), Optional.empty()));

      assertThat(page).isEqualTo(new ExecutionPage(List.of(), Optional.empty()));
    }
    assertThat(queries.get()).isBetween(1, 4);
  }

  @Test
  void d31ASearchEndsAfterSomePagesAndGoesOnByItsToken() {
    longHistory(4_500);
    ledger()
        .write(
            StoreWrite.of(
                ledger().record(cohort).orElseThrow(),
                execution("m-rare", NOW.minusSeconds(1), Optional.of(Outcome.REFUSED))));
    AtomicInteger queries = new AtomicInteger();
    Optional<String> token = Optional.empty();
    List<String> found = new ArrayList<>();
    int pages = 0;

    try (DynamoDbClient counted = counting("Query", queries)) {
      DynamoCohortStore searching = ledger(counted, () -> UUID.randomUUID().toString());
      do {
        queries.set(0);
        ExecutionPage page =
            searching.history(cohort, new HistoryQuery(20, Optional.of(Outcome.REFUSED), token));
        page.executions().forEach(execution -> found.add(execution.executionId()));
        token = page.nextToken();
        pages++;
        assertThat(queries.get()).isLessThanOrEqualTo(4);
      } while (token.isPresent());
    }

    assertThat(found).containsExactly("m-rare");
    assertThat(pages).isGreaterThan(1);
  }

  @Test
  void c23ATableThatIsNotThereIsNamedWithItsSetting() {
    DynamoCohortStore noSchedules =
        new DynamoCohortStore(
            client, "typo", TABLES.executions(), () -> UUID.randomUUID().toString());
    DynamoCohortStore noExecutions =
        new DynamoCohortStore(
            client, TABLES.schedules(), "typo", () -> UUID.randomUUID().toString());
    DynamoCohortStore swapped =
        new DynamoCohortStore(
            client, TABLES.executions(), "typo", () -> UUID.randomUUID().toString());
    String schedules = "KUBIT_TABLE_SCHEDULES names the table typo, and there is none of this name";
    String executions = "KUBIT_TABLE_EXECUTIONS names the table typo, and there is none";
    StoreWrite write =
        StoreWrite.of(fresh(), execution("m-1", NOW, Optional.of(Outcome.COMPLETED)));

    assertThatThrownBy(() -> noSchedules.record(cohort)).hasMessageStartingWith(schedules);
    assertThatThrownBy(() -> noSchedules.records(workspace)).hasMessageStartingWith(schedules);
    assertThatThrownBy(() -> noSchedules.due(NOW, 1)).hasMessageStartingWith(schedules);
    assertThatThrownBy(() -> noSchedules.write(write)).hasMessageStartingWith(schedules);
    assertThatThrownBy(() -> noExecutions.execution(cohort, "m-1"))
        .hasMessageStartingWith(executions);
    assertThatThrownBy(() -> noExecutions.write(write)).hasMessageStartingWith(executions);
    assertThatThrownBy(() -> swapped.record(cohort))
        .hasMessageStartingWith(
            "KUBIT_TABLE_SCHEDULES names the table executions, and that one has other keys");
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

    assertThat(ledger(impatient, () -> "token-1").write(StoreWrite.of(fresh()))).isTrue();

    assertThat(ledger().record(cohort).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aWriteThatIsRepeatedAfterALostAnswerIsWrittenOnce() {
    loseTheNextAnswer();

    assertThat(ledger().write(StoreWrite.of(fresh(), execution("m-1", NOW, Optional.empty()))))
        .isTrue();

    assertThat(ledger().record(cohort).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aWriteThatNeverArrivedIsNotTakenForWritten() {
    dynamo
        .front()
        .add(When.every(HttpCall.action("TransactWriteItems")), new FrontFault.Reset(false));

    assertThatThrownBy(() -> ledger(impatient, () -> "token-1").write(StoreWrite.of(fresh())))
        .isInstanceOf(StorageException.class);
    assertThat(ledger().record(cohort)).isEmpty();
  }

  @Test
  void aWriteOfSomebodyElseIsNotTakenForOurs() {
    ledger(client, () -> "token-theirs").write(StoreWrite.of(fresh()));
    loseTheNextAnswer();

    assertThatThrownBy(() -> ledger(impatient, () -> "token-ours").write(StoreWrite.of(fresh())))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void aFaultOfTheDatabaseIsNoLostRace() {
    dynamo
        .front()
        .add(
            When.every(HttpCall.action("TransactWriteItems")),
            FrontFault.awsError(400, "ValidationException"));

    assertThatThrownBy(() -> ledger(impatient, () -> "token-1").write(StoreWrite.of(fresh())))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void theIndexOfWhatIsDueHoldsOnlyWhatWillBe() {
    CohortStore store = ledger();
    Schedules.stored(store, fresh());
    assertThat(item().get("due").s()).isEqualTo("DUE");
    assertThat(item().get("dueAt").s()).isEqualTo("2999-01-01T08:00:00Z");

    CohortRecord record = store.record(cohort).orElseThrow();
    store.write(
        StoreWrite.of(record.with(record.schedule().in(ScheduleState.PAUSED, Optional.empty()))));

    assertThat(item()).doesNotContainKeys("due", "dueAt");
  }

  @Test
  void aLineOfHistoryIsKeptFor400DaysFromItsBegin() {
    ledger().write(StoreWrite.of(fresh(), execution("m-1", NOW, Optional.empty())));

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
    ledger().write(new StoreWrite(fresh(), Optional.empty(), Set.of("VIP"), Set.of()));

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

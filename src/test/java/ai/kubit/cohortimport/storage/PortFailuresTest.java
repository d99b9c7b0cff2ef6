package ai.kubit.cohortimport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.DynamoCohortStore;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.VirtualTime;
import ai.kubit.cohortimport.workspace.BrazeKeys;
import ai.kubit.cohortimport.workspace.BrazeKeys.PartnerRegion;
import ai.kubit.cohortimport.workspace.BrazeKeys.Purpose;
import ai.kubit.cohortimport.workspace.DynamoWorkspaces;
import ai.kubit.cohortimport.workspace.SsmBrazeKeys;
import ai.kubit.cohortimport.workspace.WorkspaceJson;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import ai.kubit.cohortimport.workspace.Workspaces;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Every method of every port, where AWS cannot be reached at all: they fail in one language. */
class PortFailuresTest {
  private static final CohortKey COHORT = new CohortKey("acme", "vip");
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  /** Nobody listens there. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @TempDir static Path folder;

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder) {
    return builder
        .endpointOverride(NOWHERE)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  static Stream<Arguments> calls() {
    DynamoDbClient dynamo = client(DynamoDbClient.builder());
    return Stream.of(
            callsOf(
                CohortStore.class,
                new DynamoCohortStore(dynamo, "schedules", "executions", () -> "token")),
            callsOf(Workspaces.class, new DynamoWorkspaces(dynamo, "workspaces")),
            callsOf(
                BrazeKeys.class,
                new SsmBrazeKeys(client(SsmClient.builder()), "/prefix", new VirtualTime())),
            callsOf(ObjectStore.class, new S3ObjectStore(client(S3Client.builder()), "bucket")))
        .flatMap(calls -> calls);
  }

  private static <P> Stream<Arguments> callsOf(Class<P> port, P adapter) {
    return Stream.of(port.getMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .map(
            method -> Arguments.of(port.getSimpleName() + "." + method.getName(), method, adapter));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void noFailureOfTheSdkPassesAPort(String name, Method method, Object adapter) throws IOException {
    Object[] arguments = arguments(method);

    Throwable thrown =
        catchThrowable(
            () -> {
              try {
                method.invoke(adapter, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });

    assertThat(thrown).as(name).isInstanceOf(StorageException.class);
    assertThat(thrown).hasMessageMatching("S3 could not .*|Unable to execute HTTP request: .*");
  }

  private static Object[] arguments(Method method) throws IOException {
    Map<Class<?>, Object> samples = samples();
    return Stream.of(method.getParameterTypes())
        .map(
            type ->
                Optional.ofNullable(samples.get(type))
                    .orElseThrow(() -> new AssertionError("no sample of " + type)))
        .toArray();
  }

  private static Map<Class<?>, Object> samples() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");
    CohortRecord record =
        Schedules.entry(
            COHORT, Schedules.daily(COHORT, "VIP"), ScheduleState.LIVE, Optional.of(NOW));
    Map<Class<?>, Object> samples = new HashMap<>();
    samples.put(CohortKey.class, COHORT);
    samples.put(CohortRecord.class, record);
    samples.put(StoreWrite.class, StoreWrite.of(record));
    samples.put(HistoryQuery.class, new HistoryQuery(1, Optional.empty(), Optional.empty()));
    samples.put(
        WorkspaceRecord.class,
        WorkspaceRecord.first(
            WorkspaceJson.readNew(
                    Fields.of(
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("workspaceId", "acme")
                            .put("restEndpoint", "https://rest.iad-01.braze.com")))
                .orElseThrow()));
    samples.put(Purpose.class, Purpose.REST);
    samples.put(PartnerRegion.class, PartnerRegion.US);
    samples.put(StoredObject.class, new StoredObject("key", 1, "etag", NOW));
    samples.put(Collection.class, List.of("key"));
    samples.put(byte[].class, new byte[1]);
    samples.put(Path.class, file);
    samples.put(String.class, "acme");
    samples.put(Optional.class, Optional.empty());
    samples.put(Instant.class, NOW);
    samples.put(int.class, 1);
    samples.put(long.class, 0L);
    return samples;
  }
}

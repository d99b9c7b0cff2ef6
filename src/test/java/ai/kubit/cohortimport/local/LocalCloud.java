package ai.kubit.cohortimport.local;

import ai.kubit.cohortimport.local.aws.LambdaRuntimeApi;
import ai.kubit.cohortimport.local.aws.LambdaStub;
import ai.kubit.cohortimport.local.aws.LocalDynamo;
import ai.kubit.cohortimport.local.aws.LocalDynamo.TableNames;
import ai.kubit.cohortimport.local.aws.LocalS3Server;
import ai.kubit.cohortimport.local.aws.SesOutbox;
import ai.kubit.cohortimport.local.aws.SsmStub;
import ai.kubit.cohortimport.local.braze.BrazeSimulator;
import ai.kubit.cohortimport.local.http.Front;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Stand-ins for everything outside the program, on this machine: DynamoDB, S3, SES, the parameter
 * store, Lambda's {@code Invoke}, and Braze. Each stand-in of AWS is behind a {@link Front}, at
 * which a test can count, stall and break requests. Tests share one instance, and each uses ids of
 * its own.
 */
public final class LocalCloud implements AutoCloseable {
  public static final String BUCKET_EXPORTS = "local-exports";
  public static final String BUCKET_STATE = "local-state";
  public static final TableNames TABLES =
      new TableNames("local-schedules", "local-executions", "local-workspaces");
  public static final String MAIL_FROM = "cohorts@kubit.example";

  /**
   * Loggers that are silenced, because they log every refused condition and missing key as an
   * error. They are kept in a field, because a logger that nobody references loses its level.
   */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("software.amazon.dynamodb"),
          Logger.getLogger("com.robothy"),
          Logger.getLogger("org.eclipse.jetty"));

  private final LocalDynamo dynamoBackend;
  private final LocalS3Server s3Backend;
  private final SesOutbox outbox;
  private final SsmStub parameters;
  private final LambdaStub lambda;
  private final BrazeSimulator braze;
  private final Front sesFront;
  private final Front ssmFront;
  private final Front lambdaFront;
  private final DynamoDbClient dynamo;
  private final S3Client s3;

  private LocalCloud(Places places) throws IOException {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    dynamoBackend = LocalDynamo.start(places.dynamo());
    s3Backend = LocalS3Server.start(places.s3());
    outbox = SesOutbox.start(Address.free(), places.outbox());
    sesFront = Front.before(outbox.url(), places.ses());
    parameters = SsmStub.start(Address.free());
    ssmFront = Front.before(parameters.url(), places.ssm());
    lambda = LambdaStub.start(Address.free());
    lambdaFront = Front.before(lambda.url(), places.lambda());
    braze = BrazeSimulator.start(places.braze(), places.brazeSettings());
    dynamo = client(DynamoDbClient.builder(), dynamoFront()).httpClient(http()).build();
    s3 = client(S3Client.builder(), s3Front()).forcePathStyle(true).httpClient(http()).build();
    LocalDynamo.createTables(dynamo, TABLES);
    s3.createBucket(request -> request.bucket(BUCKET_EXPORTS));
    s3.createBucket(request -> request.bucket(BUCKET_STATE));
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.create();
  }

  private static <B extends AwsClientBuilder<B, C>, C> B client(B builder, Front front) {
    return builder
        .endpointOverride(URI.create(front.url()))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }

  /**
   * Starts all stand-ins on free ports, with an outbox in {@code target/local/outbox-<process>}.
   */
  public static LocalCloud start() {
    return start(Places.free());
  }

  public static LocalCloud start(Places places) {
    try {
      return new LocalCloud(places);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The instance that all test classes of this process share. It is never closed. */
  public static LocalCloud shared() {
    return Shared.CLOUD;
  }

  private static final class Shared {
    static final LocalCloud CLOUD = start();
  }

  /** The environment of a program that uses these stand-ins. The key for Braze is in it, too. */
  public Map<String, String> environment() {
    Map<String, String> environment = environmentWithParameterStore();
    environment.put("KUBIT_LOCAL_KEY", BrazeSimulator.LOCAL_KEY);
    return environment;
  }

  /** The same, but the program must find its keys in {@link #parameters}. */
  public Map<String, String> environmentWithParameterStore() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("KUBIT_TABLE_SCHEDULES", TABLES.schedules());
    environment.put("KUBIT_TABLE_EXECUTIONS", TABLES.executions());
    environment.put("KUBIT_TABLE_WORKSPACES", TABLES.workspaces());
    environment.put("KUBIT_BUCKET_EXPORTS", BUCKET_EXPORTS);
    environment.put("KUBIT_BUCKET_STATE", BUCKET_STATE);
    environment.put("KUBIT_MAIL_FROM", MAIL_FROM);
    environment.put("KUBIT_STAGE", "local");
    environment.put("KUBIT_BRAZE_URL", braze.url());
    braze.caFile().ifPresent(file -> environment.put("KUBIT_BRAZE_CA_FILE", file.toString()));
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoFront().url());
    environment.put("AWS_ENDPOINT_URL_S3", s3Front().url());
    environment.put("AWS_ENDPOINT_URL_SES", sesFront.url());
    environment.put("AWS_ENDPOINT_URL_SSM", ssmFront.url());
    environment.put("AWS_ENDPOINT_URL_LAMBDA", lambdaFront.url());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return environment;
  }

  /** The environment of a Lambda sandbox that uses this Runtime API. */
  public Map<String, String> lambdaEnvironment(LambdaRuntimeApi api) {
    Map<String, String> environment = environment();
    environment.putAll(api.environment());
    return environment;
  }

  // Backends

  public BrazeSimulator braze() {
    return braze;
  }

  public SesOutbox outbox() {
    return outbox;
  }

  public SsmStub parameters() {
    return parameters;
  }

  public LambdaStub lambda() {
    return lambda;
  }

  // Fronts

  public Front dynamoFront() {
    return dynamoBackend.front();
  }

  public Front s3Front() {
    return s3Backend.front();
  }

  public Front sesFront() {
    return sesFront;
  }

  public Front ssmFront() {
    return ssmFront;
  }

  public Front lambdaFront() {
    return lambdaFront;
  }

  /** Removes all faults. Data stays, and so do requests that are held. */
  public void clearFaults() {
    List.of(dynamoFront(), s3Front(), sesFront, ssmFront, lambdaFront).forEach(Front::clear);
    braze.faults().clear();
  }

  // Clients of the tests; their requests pass the fronts, as the program's do

  public DynamoDbClient dynamo() {
    return dynamo;
  }

  public S3Client s3() {
    return s3;
  }

  public SesClient newSesClient() {
    return client(SesClient.builder(), sesFront).httpClient(http()).build();
  }

  public SsmClient newSsmClient() {
    return client(SsmClient.builder(), ssmFront).httpClient(http()).build();
  }

  public LambdaClient newLambdaClient() {
    return client(LambdaClient.builder(), lambdaFront).httpClient(http()).build();
  }

  /** Writes an object into the exports bucket, under its full key. */
  public void putExport(String key, byte[] content) {
    s3.putObject(
        request -> request.bucket(BUCKET_EXPORTS).key(key), RequestBody.fromBytes(content));
  }

  public void deleteExport(String key) {
    s3.deleteObject(request -> request.bucket(BUCKET_EXPORTS).key(key));
  }

  /** The keys of the state bucket. */
  public List<String> listState() {
    return listState("");
  }

  /** The keys of the state bucket below a prefix. */
  public List<String> listState(String prefix) {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(BUCKET_STATE).prefix(prefix))
        .contents()
        .stream()
        .map(object -> object.key())
        .toList();
  }

  public byte[] readState(String key) {
    return s3.getObjectAsBytes(request -> request.bucket(BUCKET_STATE).key(key)).asByteArray();
  }

  @Override
  public void close() throws IOException {
    dynamo.close();
    s3.close();
    braze.close();
    List.of(sesFront, ssmFront, lambdaFront).forEach(Front::close);
    outbox.close();
    parameters.close();
    lambda.close();
    s3Backend.close();
    dynamoBackend.close();
  }

  /** The addresses of the stand-ins, and the settings of the Braze simulator. */
  public record Places(
      Address dynamo,
      Address s3,
      Address ses,
      Address ssm,
      Address lambda,
      Address braze,
      BrazeSimulator.Settings brazeSettings,
      Path outbox) {

    public static Places free() {
      Address free = Address.free();
      Path outbox = Path.of("target", "local", "outbox-" + ProcessHandle.current().pid());
      return new Places(
          free, free, free, free, free, free, BrazeSimulator.Settings.plain(), outbox);
    }

    /** Ports from this one on, in the order of the fields; only this machine can reach them. */
    public static Places from(int port) {
      return from(port, Address::loopback);
    }

    /**
     * The same ports, but containers of this machine can reach them, and so can its whole network.
     */
    public static Places forContainersFrom(int port) {
      return from(port, Address::everywhere);
    }

    private static Places from(int port, IntFunction<Address> at) {
      return new Places(
          at.apply(port),
          at.apply(port + 1),
          at.apply(port + 2),
          at.apply(port + 3),
          at.apply(port + 4),
          at.apply(port + 5),
          BrazeSimulator.Settings.plain(),
          Path.of("target", "local", "outbox"));
    }

    public Places withBraze(BrazeSimulator.Settings settings) {
      return new Places(dynamo, s3, ses, ssm, lambda, braze, settings, outbox);
    }

    public Places withOutbox(Path directory) {
      return new Places(dynamo, s3, ses, ssm, lambda, braze, brazeSettings, directory);
    }
  }
}

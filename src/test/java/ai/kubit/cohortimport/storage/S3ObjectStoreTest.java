package ai.kubit.cohortimport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.ObjectStore.ArchivedException;
import ai.kubit.cohortimport.storage.ObjectStore.ChangedException;
import ai.kubit.cohortimport.storage.S3Front.BodyFault;
import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreTest extends ObjectStoreContract {
  private static final String BUCKET = "exports";
  private static final int SIZE = 400_000;

  /** Held, because the log manager forgets loggers that nobody holds. */
  private static final Logger S3_LOG = Logger.getLogger("com.robothy");

  private static LocalS3 s3;
  private static int port;
  private S3Front front;
  private S3Client client;
  private ObjectStore store;

  @BeforeAll
  static void startS3() throws IOException {
    S3_LOG.setLevel(Level.OFF);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    s3 = LocalS3.builder().mode(LocalS3Mode.IN_MEMORY).port(port).build();
    s3.start();
  }

  @AfterAll
  static void stopS3() {
    s3.shutdown();
  }

  @BeforeEach
  void connect() throws IOException {
    front = new S3Front(port);
    client =
        S3Client.builder()
            .endpointOverride(front.uri())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    if (client.listBuckets().buckets().isEmpty()) {
      client.createBucket(request -> request.bucket(BUCKET));
    }
    store = new S3ObjectStore(client, BUCKET);
  }

  @AfterEach
  void disconnect() {
    client.close();
    front.close();
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void aBrokenDownloadGoesOnAtTheSameByte() throws IOException {
    StoredObject object = stored("s3/broken");
    front.bodyFaults.add(new BodyFault(100_000, true));
    front.bodyFaults.add(new BodyFault(50_000, true));
    assertThat(read(store, object)).isEqualTo(everyByte(SIZE));
    assertThat(front.ranges).hasSize(2).first().isEqualTo("bytes=100000-");
  }

  @Test
  void aBodyThatEndsTooEarlyGoesOn() throws IOException {
    StoredObject object = stored("s3/short");
    front.bodyFaults.add(new BodyFault(123_456, false));
    assertThat(read(store, object)).isEqualTo(everyByte(SIZE));
    assertThat(front.ranges).containsExactly("bytes=123456-");
  }

  @Test
  void aBodyThatStaysTooShortIsAnError() {
    StoredObject object = stored("s3/cut");
    for (int i = 0; i < 20; i++) {
      front.bodyFaults.add(new BodyFault(10, false));
    }
    assertThatThrownBy(() -> read(store, object))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only 60 of 400000 bytes");
    assertThat(front.ranges).hasSize(5);
  }

  @Test
  void anObjectReplacedWhileItsDownloadIsBrokenHasChanged() {
    StoredObject object = stored("s3/replaced");
    front.bodyFaults.add(new BodyFault(100_000, true));
    front.beforeRange =
        () -> {
          front.beforeRange = () -> {};
          store.put("s3/replaced", text("new"));
        };
    assertThatThrownBy(() -> read(store, object))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(ChangedException.class);
  }

  @Test
  void aStoreThatIgnoresIfMatchCannotPassOffAnotherVersion() {
    StoredObject object = stored("s3/ignored");
    store.put("s3/ignored", text("new"));
    front.enforcesIfMatch = false;
    assertThatThrownBy(() -> read(store, object)).isInstanceOf(ChangedException.class);
  }

  @Test
  void aRefusalIsAccessDenied() {
    StoredObject object = stored("s3/denied");
    front.statuses.add(403);
    assertThatThrownBy(() -> store.open(object)).isInstanceOf(AccessDeniedException.class);
    front.statuses.add(403);
    assertThatThrownBy(() -> store.find("s3/denied")).isInstanceOf(AccessDeniedException.class);
    front.statuses.add(403);
    assertThatThrownBy(() -> store.list("s3/")).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void aRefusalWhileADownloadGoesOnIsItsCause() {
    StoredObject object = stored("s3/denied-later");
    front.bodyFaults.add(new BodyFault(100_000, true));
    assertThatThrownBy(
            () -> {
              try (InputStream stream = store.open(object)) {
                front.statuses.add(403);
                stream.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(AccessDeniedException.class);
  }

  @Test
  void aMissingBucketIsOurOwnTrouble() {
    ObjectStore elsewhere = new S3ObjectStore(client, "no-such-bucket");
    assertThatThrownBy(() -> elsewhere.list("a/"))
        .isExactlyInstanceOf(StorageException.class)
        .hasMessageContaining("list a/");
  }

  @Test
  void leavingEarlyDoesNotReadTheRest() throws IOException {
    int size = 24 << 20;
    store.put("s3/large", new byte[size]);
    StoredObject object = found(store, "s3/large");
    try (InputStream stream = store.open(object)) {
      assertThat(stream.read()).isZero();
    }
    assertThat(front.bodyBytesSent.get()).isLessThan(size / 2);
  }

  private StoredObject stored(String key) {
    store.put(key, everyByte(SIZE));
    return found(store, key);
  }

  @Test
  void anArchivedObjectIsNotTakenForALackOfPermission() {
    StoredObject object = stored("s3/archived");
    front.errors.add(
        "<Error><Code>InvalidObjectState</Code><Message>The operation is not valid for the object's"
            + " storage class</Message></Error>");
    assertThatThrownBy(() -> store.open(object)).isInstanceOf(ArchivedException.class);
  }
}

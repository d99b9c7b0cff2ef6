package ai.kubit.cohortimport.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.time.VirtualTime;
import ai.kubit.cohortimport.workspace.BrazeKeys.PartnerRegion;
import ai.kubit.cohortimport.workspace.BrazeKeys.Purpose;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

class SsmBrazeKeysTest {
  private final VirtualTime time = new VirtualTime();
  private final Map<String, String> parameters = new HashMap<>();
  private final List<JsonNode> requests = new ArrayList<>();
  private boolean failing;
  private HttpServer store;
  private SsmClient ssm;
  private SsmBrazeKeys keys;

  @BeforeEach
  void start() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext("/", this::answer);
    store.start();
    ssm =
        SsmClient.builder()
            .endpointOverride(URI.create("http://localhost:" + store.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(settings -> settings.retryStrategy(RetryMode.STANDARD))
            .build();
    keys = new SsmBrazeKeys(ssm, "/kubit-cohort-import", time);
  }

  @AfterEach
  void stop() {
    ssm.close();
    store.stop(0);
  }

  @Test
  void everyKeyIsNamedInFull() {
    assertThat(keys.nameOf("w1", Purpose.REST)).isEqualTo("/kubit-cohort-import/w1/rest-key");
    assertThat(keys.nameOf(PartnerRegion.EU)).isEqualTo("/kubit-cohort-import/partner-key-eu");
  }

  @Test
  void aKeyIsDecryptedFromItsOwnParameter() {
    parameters.put("/kubit-cohort-import/w1/rest-key", "secret\n");

    assertThat(keys.find("w1", Purpose.REST)).contains(new BrazeKey("secret"));

    assertThat(requests.get(0).path("WithDecryption").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sec\nret", "sec ret", "", "s\u00e9cret"})
  void aKeyThatNoHeaderCanCarryIsRefusedWithoutSayingIt(String stored) {
    parameters.put("/kubit-cohort-import/w1/rest-key", stored);

    assertThatThrownBy(() -> keys.find("w1", Purpose.REST))
        .isInstanceOfSatisfying(
            ImportStoppedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.KEY_MISSING);
              assertThat(e.getMessage())
                  .contains("/kubit-cohort-import/w1/rest-key")
                  .doesNotContain("ret");
            });
  }

  @Test
  void aPartnerKeyBelongsToARegion() {
    parameters.put("/kubit-cohort-import/partner-key-eu", "eu");

    assertThat(keys.findPartner(PartnerRegion.of(RestEndpoint.of("https://rest.fra-01.braze.eu"))))
        .contains(new BrazeKey("eu"));
    assertThat(keys.findPartner(PartnerRegion.US)).isEmpty();
  }

  @Test
  void aKeyIsKeptForFiveMinutes() {
    parameters.put("/kubit-cohort-import/w1/rest-key", "old");
    keys.find("w1", Purpose.REST);
    parameters.put("/kubit-cohort-import/w1/rest-key", "new");

    time.pause(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(keys.find("w1", Purpose.REST)).contains(new BrazeKey("old"));

    time.pause(Duration.ofSeconds(1));
    assertThat(keys.find("w1", Purpose.REST)).contains(new BrazeKey("new"));
  }

  @Test
  void aRefusedKeyIsFetchedPastTheCacheAndThenKept() {
    parameters.put("/kubit-cohort-import/w1/rest-key", "old");
    keys.find("w1", Purpose.REST);
    parameters.put("/kubit-cohort-import/w1/rest-key", "new");

    assertThat(keys.findAgain("w1", Purpose.REST)).contains(new BrazeKey("new"));
    assertThat(keys.find("w1", Purpose.REST)).contains(new BrazeKey("new"));
    assertThat(requests).hasSize(2);
  }

  @Test
  void c6WorkspacesAndPurposesNeverShareAKey() {
    parameters.put("/kubit-cohort-import/w1/rest-key", "w1-rest");
    keys.find("w1", Purpose.REST);

    assertThat(keys.find("w2", Purpose.REST)).isEmpty();
    assertThat(keys.find("w1", Purpose.DATA_IMPORT)).isEmpty();
  }

  @Test
  void aMissingKeyIsLookedForAgainNextTime() {
    assertThat(keys.find("w1", Purpose.REST)).isEmpty();
    parameters.put("/kubit-cohort-import/w1/rest-key", "stored-now");

    assertThat(keys.find("w1", Purpose.REST)).isPresent();
  }

  @Test
  void aStoreThatFailsIsNotAMissingKey() {
    failing = true;

    assertThatThrownBy(() -> keys.find("w1", Purpose.REST)).isInstanceOf(StorageException.class);
  }

  @Test
  void anIdThatReachesElsewhereNamesNoParameter() {
    assertThatThrownBy(() -> keys.find("w1/../w2", Purpose.REST))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(requests).isEmpty();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = new ObjectMapper().readTree(exchange.getRequestBody());
    requests.add(request);
    String value = parameters.get(request.path("Name").asText());
    int status = value == null || failing ? 400 : 200;
    String body =
        failing
            ? "{\"__type\":\"AccessDeniedException\"}"
            : value == null
                ? "{\"__type\":\"ParameterNotFound\"}"
                : new ObjectMapper()
                    .createObjectNode()
                    .set("Parameter", new ObjectMapper().createObjectNode().put("Value", value))
                    .toString();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

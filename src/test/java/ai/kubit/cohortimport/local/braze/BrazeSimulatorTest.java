package ai.kubit.cohortimport.local.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.local.braze.BrazeLimits.RateHeaders;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrazeSimulatorTest {
  private static final String COHORTS = "Kubit cohorts";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final BrazeSimulator braze = BrazeSimulator.start();

  @AfterEach
  void stop() {
    braze.close();
  }

  private static HttpRequest.Builder request(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + BrazeSimulator.LOCAL_KEY)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(request(braze.url() + path, body).build(), BodyHandlers.ofString());
  }

  private static String adding(String... ids) {
    StringBuilder body = new StringBuilder("{\"attributes\":[");
    for (String id : ids) {
      body.append(body.charAt(body.length() - 1) == '[' ? "" : ",")
          .append("{\"external_id\":\"")
          .append(id)
          .append("\",\"_update_existing_only\":true,\"Kubit cohorts\":{\"add\":[\"A\"]}}");
    }
    return body.append("]}").toString();
  }

  @Test
  void aGoodRequestIsAppliedAndCounted() throws Exception {
    braze.state().createUsers("u1");
    HttpResponse<String> answer = post("/users/track", adding("u1", "nobody"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"message\":\"success\",\"attributes_processed\":2}");
    assertThat(braze.state().holders(COHORTS, "A")).containsExactly("u1");
    assertThat(braze.log().requests("/users/track")).isEqualTo(1);
    assertThat(braze.log().maxObjectsPerRequest()).isEqualTo(2);
  }

  @Test
  void aWrongKeyIsRefusedWithTheKeyInTheMessage() throws Exception {
    braze.acceptOnly("new-key");
    HttpResponse<String> answer = post("/users/track", adding("u1"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Invalid API key: " + BrazeSimulator.LOCAL_KEY);
  }

  @Test
  void aTooLongBatchIsRefusedAsAWhole() throws Exception {
    braze.limits(BrazeLimits.defaults().withMaxBatch(1));
    assertThat(post("/users/track", adding("a", "b")).body())
        .isEqualTo("{\"message\":\"Max Input Length Exceeded\"}");
  }

  @Test
  void formErrorsHaveTheirStatus() throws Exception {
    assertThat(post("/users/track/", adding("u")).statusCode()).isEqualTo(403);
    assertThat(post("/nowhere", adding("u")).statusCode()).isEqualTo(404);
    assertThat(post("/users/track", "{").statusCode()).isEqualTo(400);
    assertThat(post("/users/track", " ".repeat(4_000_001)).statusCode()).isEqualTo(413);
    HttpRequest text =
        request(braze.url() + "/users/track", adding("u"))
            .setHeader("Content-Type", "text/plain")
            .build();
    assertThat(CLIENT.send(text, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @Test
  void partialAndTotalRefusalsDifferInStatusAndMessage() throws Exception {
    String bad = "{\"Kubit cohorts\":{\"add\":[\"A\"]}}";
    String good = "{\"external_id\":\"u\",\"_update_existing_only\":true}";
    HttpResponse<String> partial =
        post("/users/track", "{\"attributes\":[" + good + "," + bad + "]}");
    assertThat(partial.statusCode()).isEqualTo(201);
    assertThat(partial.body()).contains("\"attributes_processed\":1").contains("\"index\":1");
    HttpResponse<String> total = post("/users/track", "{\"attributes\":[" + bad + "]}");
    assertThat(total.statusCode()).isEqualTo(400);
    assertThat(total.body()).contains("Valid data must be provided").contains("\"index\":0");
  }

  @Test
  void tooManyRequestsAreToldWhenToComeBack() throws Exception {
    braze.limits(
        BrazeLimits.defaults()
            .withRate(1, Duration.ofMinutes(1), RateHeaders.LOWER_CASE_RETRY_AFTER));
    assertThat(post("/users/track", adding("u")).statusCode()).isEqualTo(201);
    HttpResponse<String> refused = post("/users/track", adding("u"));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("x-ratelimit-retry-after").orElseThrow())
        .isBetween(50L, 60L);
  }

  @Test
  void aPartnerNamesACohortAndChangesItsMembers() throws Exception {
    braze.state().createUsers("u1");
    String keys =
        "{\"partner_api_key\":\"local-braze-key\",\"client_secret\":\"local-braze-key\","
            + "\"cohort_id\":\"c\",";
    String users = "\"cohort_changes\":[{\"user_ids\":[\"u1\",\"nobody\"]}]}";
    post("/partners/kubit/cohorts/users", keys + users);
    assertThat(braze.state().totals().unnamedCohorts()).isEqualTo(1);
    post(
        "/partners/kubit/cohorts",
        keys + "\"name\":\"N\",\"created_at\":\"2026-11-22T09:00:00Z\"}");
    assertThat(post("/partners/kubit/cohorts/users", keys + users).statusCode()).isEqualTo(201);
    assertThat(braze.state().cohortMembers("c")).containsExactly("u1");
    assertThat(post("/partners/kubit/cohorts", keys.replace("\"cohort_id\":\"c\",", "\"x\":1}")))
        .extracting(HttpResponse::body)
        .isEqualTo("{\"message\":\"cohort_id must be a valid string\"}");
  }

  @Test
  void aDeviceLookupShowsTheFieldsAskedFor() throws Exception {
    braze.state().create(NewProfile.anonymous().withBrazeId("b1").withDevice("d1"));
    assertThat(
            post(
                    "/users/export/ids",
                    "{\"device_id\":\"d1\",\"fields_to_export\":[\"braze_id\",\"external_id\"]}")
                .body())
        .isEqualTo("{\"message\":\"success\",\"users\":[{\"braze_id\":\"b1\"}]}");
  }

  @Test
  void aRequestCanBeAppliedAndItsAnswerLost() {
    braze.state().createUsers("u1");
    var lost = braze.faults().add(When.nth(1, BrazeRequest.track()), Fault.dropAfterApply());
    assertThatThrownBy(() -> post("/users/track", adding("u1"))).isInstanceOf(IOException.class);
    assertThat(braze.state().holders(COHORTS, "A")).containsExactly("u1");
    assertThat(lost.fired()).isEqualTo(1);
  }

  @Test
  void aBrokenConnectionLeavesNoTrace() {
    braze.state().createUsers("u1");
    braze
        .faults()
        .add(When.nth(1, BrazeRequest.any()), new Fault.Break(Fault.Moment.BEFORE_READING));
    assertThatThrownBy(() -> post("/users/track", adding("u1"))).isInstanceOf(IOException.class);
    assertThat(braze.state().holders(COHORTS, "A")).isEmpty();
  }

  @Test
  void anAnswerCanBreakOffOrDrip() throws Exception {
    braze.faults().add(When.nth(1, BrazeRequest.any()), new Fault.Cut(10));
    braze.faults().add(When.nth(2, BrazeRequest.any()), new Fault.Drip(Duration.ofMillis(1)));
    assertThatThrownBy(() -> post("/users/track", adding("u1"))).isInstanceOf(IOException.class);
    assertThat(post("/users/track", adding("u1")).body()).contains("success");
  }

  @Test
  void aScriptMeetsTheRequestsItNames() throws Exception {
    braze.faults().add(When.every(BrazeRequest.mentions("poison")), Fault.status(400));
    braze
        .faults()
        .add(When.nth(2, BrazeRequest.track()), Fault.tooMany(Map.of("Retry-After", "7")));
    assertThat(post("/users/track", adding("u1")).statusCode()).isEqualTo(201);
    assertThat(post("/users/track", adding("u1")).headers().firstValue("Retry-After"))
        .contains("7");
    assertThat(post("/users/track", adding("poison")).statusCode()).isEqualTo(400);
    assertThat(braze.log().answers(400)).isEqualTo(1);
  }

  @Test
  void aHeldRequestIsAppliedWhenTheTestLetsItGo() throws Exception {
    braze.state().createUsers("u1");
    Stall stall = new Stall();
    braze.faults().add(When.nth(1, BrazeRequest.track()), Fault.stallBefore(stall));
    CompletableFuture<HttpResponse<String>> answer =
        CLIENT.sendAsync(
            request(braze.url() + "/users/track", adding("u1")).build(), BodyHandlers.ofString());
    stall.awaitStalled();
    assertThat(braze.state().holders(COHORTS, "A")).isEmpty();
    stall.release();
    assertThat(answer.get().statusCode()).isEqualTo(201);
    assertThat(braze.state().holders(COHORTS, "A")).containsExactly("u1");
  }

  @Test
  void itSpeaksTlsWithACertificateThatItHandsOut() throws Exception {
    try (BrazeSimulator secure =
        BrazeSimulator.start(Address.free(), BrazeSimulator.Settings.plain().withTls())) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      try (var pem = Files.newInputStream(secure.caFile().orElseThrow())) {
        trusted.setCertificateEntry(
            "braze", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLSv1.2");
      context.init(null, factory.getTrustManagers(), null);
      HttpClient client = HttpClient.newBuilder().sslContext(context).build();
      HttpRequest request = request(secure.url() + "/users/track", adding("u1")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
      assertThat(Collections.list(trusted.aliases())).hasSize(1);
    }
  }
}

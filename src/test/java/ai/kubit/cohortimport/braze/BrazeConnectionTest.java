package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.BatchSender;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryLeg;
import ai.kubit.cohortimport.delivery.DeliveryStop;
import ai.kubit.cohortimport.delivery.RateLimiter;
import ai.kubit.cohortimport.delivery.RetryPolicy;
import ai.kubit.cohortimport.membership.DeviceFinding;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.SystemTime;
import ai.kubit.cohortimport.verification.ProfileFinding;
import ai.kubit.cohortimport.workspace.BrazeKey;
import ai.kubit.cohortimport.workspace.BrazeKeys;
import ai.kubit.cohortimport.workspace.LocalBrazeKeys;
import ai.kubit.cohortimport.workspace.RestEndpoint;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class BrazeConnectionTest {
  private static final String SUCCESS = "{\"message\":\"success\"}";
  private static final String CANARY = "canary-key";

  private final SystemTime time = new SystemTime();
  private final Deadline end = Deadline.in(time, Duration.ofMinutes(5));
  private final List<ChangeResult> results = new ArrayList<>();
  private BrazeKeys keys = new LocalBrazeKeys(new BrazeKey(CANARY));
  private PartnerCohort cohort =
      new PartnerCohort("c1", "VIP", Instant.parse("2026-01-02T03:04:05Z"));
  private RawServer server;
  private BrazeConnection connection;
  private CohortDelivery delivery;

  @AfterEach
  void close() throws IOException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @Test
  void attributeModeTracksUsers() throws Exception {
    open(DeliveryMode.ATTRIBUTE, exchange -> exchange.answer(201, "", SUCCESS));

    assertThat(deliver(160)).isEmpty();

    assertThat(results).hasSize(160).containsOnly(ChangeResult.ACCEPTED);
    assertThat(server.exchanges).hasSize(3);
    assertThat(server.exchanges.get(0).header("authorization")).isEqualTo("Bearer " + CANARY);
    assertThat(server.exchanges.get(0).body())
        .startsWith("{\"attributes\":[{\"external_id\":\"u")
        .contains("\"_update_existing_only\":true,\"Kubit cohorts\":{\"add\":[\"VIP\"]}");
  }

  @Test
  void aConnectionThatDiedWhileNobodyLookedCostsNothing() throws Exception {
    open(
        DeliveryMode.ATTRIBUTE,
        exchange -> {
          if (server.exchanges.size() == 2) {
            exchange.reset();
          } else {
            exchange.answer(201, "", SUCCESS);
          }
        });
    deliver(1);

    delivery.send("add-1", 0, change(0));
    assertThat(delivery.drain()).isEmpty();

    assertThat(results).hasSize(2).containsOnly(ChangeResult.ACCEPTED);
    assertThat(delivery.effort().retries()).isEqualTo(1);
  }

  @Test
  void cohortModeSendsAThousandMembersAtOnce() throws Exception {
    open(DeliveryMode.COHORT, exchange -> exchange.answer(201, "", "{}"));

    assertThat(deliver(2_500)).isEmpty();

    assertThat(results).hasSize(2_500).containsOnly(ChangeResult.ACCEPTED);
    assertThat(paths()).hasSize(3).containsOnly("/partners/kubit/cohorts/users");
    assertThat(server.exchanges.get(0).header("authorization")).isEmpty();
  }

  @Test
  void anEmptySuccessOfAPartnerCohortIsASuccess() throws Exception {
    open(DeliveryMode.COHORT, exchange -> exchange.answer(200, "", ""));

    assertThat(deliver(1)).isEmpty();

    assertThat(results).containsOnly(ChangeResult.ACCEPTED);
  }

  @Test
  void b11APageIsNoSuccessOfAPartnerCohortEither() throws Exception {
    open(DeliveryMode.COHORT, exchange -> exchange.answer(200, "", "<html>Sign in</html>"));

    assertThat(deliver(1)).isEmpty();

    assertThat(results).hasSize(1).allMatch(ChangeResult.Unknown.class::isInstance);
  }

  @Test
  void theNameIsToldInACallOfItsOwn() throws Exception {
    open(
        DeliveryMode.COHORT,
        exchange -> exchange.answer(server.exchanges.size() <= 2 ? 423 : 201, "", "{}"));

    assertThat(tellName()).isEmpty();

    assertThat(paths()).hasSize(3).containsOnly("/partners/kubit/cohorts");
    assertThat(server.exchanges.get(0).body())
        .contains("\"cohort_id\":\"c1\"")
        .contains("\"name\":\"VIP\"")
        .contains("\"created_at\":\"2026-01-02T03:04:05Z\"");
  }

  @Test
  void aLockedCohortIsTriedAgain() throws Exception {
    open(
        DeliveryMode.COHORT,
        exchange -> exchange.answer(server.exchanges.size() <= 2 ? 423 : 201, "", "{}"));

    assertThat(deliver(1)).isEmpty();

    assertThat(results).containsOnly(ChangeResult.ACCEPTED);
  }

  @Test
  void aNameThatBrazeDoesNotTakeEndsTheImport() throws Exception {
    open(
        DeliveryMode.COHORT,
        exchange -> exchange.answer(400, "", "{\"message\":\"something new\"}"));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) tellName().orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.BAD_SCHEDULE);
    assertThat(paths()).containsOnly("/partners/kubit/cohorts");
  }

  @Test
  void aSecretThatBrazeRepeatsGoesNowhere() throws Exception {
    open(
        DeliveryMode.COHORT,
        exchange ->
            exchange.answer(
                401,
                "",
                "{\"message\":\"Partner not enabled for client with client secret: "
                    + CANARY
                    + "\"}"));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(1).orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.BRAZE_KEY);
    assertThat(failed.message()).contains("data import key").contains("KUBIT_LOCAL_KEY");
    assertThat(failed.toString()).doesNotContain(CANARY);
  }

  @Test
  void theRefusedHalfOfAPartnersKeysIsNamed() throws Exception {
    open(
        DeliveryMode.COHORT,
        exchange -> exchange.answer(401, "", "{\"message\":\"Invalid Partner API key\"}"));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(1).orElseThrow();

    assertThat(failed.message()).contains("partner API key").contains("KUBIT_LOCAL_KEY");
  }

  @Test
  void aMissingKeyIsNamed() throws Exception {
    keys = new StoredKeys(Optional.empty(), Optional.empty());
    open(DeliveryMode.ATTRIBUTE, exchange -> exchange.answer(201, "", SUCCESS));

    assertThatThrownBy(() -> connection.sender(cohort))
        .isInstanceOfSatisfying(
            ImportStoppedException.class,
            stopped -> assertThat(stopped.reason()).isEqualTo(Reason.KEY_MISSING))
        .hasMessageContaining("w1/rest-key");
  }

  @Test
  void theCheckTellsWhatIsWrong() throws Exception {
    String noData =
        "{\"message\":\"Valid data must be provided in the 'attributes', 'events', or 'purchases'"
            + " fields.\"}";
    check(400, noData, WorkspaceCheck.Ok.class);
    check(201, SUCCESS, WorkspaceCheck.Ok.class);
    check(401, "{\"message\":\"Invalid API key: canary-key\"}", WorkspaceCheck.InvalidKey.class);
    check(401, "Unauthorized", WorkspaceCheck.WrongClusterOrKey.class);
    check(403, "{\"message\":\"Access Denied\"}", WorkspaceCheck.MissingPermission.class);
    check(404, "", WorkspaceCheck.NoBraze.class);
    check(405, "", WorkspaceCheck.NoBraze.class);
    check(429, "", WorkspaceCheck.Unreachable.class);
    check(503, "", WorkspaceCheck.Unreachable.class);
    check(200, "<html>", WorkspaceCheck.Unreachable.class);
  }

  @Test
  void theCheckOfACohortModeChangesNobody() throws Exception {
    open(DeliveryMode.COHORT, exchange -> exchange.answer(201, "", "{}"));

    assertThat(connection.check()).isInstanceOf(WorkspaceCheck.Ok.class);

    assertThat(paths()).containsExactly("/partners/kubit/cohorts/users");
    assertThat(server.exchanges.get(0).body()).endsWith("\"cohort_changes\":[]}");
  }

  @ParameterizedTest
  @EnumSource(DeliveryMode.class)
  void theCheckIsOfTheKeyThatIsStoredNow(DeliveryMode mode) throws Exception {
    keys =
        new StoredKeys(
            Optional.of(new BrazeKey("key-before")), Optional.of(new BrazeKey("key-now")));
    open(mode, exchange -> exchange.answer(201, "", SUCCESS));

    connection.check();

    RawServer.Exchange request = server.exchanges.get(0);
    assertThat(request.head() + request.body()).contains("key-now");
  }

  @Test
  void devicesAreLookedUpOneByOneAndIdentifiedUsersAreLeftAlone() throws Exception {
    Map<String, String> users =
        Map.of(
            "anonymous", "[{\"braze_id\":\"b1\"}]",
            "identified", "[{\"braze_id\":\"b2\",\"external_id\":\"u\"}]",
            "shared", "[{\"braze_id\":\"b2\",\"external_id\":\"u\"},{\"braze_id\":\"b3\"}]",
            "nobody", "[]");
    open(
        DeliveryMode.ATTRIBUTE,
        exchange -> {
          String device = between(exchange.body(), ":\"", "\",");
          exchange.answer(200, "", "{\"message\":\"success\",\"users\":" + users.get(device) + "}");
        });

    assertThat(lookUp("anonymous", "identified", "shared", "nobody")).isEmpty();

    assertThat(results)
        .containsExactlyInAnyOrder(
            new ChangeResult.Device(DeviceFinding.found("b1")),
            new ChangeResult.Device(DeviceFinding.IDENTIFIED),
            new ChangeResult.Device(DeviceFinding.found("b3")),
            new ChangeResult.Device(DeviceFinding.UNKNOWN));
    assertThat(server.exchanges.get(0).body())
        .endsWith("\"fields_to_export\":[\"braze_id\",\"external_id\"]}");
  }

  @Test
  void aLookupWithoutPermissionSaysWhichOneIsMissing() throws Exception {
    open(DeliveryMode.ATTRIBUTE, exchange -> exchange.answer(403, "", "Access Denied"));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) lookUp("d").orElseThrow();

    assertThat(results).containsOnly(ChangeResult.NOT_SENT);
    assertThat(failed.message()).contains("users.export.ids");
  }

  @Test
  void theCheckSaysWhetherProfilesMayBeAskedFor() throws Exception {
    open(DeliveryMode.ATTRIBUTE, exchange -> exchange.answer(201, "", SUCCESS));
    assertThat(connection.check().sentence())
        .contains("accepts the REST API key for /users/track")
        .contains("also allows /users/export/ids");
    assertThat(paths()).containsExactly("/users/track", "/users/export/ids");
    close();

    open(
        DeliveryMode.ATTRIBUTE,
        exchange ->
            exchange.answer(exchange.head().contains("/users/export") ? 403 : 201, "", SUCCESS));
    assertThat(connection.check())
        .isInstanceOf(WorkspaceCheck.MissingPermission.class)
        .extracting(WorkspaceCheck::sentence, STRING)
        .contains("the key has the permission users.export.ids");
  }

  /** Fifty profiles may be longer together than any answer that is read. */
  @Test
  void profilesThatAreTooLongTogetherAreAskedForInSmallerParts() throws Exception {
    String manyBytes = "x".repeat(30_000);
    open(
        DeliveryMode.ATTRIBUTE,
        exchange -> {
          String ids = between(exchange.body(), "[\"", "\"]");
          String users =
              Stream.of(ids.split("\",\""))
                  .map(id -> "{\"external_id\":\"%s\",\"bio\":\"%s\"}".formatted(id, manyBytes))
                  .collect(Collectors.joining(","));
          exchange.answer(200, "", "{\"message\":\"success\",\"users\":[" + users + "]}");
        });

    try (CohortDelivery questions = delivery(connection.profiles())) {
      for (int i = 0; i < 50; i++) {
        questions.send("holders-E", i, change(i));
      }
      assertThat(questions.drain()).isEmpty();
    }

    assertThat(results).hasSize(50).containsOnly(new ChangeResult.Profile(ProfileFinding.EXISTS));
    assertThat(server.exchanges).hasSize(3);
  }

  private void check(int status, String body, Class<?> expected) throws Exception {
    open(DeliveryMode.ATTRIBUTE, exchange -> exchange.answer(status, "", body));
    WorkspaceCheck check = connection.check();
    assertThat(check).isInstanceOf(expected);
    assertThat(check.sentence()).isNotBlank().doesNotContain(CANARY);
    assertThat(server.exchanges.get(0).body()).isEqualTo("{\"attributes\":[]}");
    close();
  }

  private void open(DeliveryMode mode, RawServer.Script script) throws IOException {
    server = new RawServer(script);
    connection =
        BrazeConnections.to(new LocalBraze(server.uri(), Optional.empty()), keys)
            .open(workspace(mode), end);
  }

  private Optional<DeliveryStop> deliver(int objects) throws InterruptedException {
    delivery = delivery(connection.sender(cohort));
    for (int i = 0; i < objects && delivery.send("add-0", i, change(i)); i++) {}
    return delivery.drain();
  }

  private Optional<DeliveryStop> tellName() throws InterruptedException {
    CohortDelivery naming = delivery(connection.naming(cohort));
    naming.send("name", 0, change(0));
    return naming.drain();
  }

  private Optional<DeliveryStop> lookUp(String... devices) throws InterruptedException {
    CohortDelivery lookups = delivery(connection.devices());
    for (int i = 0; i < devices.length; i++) {
      lookups.send("lookup-00", i, MemberChange.adding(MemberId.deviceId(devices[i]), "VIP"));
    }
    return lookups.drain();
  }

  private CohortDelivery delivery(BatchSender sender) {
    return new CohortDelivery(
        sender,
        new RateLimiter(500),
        new DeliveryLeg(
            time,
            end,
            end,
            RetryPolicy.standard(new Random(1)),
            (step, first, changes, answers, at) -> results.addAll(answers)),
        CohortDelivery.Settings.of(500));
  }

  private List<String> paths() {
    return server.exchanges.stream()
        .map(exchange -> between(exchange.head(), "POST ", " HTTP"))
        .toList();
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static MemberChange change(int number) {
    return MemberChange.adding(MemberId.externalId("u" + number), "VIP");
  }

  private static Workspace workspace(DeliveryMode mode) {
    return new Workspace(
        "w1",
        RestEndpoint.of("https://rest.iad-01.braze.com"),
        new Workspace.DeliveryWay(mode, "Kubit cohorts", "kubit"),
        new Workspace.WorkspaceLimits(500, 75, 4),
        new Workspace.DeviceLookups(Workspace.DeviceLookup.ON, 2_400));
  }

  /** Keys of which one is remembered from before. */
  private record StoredKeys(Optional<BrazeKey> remembered, Optional<BrazeKey> stored)
      implements BrazeKeys {
    @Override
    public Optional<BrazeKey> find(String workspaceId, Purpose purpose) {
      return remembered;
    }

    @Override
    public Optional<BrazeKey> findAgain(String workspaceId, Purpose purpose) {
      return stored;
    }

    @Override
    public Optional<BrazeKey> findPartner(PartnerRegion region) {
      return remembered;
    }
  }
}

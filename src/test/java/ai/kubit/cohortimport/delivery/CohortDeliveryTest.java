package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.Replies;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.FakeSender.Request;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CohortDeliveryTest {
  private static final Duration LATENCY = Duration.ofMillis(100);

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final Map<String, ChangeResult> results = new TreeMap<>();
  private final Set<String> notSent = new TreeSet<>();
  private Deadline leg = Deadline.in(time, Duration.ofMinutes(14));
  private Deadline fence = Deadline.in(time, Duration.ofHours(1));
  private CohortDelivery.Settings settings = CohortDelivery.Settings.of(500).withMaxInFlight(50);
  private double requestsPerSecond = 500;
  private FakeSender sender;
  private CohortDelivery delivery;

  /** A delivery that waits for ever must fail, not hang. */
  @BeforeEach
  void endThis() {
    time.after(
        Duration.ofHours(1),
        () -> {
          throw new AssertionError("the delivery waits for ever");
        });
  }

  @Test
  void everyObjectIsAnsweredOnce() throws Exception {
    braze(FakeSender::success);

    assertThat(deliver(1_000)).isEmpty();

    assertThat(results).hasSize(1_000).containsValue(ChangeResult.ACCEPTED);
    assertThat(sender.requests).hasSize(14);
    assertThat(delivery.effort()).isEqualTo(new DeliveryEffort(14, 0, 0));
  }

  @Test
  void nothingToSendNeedsNoRequest() throws Exception {
    braze(FakeSender::success);

    assertThat(deliver(0)).isEmpty();

    assertThat(sender.requests).isEmpty();
  }

  @Test
  void aBatchNeverMixesSteps() throws Exception {
    braze(FakeSender::success);

    delivery.send("remove-0", 0, change(0));
    delivery.send("remove-1", 0, change(1));
    delivery.drain();

    assertThat(sender.requests).extracting(request -> request.batch().size()).containsExactly(1, 1);
    assertThat(results).containsOnlyKeys("remove-0/0", "remove-1/0");
  }

  @Test
  void batchesOfSeveralStepsAreOnTheirWayAtOnce() throws Exception {
    braze(FakeSender::success);

    delivery.send("remove-0", 0, change(0));
    delivery.send("remove-1", 0, change(1));
    delivery.drain();

    assertThat(sender.mostAtOnce).isEqualTo(2);
  }

  @Test
  void moreCanBeSentAfterDraining() throws Exception {
    braze(FakeSender::success);
    delivery.send("remove-0", 0, change(0));
    delivery.drain();

    delivery.send("add-0", 0, change(0));
    delivery.drain();

    assertThat(results).containsOnlyKeys("remove-0/0", "add-0/0");
  }

  @Test
  void aBatchEndsBeforeTheBodyGrowsTooLarge() throws Exception {
    settings = settings.withMaxBodyBytes(30);
    sender = new FakeSender(time, LATENCY, FakeSender::success);
    BatchSender heavy =
        new Forwarding(sender) {
          @Override
          public int maxBytes(MemberChange change) {
            return 12;
          }
        };
    delivery = delivery(heavy);

    deliver(5);

    assertThat(sender.requests)
        .extracting(request -> request.batch().size())
        .containsExactly(2, 2, 1);
  }

  @Test
  void neverMoreRequestsAreOnTheirWayThanAllowed() throws Exception {
    settings = settings.withMaxInFlight(3);
    braze(FakeSender::success);

    deliver(75 * 20);

    assertThat(sender.mostAtOnce).isEqualTo(3);
  }

  @Test
  void noMoreRequestsAreOnTheirWayThanTheAnswerTimesAskFor() throws Exception {
    Duration took = tenSecondsOfRequests(Duration.ofMillis(50), Duration.ZERO);

    assertThat(sender.mostAtOnce).isBetween(50, 85);
    assertThat(took).isLessThan(Duration.ofMillis(10_050));
  }

  @Test
  void handshakesAreNoReasonForMoreConnections() throws Exception {
    Duration took = tenSecondsOfRequests(Duration.ofMillis(50), Duration.ofMillis(3));

    assertThat(sender.mostAtOnce).isBetween(50, 100);
    assertThat(took).isLessThan(Duration.ofMillis(10_050));
  }

  @Test
  void slowAnswersCostNoPace() throws Exception {
    Duration took = tenSecondsOfRequests(Duration.ofMillis(200), Duration.ZERO);

    assertThat(sender.mostAtOnce).isBetween(200, 300);
    assertThat(took).isLessThan(Duration.ofMillis(10_400));
  }

  @Test
  void slowAnswersThatComeOneByOneCostNoPaceEither() throws Exception {
    Duration took = tenSecondsOfRequests(Duration.ofMillis(200), Duration.ofMillis(3));

    assertThat(sender.mostAtOnce).isBetween(200, 300);
    assertThat(took).isLessThan(Duration.ofMillis(10_600));
  }

  private Duration tenSecondsOfRequests(Duration latency, Duration handshake) throws Exception {
    requestsPerSecond = 1_000;
    settings = oneByOne(300);
    sender = new FakeSender(time, latency, FakeSender::success).withHandshake(handshake);
    delivery = delivery(sender);
    deliver(10_000);
    return Duration.between(start, time.now());
  }

  @Test
  void theRateStaysBelowTheWorkspacesLimit() throws Exception {
    requestsPerSecond = 10;
    braze(FakeSender::success);

    deliver(75 * 100);

    assertThat(Duration.between(start, time.now())).isGreaterThan(Duration.ofMillis(9_800));
  }

  @Test
  void threeRefusedObjectsOfABatchAreExactlyTheseThree() throws Exception {
    braze(
        request ->
            json(
                201,
"""
{"message":"success","attributes_processed":72,"errors":[
{"index":0,"input_array":"attributes","type":"'external_id' must be fewer than 988 bytes"},
{"index":7,"input_array":"attributes","type":"provided external_id is blacklisted and disallowed"},
{"index":74,"input_array":"attributes","type":"surprise about u74"}]}
"""));

    deliver(75);

    assertThat(results.values()).filteredOn(ChangeResult.ACCEPTED::equals).hasSize(72);
    assertThat(results.get("add-0/0")).isEqualTo(refused(RefusalReason.EXTERNAL_ID_TOO_LONG));
    assertThat(results.get("add-0/7")).isEqualTo(refused(RefusalReason.EXTERNAL_ID_BLOCKED));
    assertThat(results.get("add-0/74")).isEqualTo(refused(RefusalReason.OTHER));
    assertThat(sender.requests).hasSize(1);
  }

  @Test
  void aBatchOfOnlyInvalidObjectsIsRefusedOneByOne() throws Exception {
    braze(
        request ->
            json(
                400,
"""
{"message":"Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.",
"errors":[{"index":0,"input_array":"attributes","type":"BLACKLISTED_EXTERNAL_USER_ID"},
{"index":1,"input_array":"attributes","type":"EXTERNAL_USER_ID_TOO_LARGE"}]}
"""));

    deliver(2);

    assertThat(results.values())
        .containsExactly(
            refused(RefusalReason.EXTERNAL_ID_BLOCKED),
            refused(RefusalReason.EXTERNAL_ID_TOO_LONG));
    assertThat(sender.requests).hasSize(1);
  }

  @Test
  void whatA400DoesNotNameIsSentAgain() throws Exception {
    braze(
        request ->
            request.batch().contains(change(3))
                ? json(
                    400, "{\"message\":\"no\",\"errors\":[{\"index\":3,\"type\":\"is required\"}]}")
                : success(request));

    deliver(6);

    assertThat(results).hasSize(6);
    assertThat(results.get("add-0/3")).isEqualTo(refused(RefusalReason.IDENTIFIER_MISSING));
    assertThat(results.values()).filteredOn(ChangeResult.ACCEPTED::equals).hasSize(5);
    assertThat(sender.requests).hasSize(2);
  }

  @Test
  void oneGuiltyObjectOfAnUnexplained400IsIsolated() throws Exception {
    braze(
        request ->
            request.batch().contains(change(41)) ? json(400, "bad request") : success(request));

    assertThat(deliver(75)).isEmpty();

    assertThat(results).hasSize(75);
    assertThat(results.get("add-0/41")).isEqualTo(refused(RefusalReason.REFUSED_ALONE));
    assertThat(results.values()).filteredOn(ChangeResult.ACCEPTED::equals).hasSize(74);
    assertThat(sender.requests).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void aBodyThatIsTooLargeIsHalved() throws Exception {
    braze(request -> request.batch().size() > 20 ? json(413, "") : success(request));

    deliver(75);

    assertThat(results).hasSize(75).containsValue(ChangeResult.ACCEPTED);
    assertThat(sender.requests).hasSize(7);
  }

  @Test
  void theSmallerBatchThatBrazeAllowsIsLearned() throws Exception {
    braze(
        request ->
            request.batch().size() > 50
                ? json(400, "{\"message\":\"Max Input Length Exceeded\"}")
                : success(request));
    settings = settings.withMaxInFlight(1);
    delivery = delivery(sender);

    deliver(75 + 50 * 3);

    assertThat(delivery.learnedBatchSize()).hasValue(50);
    assertThat(results).hasSize(225);
    assertThat(sender.requests.stream().filter(request -> request.batch().size() > 50).count())
        .isLessThanOrEqualTo(2);
  }

  @Test
  void anEvenSmallerLimitIsLearnedToo() throws Exception {
    braze(
        request ->
            request.batch().size() > 10
                ? json(400, "{\"message\":\"Max Input Length Exceeded\"}")
                : success(request));

    assertThat(deliver(150)).isEmpty();

    assertThat(results).hasSize(150).containsValue(ChangeResult.ACCEPTED);
    assertThat(delivery.learnedBatchSize().orElseThrow()).isLessThanOrEqualTo(10);
  }

  @Test
  void aBurstOfServerErrorsIsRiddenOut() throws Exception {
    Instant recovery = start.plusSeconds(30);
    braze(
        request ->
            time.now().isBefore(recovery)
                ? json(List.of(500, 502, 503, 504).get(sender.requests.size() % 4), "<html>")
                : success(request));

    assertThat(deliver(75 * 400)).isEmpty();

    assertThat(results).hasSize(75 * 400).containsValue(ChangeResult.ACCEPTED);
    assertThat(delivery.effort().retries()).isLessThan(150);
  }

  @Test
  void aLastingOutageInterrupts() throws Exception {
    braze(request -> json(503, ""));

    Optional<DeliveryStop> stop = deliver(75 * 400);

    assertThat(stop).containsInstanceOf(DeliveryStop.Interrupted.class);
    assertThat(((DeliveryStop.Interrupted) stop.orElseThrow()).resumeAt())
        .isAfter(time.now().plus(Duration.ofMinutes(4)));
    assertThat(results.values()).isNotEmpty().containsOnly(ChangeResult.STOPPED);
    assertThat(sender.requests).hasSizeLessThan(50 + 100);
    assertThat(Duration.between(start, time.now())).isLessThan(Duration.ofMinutes(4));
  }

  @Test
  void aLonelyServerErrorIsRetried() throws Exception {
    braze(request -> sender.requests.size() == 1 ? json(500, "") : success(request));

    assertThat(deliver(75)).isEmpty();

    assertThat(results).hasSize(75).containsValue(ChangeResult.ACCEPTED);
    assertThat(delivery.effort()).isEqualTo(new DeliveryEffort(2, 1, 0));
  }

  @Test
  void anObjectThatBreaksBrazesServersIsIsolated() throws Exception {
    braze(request -> request.batch().contains(change(200)) ? json(500, "") : success(request));
    requestsPerSecond = 5;
    delivery = delivery(sender);

    assertThat(deliver(75 * 400)).isEmpty();

    assertThat(results).hasSize(75 * 400);
    assertThat(results.get("add-0/200"))
        .isEqualTo(ChangeResult.unknown(UnknownReason.SERVER_ERROR));
    assertThat(results.values()).filteredOn(ChangeResult.ACCEPTED::equals).hasSize(75 * 400 - 1);
  }

  @Test
  void anObjectThatBreaksBrazesServersIsIsolatedWhenEverythingElseIsDone() throws Exception {
    braze(request -> names(request, "u100") ? json(500, "") : FakeSender.success(request));

    assertThat(deliver(4_000)).isEmpty();

    assertThat(results).hasSize(4_000);
    assertThat(results.values()).filteredOn(ChangeResult.Unknown.class::isInstance).hasSize(1);
    assertThat(results.get("add-0/100")).isInstanceOf(ChangeResult.Unknown.class);
  }

  @Test
  void anObjectThatBreaksBrazesServersIsIsolatedInASingleBatch() throws Exception {
    braze(breaking("u31"));

    assertThat(deliver(75)).isEmpty();

    assertOnlyUnknown(75, "add-0/31");
    assertThat(sender.requests).hasSizeLessThan(40);
    assertThat(Duration.between(start, time.now())).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void objectsThatBreakBrazesServersAreIsolatedInASmallImport() throws Exception {
    braze(breaking("u0", "u200", "u749"));

    assertThat(deliver(750)).isEmpty();

    assertOnlyUnknown(750, "add-0/0", "add-0/200", "add-0/749");
    assertThat(sender.requests).hasSizeLessThan(90);
  }

  @Test
  void anObjectThatBreaksBrazesServersIsIsolatedThoughItTravelsAlone() throws Exception {
    braze(breaking("u75"));
    settings = settings.withMaxInFlight(1);
    delivery = delivery(sender);

    assertThat(deliver(76)).isEmpty();

    assertOnlyUnknown(76, "add-0/75");
  }

  @Test
  void aWitnessWhomBrazeRefusesIsNotReportedTwice() throws Exception {
    braze(
        request -> {
          if (names(request, "u75")) {
            return json(500, "");
          }
          return sender.requests.size() == 1
              ? success(request)
              : json(
                  400,
                  """
                  {"message":"no","errors":[{"index":0,"input_array":"attributes","type":"x"}]}\
                  """);
        });
    settings = settings.withMaxInFlight(1);
    delivery = delivery(sender);

    assertThat(deliver(76)).isEmpty();

    assertOnlyUnknown(76, "add-0/75");
  }

  /** Whether it is the object or Braze nobody can tell, where there is nothing to compare with. */
  @Test
  void aLonelyObjectIsNotBlamedForWhatMayBeAnOutage() throws Exception {
    braze(breaking("u0"));

    assertThat(deliver(1)).containsInstanceOf(DeliveryStop.Interrupted.class);

    assertThat(results.values()).containsOnly(ChangeResult.STOPPED);
    assertThat(sender.requests).hasSizeLessThan(30);
  }

  @Test
  void theEvidenceOfOnePhaseIsNotAskedForInTheNext() throws Exception {
    braze(breaking("u75"));
    deliver(75);

    delivery.send("add-1", 0, change(75));
    assertThat(delivery.drain()).containsInstanceOf(DeliveryStop.Interrupted.class);

    assertThat(sender.requests.stream().filter(request -> names(request, "u0"))).hasSize(1);
  }

  @Test
  void anOutageThatBeginsAmidSuccessBlamesNoObject() throws Exception {
    for (int objects : List.of(76, 77, 150, 300, 3_000)) {
      Instant outage = time.now().plusMillis(50);
      leg = Deadline.in(time, Duration.ofMinutes(14));
      settings = settings.withMaxInFlight(1);
      braze(request -> request.at().isBefore(outage) ? success(request) : json(503, ""));

      assertThat(deliver(objects)).containsInstanceOf(DeliveryStop.Interrupted.class);

      assertThat(results.values())
          .as(objects + " objects")
          .containsOnly(ChangeResult.ACCEPTED, ChangeResult.STOPPED);
      assertThat(sender.requests).hasSizeLessThan(40);
    }
  }

  @Test
  void anOutageCostsFewRequestsThoughBatchesAreHalvedInIt() throws Exception {
    for (int objects : List.of(1, 2, 75, 76, 300, 3_000)) {
      leg = Deadline.in(time, Duration.ofMinutes(14));
      braze(request -> json(503, ""));

      assertThat(deliver(objects)).containsInstanceOf(DeliveryStop.Interrupted.class);

      assertThat(results.values()).containsOnly(ChangeResult.STOPPED);
      assertThat(sender.requests).as(objects + " objects").hasSizeLessThan(50 + 30);
    }
  }

  @Test
  void whatWasHalvedInAnOutageIsDeliveredAfterIt() throws Exception {
    for (int objects : List.of(1, 75, 300)) {
      Instant recovery = time.now().plusSeconds(60);
      braze(request -> time.now().isBefore(recovery) ? json(503, "") : success(request));

      assertThat(deliver(objects)).isEmpty();

      assertThat(results).hasSize(objects);
      assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
      assertThat(sender.requests).as(objects + " objects").hasSizeLessThan(50);
    }
  }

  private static Function<Request, Reply> breaking(String... ids) {
    return request ->
        Stream.of(ids).anyMatch(id -> names(request, id)) ? json(500, "") : success(request);
  }

  private void assertOnlyUnknown(int objects, String... unknown) {
    assertThat(results).hasSize(objects);
    assertThat(results.values())
        .filteredOn(ChangeResult.ACCEPTED::equals)
        .hasSize(objects - unknown.length);
    assertThat(results)
        .extractingByKeys(unknown)
        .containsOnly(ChangeResult.unknown(UnknownReason.SERVER_ERROR));
  }

  private static boolean names(Request request, String id) {
    return request.batch().stream().anyMatch(change -> change.member().id().equals(id));
  }

  @Test
  void aRateLimitIsWaitedOut() throws Exception {
    braze(
        request ->
            sender.requests.size() == 1
                ? json(429, Map.of("X-Ratelimit-Retry-After", "7"), "")
                : success(request));

    assertThat(deliver(75)).isEmpty();

    assertThat(results).hasSize(75).containsValue(ChangeResult.ACCEPTED);
    assertThat(sender.requests.get(1).at()).isAfterOrEqualTo(start.plusSeconds(7));
    assertThat(delivery.effort()).isEqualTo(new DeliveryEffort(2, 1, 1));
  }

  @Test
  void aRateLimitWithoutHeadersIsRetriedToo() throws Exception {
    braze(request -> sender.requests.size() <= 3 ? json(429, "") : success(request));

    assertThat(deliver(75)).isEmpty();

    assertThat(results).hasSize(75).containsValue(ChangeResult.ACCEPTED);
  }

  @Test
  void anHourlyLimitInterruptsInsteadOfWaiting() throws Exception {
    Instant reset = start.plus(Duration.ofMinutes(50));
    braze(
        request ->
            sender.requests.size() > 3
                ? json(
                    429, Map.of("x-ratelimit-reset", Long.toString(reset.getEpochSecond())), "{}")
                : success(request));

    Optional<DeliveryStop> stop = deliver(75 * 100);

    assertThat(((DeliveryStop.Interrupted) stop.orElseThrow()).resumeAt())
        .isBetween(reset.minusSeconds(1), reset.plusSeconds(1));
    assertThat(Duration.between(start, time.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(results).hasSize(75 * 3);
  }

  @Test
  void aRateLimitThatNeverEndsInterrupts() throws Exception {
    braze(request -> json(429, Map.of("Retry-After", "1"), ""));

    Optional<DeliveryStop> stop = deliver(75 * 400);

    assertThat(stop).containsInstanceOf(DeliveryStop.Interrupted.class);
    assertThat(sender.requests).hasSizeLessThan(200);
  }

  @Test
  void aLimitBelowTheConfiguredOneIsFoundOut() throws Exception {
    Map<Long, Integer> perSecond = new TreeMap<>();
    braze(
        request ->
            perSecond.merge(request.at().getEpochSecond(), 1, Integer::sum) > 50
                ? json(429, "")
                : success(request));
    settings = oneByOne(250);
    delivery = delivery(sender);

    assertThat(deliver(2_000)).isEmpty();

    assertThat(results).hasSize(2_000).containsValue(ChangeResult.ACCEPTED);
    assertThat(delivery.effort().rateLimited()).isLessThan(500);
    assertThat(Duration.between(start, time.now())).isLessThan(Duration.ofSeconds(90));
  }

  @Test
  void answersWithoutSenseAreTriedAgainAndThenUnknown() throws Exception {
    for (String body :
        List.of("", "<html>", "{\"message\":\"succ", "[]", "{\"message\":\"queued\"}", "{}")) {
      results.clear();
      braze(request -> json(201, body));

      assertThat(deliver(2)).isEmpty();

      assertThat(results.values())
          .containsOnly(ChangeResult.unknown(UnknownReason.SENSELESS_ANSWER))
          .hasSize(2);
      assertThat(sender.requests).as(body).hasSize(3);
    }
  }

  @Test
  void oneAnswerWithoutSenseIsForgottenAfterAGoodOne() throws Exception {
    braze(request -> sender.requests.size() == 1 ? json(200, "<html>") : success(request));

    deliver(2);

    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
  }

  @Test
  void lostAnswersAreTriedAgain() throws Exception {
    for (TransportFailure failure :
        List.of(
            TransportFailure.NOT_SENT,
            TransportFailure.CONNECTION_CLOSED,
            TransportFailure.UNKNOWN_FATE)) {
      braze(request -> sender.requests.size() == 1 ? Replies.lost(failure) : success(request));

      assertThat(deliver(2)).as(failure.name()).isEmpty();

      assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
    }
  }

  @Test
  void aDeadConnectionIsRetriedAtOnce() throws Exception {
    braze(
        request ->
            sender.requests.size() == 1
                ? Replies.lost(TransportFailure.CONNECTION_CLOSED)
                : success(request));

    deliver(2);

    assertThat(Duration.between(start, time.now())).isLessThan(LATENCY.multipliedBy(3));
  }

  @Test
  void anAnswerThatNeverComesIsGivenUpAfterTheRequestsLife() throws Exception {
    braze(request -> sender.requests.size() == 1 ? null : success(request));

    assertThat(deliver(2)).isEmpty();

    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
    assertThat(sender.requests.get(1).at()).isAfterOrEqualTo(start.plusSeconds(20));
  }

  @Test
  void b7AServerThatIsNotBrazeGetsNothingAndIsNotTriedAgain() throws Exception {
    braze(request -> Replies.lost(TransportFailure.UNTRUSTED));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75 * 100).orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.BRAZE_NOT_FOUND);
    assertThat(failed.message()).contains("certificate", "engineers", "restEndpoint");
    assertThat(sender.requests).hasSizeLessThanOrEqualTo(50);
    assertThat(results).isEmpty();
  }

  @Test
  void aRotatedKeyIsFetchedOnce() throws Exception {
    braze(request -> sender.renewals == 0 ? json(401, "Invalid API key: k") : success(request));
    sender.hasOtherKey = true;

    assertThat(deliver(75 * 10)).isEmpty();

    assertThat(results).hasSize(750).containsValue(ChangeResult.ACCEPTED);
    assertThat(sender.renewals).isEqualTo(1);
  }

  @Test
  void aKeyThatStaysRefusedEndsTheImport() throws Exception {
    braze(request -> json(401, "Invalid API key: canary"));
    sender.hasOtherKey = true;

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75 * 100).orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.BRAZE_KEY);
    assertThat(failed.toString()).doesNotContain("canary");
    assertThat(sender.renewals).isEqualTo(1);
    assertThat(sender.requests).hasSizeLessThanOrEqualTo(100);
    assertThat(results).isEmpty();
  }

  @Test
  void forbiddenAndNotFoundEndTheImport() throws Exception {
    for (Map.Entry<Integer, Reason> row :
        Map.of(
                403, Reason.BRAZE_FORBIDDEN,
                404, Reason.BRAZE_NOT_FOUND,
                302, Reason.BRAZE_NOT_FOUND)
            .entrySet()) {
      braze(request -> json(row.getKey(), "Access Denied"));

      DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(2).orElseThrow();

      assertThat(failed.reason()).isEqualTo(row.getValue());
      assertThat(sender.requests).hasSize(1);
    }
  }

  @Test
  void afterAFailureWhatMayHaveArrivedIsUnknown() throws Exception {
    settings = settings.withMaxInFlight(2);
    braze(
        request ->
            request.batch().contains(change(0))
                ? Replies.lost(TransportFailure.UNKNOWN_FATE)
                : json(404, ""));
    delivery = delivery(sender);

    assertThat(deliver(75 * 3)).containsInstanceOf(DeliveryStop.Failed.class);

    assertThat(results)
        .hasSize(75)
        .containsEntry("add-0/0", ChangeResult.unknown(UnknownReason.STOPPED))
        .containsEntry("add-0/74", ChangeResult.unknown(UnknownReason.STOPPED));
  }

  @Test
  void aWorkspaceThatRefusesEverythingIsNotAskedForEveryObject() throws Exception {
    braze(request -> json(400, "no"));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75 * 1_000).orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.BAD_WORKSPACE);
    assertThat(sender.requests).hasSizeLessThan(1_000);
  }

  @Test
  void theLegsEndStopsNewRequestsAndWaitsForTheOthers() throws Exception {
    requestsPerSecond = 1;
    leg = Deadline.in(time, Duration.ofSeconds(10));
    braze(FakeSender::success);

    assertThat(deliver(75 * 100)).contains(new DeliveryStop.OutOfTime());

    assertThat(sender.requests)
        .allMatch(request -> request.at().isBefore(start.plusSeconds(10)))
        .hasSizeBetween(9, 12);
    assertThat(results).hasSize(75 * sender.requests.size());
  }

  @Test
  void nothingIsSentBehindTheFence() throws Exception {
    requestsPerSecond = 1;
    fence = Deadline.in(time, Duration.ofSeconds(10));
    braze(FakeSender::success);

    assertThat(deliver(75 * 100)).contains(new DeliveryStop.OutOfTime());

    assertThat(sender.requests).allMatch(request -> request.at().isBefore(start.plusSeconds(10)));
  }

  @Test
  void theFenceHoldsAfterTheWallClockJumped() throws Exception {
    requestsPerSecond = 1;
    fence = Deadline.in(time, Duration.ofSeconds(10));
    braze(
        request -> {
          time.setWallClock(start);
          return success(request);
        });

    assertThat(deliver(75 * 100)).contains(new DeliveryStop.OutOfTime());

    assertThat(sender.requests).hasSizeLessThan(15);
  }

  @Test
  void aStoppedDeliveryTakesNothingMore() throws Exception {
    braze(request -> json(404, ""));
    deliver(2);

    assertThat(delivery.send("add-0", 2, change(2))).isFalse();
    assertThat(delivery.drain()).containsInstanceOf(DeliveryStop.Failed.class);
    assertThat(sender.requests).hasSize(1);
  }

  @Test
  void whatASuccessDoesNotAccountForIsTriedOnceMoreAndThenUnknown() throws Exception {
    for (String count : List.of("0", "2", "4", "-3", "2.5", "\"3\"", "null")) {
      braze(
          request -> json(201, "{\"message\":\"success\",\"attributes_processed\":" + count + "}"));

      assertThat(deliver(3)).isEmpty();

      assertThat(results.values())
          .as(count)
          .hasSize(3)
          .containsOnly(ChangeResult.unknown(UnknownReason.MISCOUNTED));
      assertThat(sender.requests).hasSize(2);
    }
  }

  @Test
  void aCountThatAddsUpAtTheSecondTryIsForgotten() throws Exception {
    braze(
        request ->
            sender.requests.size() == 1
                ? json(201, "{\"message\":\"success\",\"attributes_processed\":1}")
                : success(request));

    assertThat(deliver(3)).isEmpty();

    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
  }

  @Test
  void aBrazeThatAlwaysCountsOtherwiseIsNotAskedTwiceForEachBatch() throws Exception {
    braze(request -> json(201, "{\"message\":\"success\",\"attributes_processed\":0}"));
    settings = settings.withMaxInFlight(1);
    delivery = delivery(sender);

    assertThat(deliver(75 * 100)).isEmpty();

    assertThat(results).hasSize(75 * 100).doesNotContainValue(ChangeResult.ACCEPTED);
    assertThat(sender.requests).hasSize(105);
  }

  @Test
  void whomAMiscountNamesIsRefusedAndTheOthersAreUnknown() throws Exception {
    braze(
        request ->
            json(
                201,
                "{\"message\":\"success\",\"attributes_processed\":0,"
                    + (names(request, "u0")
                        ? "\"errors\":[{\"index\":0,\"type\":\"blacklisted\"}]}"
                        : "\"errors\":[]}")));

    assertThat(deliver(3)).isEmpty();

    assertThat(results.values())
        .containsExactly(
            refused(RefusalReason.EXTERNAL_ID_BLOCKED),
            ChangeResult.unknown(UnknownReason.MISCOUNTED),
            ChangeResult.unknown(UnknownReason.MISCOUNTED));
  }

  // A change that may have landed is never refused for certain

  private static final ChangeResult LATER = ChangeResult.unknown(UnknownReason.REFUSED_LATER);

  private List<Reply> doubtful() {
    return List.of(
        json(500, ""),
        json(408, ""),
        json(200, "<html>"),
        json(201, "{\"message\":\"success\",\"errors\":[{\"type\":\"x\"}]}"),
        json(201, "{\"message\":\"success\",\"attributes_processed\":0}"),
        Replies.lost(TransportFailure.CONNECTION_CLOSED),
        Replies.lost(TransportFailure.UNKNOWN_FATE));
  }

  @Test
  void aRefusalByNameAfterADoubtfulSendingIsUnknown() throws Exception {
    for (Reply doubtful : doubtful()) {
      braze(
          request ->
              sender.requests.size() == 1
                  ? doubtful
                  : json(
                      201,
                      """
                      {"message":"success","attributes_processed":9,"errors":[
                      {"index":0,"input_array":"attributes","type":"blacklisted"}]}\
                      """));

      assertThat(deliver(10)).as(doubtful.toString()).isEmpty();

      assertThat(results).hasSize(10).containsEntry("add-0/0", LATER);
      assertThat(results.values()).filteredOn(ChangeResult.ACCEPTED::equals).hasSize(9);
    }
  }

  @Test
  void aRefusalAloneAfterADoubtfulSendingIsUnknown() throws Exception {
    for (int status : List.of(400, 413, 422)) {
      for (Reply doubtful : doubtful()) {
        braze(
            request -> {
              if (sender.requests.size() == 1) {
                return doubtful;
              }
              return names(request, "u3") ? json(status, "") : success(request);
            });

        assertThat(deliver(10)).as(doubtful.toString()).isEmpty();

        assertThat(results).hasSize(10).containsEntry("add-0/3", LATER);
        assertThat(results.values()).filteredOn(ChangeResult.ACCEPTED::equals).hasSize(9);
      }
    }
  }

  @Test
  void theDoubtOutlastsASplitAndARenewedKey() throws Exception {
    List<Reply> first =
        List.of(
            json(500, ""), json(401, ""), json(400, "{\"message\":\"Max Input Length Exceeded\"}"));
    braze(
        request ->
            sender.requests.size() <= 3 ? first.get(sender.requests.size() - 1) : json(400, ""));
    sender.hasOtherKey = true;

    assertThat(deliver(10)).isEmpty();

    assertThat(results.values()).hasSize(10).containsOnly(LATER);
  }

  @Test
  void aRefusalAfterWhatCertainlyDidNotLandStaysARefusal() throws Exception {
    for (Reply harmless :
        List.of(json(429, ""), json(400, ""), Replies.lost(TransportFailure.NOT_SENT))) {
      braze(request -> sender.requests.size() == 1 ? harmless : json(400, ""));

      assertThat(deliver(2)).as(harmless.toString()).isEmpty();

      assertThat(results.values()).hasSize(2).containsOnly(refused(RefusalReason.REFUSED_ALONE));
    }
  }

  @Test
  void whomAnAnswerWithoutSenseNamesIsRefusedAtOnce() throws Exception {
    braze(
        request ->
            names(request, "u0")
                ? json(
                    200,
                    "{\"message\":\"Valid data must be provided\",\"errors\":["
                        + "{\"index\":0,\"input_array\":\"attributes\",\"type\":\"blacklisted\"}]}")
                : json(200, "<html>"));

    assertThat(deliver(3)).isEmpty();

    assertThat(results)
        .hasSize(3)
        .containsEntry("add-0/0", refused(RefusalReason.EXTERNAL_ID_BLOCKED));
    assertThat(sender.requests).hasSize(3);
  }

  // A stop throws no answer away

  @Test
  void everyObjectThatWasTakenIsToldAboutWhateverStopsTheDelivery() throws Exception {
    for (Reply stopping :
        List.of(
            json(401, ""),
            json(403, ""),
            json(404, ""),
            json(307, ""),
            json(429, Map.of("retry-after", "3000"), ""),
            Replies.lost(TransportFailure.UNTRUSTED),
            Replies.lost(TransportFailure.FENCED))) {
      settings = oneByOne(6);
      braze(request -> names(request, "u0") ? stopping : success(request));

      assertThat(deliver(6)).as(stopping.toString()).isPresent();

      assertThat(results).hasSize(5).doesNotContainKey("add-0/0");
      assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
      assertThat(notSent).containsExactly("add-0/0");
    }
  }

  @Test
  void aKeyThatCannotBeUsedStopsAfterTheAnswersThatAreOnTheirWay() throws Exception {
    settings = oneByOne(6);
    braze(request -> names(request, "u0") ? json(401, "") : success(request));
    delivery =
        delivery(
            new Forwarding(sender) {
              @Override
              public boolean renewKey() {
                throw new ImportStoppedException(Reason.KEY_MISSING, "Store it.", "unusable");
              }
            });

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(6).orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.KEY_MISSING);
    assertThat(results).hasSize(5);
  }

  @Test
  void aSenderThatAnswersAtOnceWorksToo() throws Exception {
    sender = new FakeSender(time, Duration.ZERO, FakeSender::success);
    delivery = delivery(sender);

    assertThat(deliver(1_000)).isEmpty();

    assertThat(results).hasSize(1_000);
  }

  @Test
  void theWitnessIsSomebodyWhomBrazeTook() throws Exception {
    braze(
        request -> {
          if (names(request, "u75")) {
            return json(500, "");
          }
          return request.batch().size() == 75
              ? json(
                  201,
                  """
                  {"message":"success","errors":[
                    {"index":0,"input_array":"attributes","type":"x"}]}\
                  """)
              : success(request);
        });
    settings = settings.withMaxInFlight(1);
    delivery = delivery(sender);

    assertThat(deliver(76)).isEmpty();

    assertThat(results.get("add-0/75")).isEqualTo(ChangeResult.unknown(UnknownReason.SERVER_ERROR));
    assertThat(sender.requests.stream().filter(request -> names(request, "u0"))).hasSize(1);
    assertThat(sender.requests.stream().filter(request -> names(request, "u1"))).hasSize(2);
  }

  @Test
  void halvesWaitAsLongAsBrazeAsks() throws Exception {
    braze(
        request ->
            sender.requests.size() <= 5
                ? json(503, Map.of("Retry-After", "20"), "")
                : success(request));

    assertThat(deliver(75)).isEmpty();

    assertThat(results).hasSize(75).containsValue(ChangeResult.ACCEPTED);
    assertThat(sender.requests).hasSize(7);
    assertThat(sender.requests.get(5).batch()).hasSize(38);
    assertThat(sender.requests.get(5).at()).isAfterOrEqualTo(start.plusSeconds(100));
  }

  @Test
  void aBrazeThatCannotBeReachedInterrupts() throws Exception {
    for (TransportFailure failure :
        List.of(
            TransportFailure.NOT_SENT,
            TransportFailure.CONNECTION_CLOSED,
            TransportFailure.UNKNOWN_FATE)) {
      leg = Deadline.in(time, Duration.ofMinutes(14));
      Instant begin = time.now();
      braze(request -> Replies.lost(failure));

      assertThat(deliver(75 * 10))
          .as(failure.name())
          .containsInstanceOf(DeliveryStop.Interrupted.class);

      assertThat(Duration.between(begin, time.now())).isLessThan(Duration.ofMinutes(4));
      assertThat(results.size() + notSent.size()).isEqualTo(75 * 10);
      assertThat(results.values())
          .hasSize(failure.perhapsReceived() ? 75 * 10 : 0)
          .allMatch(ChangeResult.STOPPED::equals);
    }
  }

  @Test
  void ofTwoReasonsToStopTheGraverCounts() throws Exception {
    braze(
        request ->
            request.batch().contains(change(0))
                ? json(429, Map.of("retry-after", "3000"), "")
                : json(404, ""));

    assertThat(deliver(150)).containsInstanceOf(DeliveryStop.Failed.class);

    braze(request -> request.batch().contains(change(0)) ? json(404, "") : json(403, ""));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(150).orElseThrow();
    assertThat(failed.reason()).isEqualTo(Reason.BRAZE_NOT_FOUND);

    braze(
        request ->
            request.batch().contains(change(0))
                ? json(404, "")
                : json(429, Map.of("retry-after", "3000"), ""));

    assertThat(deliver(150)).containsInstanceOf(DeliveryStop.Failed.class);
  }

  @Test
  void whateverMayHaveArrivedIsUnknownAfterAFailure() throws Exception {
    for (Reply answer :
        List.of(
            json(503, ""), json(200, "<html>"), Replies.lost(TransportFailure.CONNECTION_CLOSED))) {
      settings = settings.withMaxInFlight(2);
      braze(request -> request.batch().contains(change(0)) ? answer : json(404, ""));

      assertThat(deliver(150)).containsInstanceOf(DeliveryStop.Failed.class);

      assertThat(results).as(answer.toString()).hasSize(75);
      assertThat(results.get("add-0/0")).isEqualTo(ChangeResult.unknown(UnknownReason.STOPPED));
    }
  }

  @Test
  void whatNeverArrivedIsNotUnknownAfterAFailure() throws Exception {
    settings = settings.withMaxInFlight(2);
    braze(
        request ->
            request.batch().contains(change(0))
                ? Replies.lost(TransportFailure.NOT_SENT)
                : json(404, ""));

    assertThat(deliver(150)).containsInstanceOf(DeliveryStop.Failed.class);

    assertThat(results).isEmpty();
  }

  @Test
  void theSafeBatchSizeIsHalvedWhereEvenThatIsTooMany() throws Exception {
    settings = settings.withMaxInFlight(1).withMaxBatchSize(50);
    braze(
        request ->
            request.batch().size() > 40
                ? json(400, "{\"message\":\"Max Input Length Exceeded\"}")
                : success(request));

    assertThat(deliver(100)).isEmpty();

    assertThat(delivery.learnedBatchSize()).hasValue(25);
  }

  @Test
  void howManyObjectsWereRefusedIsSaidWhereAllWere() throws Exception {
    settings = settings.withMaxInFlight(1);
    braze(request -> json(400, "no"));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75 * 1_000).orElseThrow();

    assertThat(failed.detail()).startsWith("200 objects");
  }

  /** All requests on their way meet the same limit: that is one retry in vain, not fifty. */
  @Test
  void aStormOfRateLimitsIsNotTakenForAnOutage() throws Exception {
    Instant calm = start.plusSeconds(8);
    braze(
        request ->
            request.at().isBefore(calm)
                ? json(429, Map.of("Retry-After", "2"), "")
                : success(request));
    settings = settings.withMaxInFlight(300);
    delivery = delivery(sender);

    assertThat(deliver(75 * 300)).isEmpty();

    assertThat(results).hasSize(75 * 300).containsValue(ChangeResult.ACCEPTED);
  }

  @Test
  void onlySoManyConnectionsCanHaveDiedUnnoticed() throws Exception {
    settings = settings.withMaxInFlight(2);
    braze(request -> Replies.lost(TransportFailure.CONNECTION_CLOSED));

    deliver(75 * 2);

    assertThat(sender.requests.stream().filter(request -> request.at().equals(start))).hasSize(2);
    assertThat(sender.requests.stream().filter(r -> r.at().equals(start.plus(LATENCY)))).hasSize(2);
  }

  @Test
  void whatMayHaveArrivedBeforeTheDenialIsUnknown() throws Exception {
    for (Reply denial :
        List.of(json(404, ""), json(401, ""), Replies.lost(TransportFailure.UNTRUSTED))) {
      braze(request -> sender.requests.size() == 1 ? json(503, "") : denial);

      assertThat(deliver(75)).containsInstanceOf(DeliveryStop.Failed.class);

      assertThat(results).as(denial.toString()).hasSize(75);
      assertThat(results.values()).containsOnly(ChangeResult.unknown(UnknownReason.STOPPED));
    }
  }

  @Test
  void aRequestThatMetTheFenceIsLeftToAnotherLeg() throws Exception {
    braze(request -> Replies.lost(TransportFailure.FENCED));

    assertThat(deliver(75)).contains(new DeliveryStop.OutOfTime());

    assertThat(results).isEmpty();
    assertThat(sender.requests).hasSize(1);
  }

  @Test
  void anIntervalThatIsUsedUpForLongerThanTheLegInterrupts() throws Exception {
    braze(
        request ->
            json(
                201,
                Map.of(
                    "x-ratelimit-limit", "250000",
                    "x-ratelimit-remaining", "0",
                    "x-ratelimit-reset", "3000"),
                "{\"message\":\"success\",\"attributes_processed\":75}"));
    settings = settings.withMaxInFlight(1);
    delivery = delivery(sender);

    DeliveryStop.Interrupted stop = (DeliveryStop.Interrupted) deliver(150).orElseThrow();

    assertThat(stop.resumeAt()).isBetween(start.plusSeconds(2_999), start.plusSeconds(3_001));
    assertThat(results).hasSize(75);
  }

  /** One object in each request: what many requests do is seen with few objects. */
  private static CohortDelivery.Settings oneByOne(int maxInFlight) {
    return CohortDelivery.Settings.of(500).withMaxInFlight(maxInFlight).withMaxBatchSize(1);
  }

  private void braze(Function<Request, Reply> answers) {
    sender = new FakeSender(time, LATENCY, answers);
    delivery = delivery(sender);
  }

  private CohortDelivery delivery(BatchSender over) {
    return new CohortDelivery(
        over,
        new RateLimiter(requestsPerSecond),
        new DeliveryLeg(time, leg, fence, RetryPolicy.standard(new Random(1)), this::record),
        settings);
  }

  private void record(
      String step,
      long firstIndex,
      List<MemberChange> changes,
      List<ChangeResult> answers,
      Instant at) {
    assertThat(answers).hasSameSizeAs(changes);
    for (int i = 0; i < changes.size(); i++) {
      long index = firstIndex + i;
      if (step.equals("add-0")) {
        assertThat(changes.get(i)).isEqualTo(change((int) index));
      }
      String object = step + "/" + index;
      if (answers.get(i).equals(ChangeResult.NOT_SENT)) {
        assertThat(notSent.add(object)).as("told twice").isTrue();
      } else {
        assertThat(results.put(object, answers.get(i))).as("answered twice").isNull();
      }
      assertThat(results.containsKey(object) && notSent.contains(object)).isFalse();
    }
  }

  private Optional<DeliveryStop> deliver(int objects) throws InterruptedException {
    results.clear();
    notSent.clear();
    for (int i = 0; i < objects && delivery.send("add-0", i, change(i)); i++) {}
    return delivery.drain();
  }

  private static MemberChange change(int number) {
    return MemberChange.adding(MemberId.externalId("u" + number), "Big spenders");
  }

  private static ChangeResult refused(RefusalReason reason) {
    return ChangeResult.refused(reason);
  }

  private static class Forwarding implements BatchSender {
    private final BatchSender sender;

    Forwarding(BatchSender sender) {
      this.sender = sender;
    }

    @Override
    public int maxBatchSize() {
      return sender.maxBatchSize();
    }

    @Override
    public java.util.concurrent.CompletionStage<Reply> send(List<MemberChange> batch) {
      return sender.send(batch);
    }
  }
}

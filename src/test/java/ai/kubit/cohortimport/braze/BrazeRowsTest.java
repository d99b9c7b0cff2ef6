package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryLeg;
import ai.kubit.cohortimport.delivery.DeliveryStop;
import ai.kubit.cohortimport.delivery.RateLimiter;
import ai.kubit.cohortimport.delivery.RetryPolicy;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.local.braze.BrazeLimits;
import ai.kubit.cohortimport.local.braze.BrazeRequest;
import ai.kubit.cohortimport.local.braze.BrazeSimulator;
import ai.kubit.cohortimport.local.braze.BrazeState;
import ai.kubit.cohortimport.local.braze.Fault;
import ai.kubit.cohortimport.local.http.LocalServer.Address;
import ai.kubit.cohortimport.local.http.When;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.SystemTime;
import ai.kubit.cohortimport.time.Time;
import ai.kubit.cohortimport.workspace.BrazeKey;
import ai.kubit.cohortimport.workspace.BrazeKeys;
import ai.kubit.cohortimport.workspace.RestEndpoint;
import ai.kubit.cohortimport.workspace.Workspace;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of Braze and of the way there, over real sockets, judged by what the simulator holds in
 * the end and by what is said of each object. Each is named by its row in the list of faults.
 */
@QuarkusTest
class BrazeRowsTest {
  private static final String ATTRIBUTE = "Kubit cohorts";
  private static final String VALUE = "VIP";
  private static final int SOME = 200;

  private final Time time = new SystemTime();
  private final Map<Long, ChangeResult> results = new TreeMap<>();
  private final RotatingKeys keys = new RotatingKeys();
  private BrazeState state = new BrazeState();
  private BrazeSimulator braze;
  private BrazeConnection connection;
  private CohortDelivery delivery;
  private Deadline leg = Deadline.in(time, Duration.ofMinutes(1));

  /** The parameter store, where somebody has changed the key. */
  private static final class RotatingKeys implements BrazeKeys {
    private String known = BrazeSimulator.LOCAL_KEY;
    private String stored = BrazeSimulator.LOCAL_KEY;
    private int askedAgain;

    @Override
    public Optional<BrazeKey> find(String workspaceId, Purpose purpose) {
      return Optional.of(new BrazeKey(known));
    }

    @Override
    public Optional<BrazeKey> findAgain(String workspaceId, Purpose purpose) {
      askedAgain++;
      known = stored;
      return Optional.of(new BrazeKey(stored));
    }

    @Override
    public Optional<BrazeKey> findPartner(PartnerRegion region) {
      return Optional.of(new BrazeKey(known));
    }
  }

  @AfterEach
  void close() {
    if (delivery != null) {
      delivery.close();
    }
    if (connection != null) {
      connection.close();
    }
    if (braze != null) {
      braze.close();
    }
  }

  private void start() {
    braze = BrazeSimulator.start(Address.free(), BrazeSimulator.Settings.plain().withState(state));
  }

  private void users(int number) {
    for (int i = 0; i < number; i++) {
      state.createUsers(id(i));
    }
  }

  private static String id(long number) {
    return "u" + number;
  }

  private void fault(When<BrazeRequest> when, Fault fault) {
    braze.faults().add(when, fault);
  }

  private static When<BrazeRequest> first(int requests) {
    return When.first(requests, BrazeRequest.track());
  }

  /** Adds the value to this many users. */
  private Optional<DeliveryStop> deliver(int users) throws InterruptedException {
    if (connection == null) {
      open(braze.url());
    }
    for (int i = 0; i < users && delivery.send("add-00", i, change(i)); i++) {}
    return delivery.drain();
  }

  private void open(String url) {
    connection =
        BrazeConnections.to(new LocalBraze(URI.create(url), Optional.empty()), keys)
            .open(workspace("w1"), leg);
    delivery = delivery(connection);
  }

  private CohortDelivery delivery(BrazeConnection open) {
    return new CohortDelivery(
        open.sender(new PartnerCohort("c", VALUE, Instant.EPOCH)),
        new RateLimiter(500),
        new DeliveryLeg(
            time,
            leg,
            leg,
            new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(200), new Random(1)),
            (step, first, changes, answers, at) -> {
              for (int i = 0; i < answers.size(); i++) {
                if (!answers.get(i).equals(ChangeResult.NOT_SENT)) {
                  results.put(first + i, answers.get(i));
                }
              }
            }),
        CohortDelivery.Settings.of(500));
  }

  private static MemberChange change(long number) {
    return MemberChange.adding(MemberId.externalId(id(number)), VALUE);
  }

  private static Workspace workspace(String workspaceId) {
    return new Workspace(
        workspaceId,
        RestEndpoint.of("https://rest.iad-01.braze.com"),
        new Workspace.DeliveryWay(Workspace.DeliveryMode.ATTRIBUTE, ATTRIBUTE, "kubit"),
        new Workspace.WorkspaceLimits(500, 75, 4),
        new Workspace.DeviceLookups(Workspace.DeviceLookup.OFF, 250));
  }

  private void assertEverythingArrived(int users) {
    assertThat(results).hasSize(users);
    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
    assertThat(state.holderCount(ATTRIBUTE, VALUE)).isEqualTo(users);
  }

  private static String httpDate(Instant moment) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atOffset(ZoneOffset.UTC));
  }

  // Pace

  @Test
  void b1ARateLimitUntilAMomentIsWaitedOutByBrazesClockNotOurs() throws Exception {
    start();
    users(SOME);
    Instant theirNow = Instant.now().plus(Duration.ofHours(3));
    String reset = Long.toString(theirNow.getEpochSecond() + 2);
    fault(first(1), Fault.tooMany(Map.of("X-RateLimit-Reset", reset, "Date", httpDate(theirNow))));
    long start = time.nanos();

    assertThat(deliver(SOME)).isEmpty();

    assertEverythingArrived(SOME);
    assertThat(Duration.ofNanos(time.nanos() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
    assertThat(delivery.effort().rateLimited()).isEqualTo(1);
  }

  @Test
  void b2ARateLimitInSecondsIsWaitedOut() throws Exception {
    start();
    users(SOME);
    fault(first(1), Fault.tooMany(Map.of("x-ratelimit-retry-after", "1")));
    long start = time.nanos();

    assertThat(deliver(SOME)).isEmpty();

    assertEverythingArrived(SOME);
    assertThat(Duration.ofNanos(time.nanos() - start)).isGreaterThan(Duration.ofMillis(990));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "soon", "999999999999999999999", "99999999", "1e3", "NaN"})
  void b3ARateLimitWithAbsurdHeadersOrNoneIsRetriedByOurOwnRule(String absurd) throws Exception {
    start();
    users(SOME);
    fault(
        first(2),
        Fault.tooMany(
            absurd.isEmpty()
                ? Map.of()
                : Map.of(
                    "X-RateLimit-Reset", absurd,
                    "X-RateLimit-Remaining", absurd,
                    "X-RateLimit-Limit", absurd,
                    "X-Ratelimit-Retry-After", absurd,
                    "Date", absurd)));

    assertThat(deliver(SOME)).isEmpty();

    assertEverythingArrived(SOME);
  }

  @Test
  void b4AnHourlyLimitInterruptsInsteadOfSleeping() throws Exception {
    start();
    users(SOME);
    Instant reset = Instant.now().plus(Duration.ofMinutes(50));
    fault(
        When.every(BrazeRequest.track()),
        Fault.tooMany(Map.of("X-RateLimit-Reset", Long.toString(reset.getEpochSecond()))));
    long start = time.nanos();

    DeliveryStop.Interrupted stop = (DeliveryStop.Interrupted) deliver(SOME).orElseThrow();

    assertThat(stop.resumeAt()).isBetween(reset.minusSeconds(30), reset.plusSeconds(30));
    assertThat(Duration.ofNanos(time.nanos() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(results).isEmpty();
  }

  // Outages and connections

  @Test
  void b5ABurstOfServerErrorsIsRiddenOut() throws Exception {
    start();
    users(750);
    for (int status : new int[] {500, 502, 503, 504}) {
      fault(first(2), Fault.status(status, "<html>Bad gateway</html>"));
    }

    assertThat(deliver(750)).isEmpty();

    assertEverythingArrived(750);
  }

  @Test
  void b7AHostThatDnsDoesNotKnowIsRetriedAndSentNothing() throws Exception {
    leg = Deadline.in(time, Duration.ofSeconds(2));
    open("http://nobody.invalid:9");

    assertThat(deliver(1)).isPresent();

    assertThat(delivery.effort().requests()).isGreaterThan(1);
    assertThat(results).isEmpty();
  }

  @Test
  void b8AConnectionThatBreaksBeforeTheRequestIsReadCostsNothing() throws Exception {
    start();
    users(SOME);
    fault(first(2), new Fault.Break(Fault.Moment.BEFORE_READING));

    assertThat(deliver(SOME)).isEmpty();

    assertEverythingArrived(SOME);
  }

  @Test
  void b9AConnectionThatBreaksAfterTheRequestWasTakenIsRetriedAndChangesNothingTwice()
      throws Exception {
    start();
    users(SOME);
    fault(first(2), Fault.dropAfterApply());

    assertThat(deliver(SOME)).isEmpty();

    assertEverythingArrived(SOME);
    assertThat(state.values("u0", ATTRIBUTE)).containsExactly(VALUE);
  }

  @Test
  void b9AnAnswerThatIsCutOffIsNoAnswer() throws Exception {
    start();
    users(SOME);
    fault(first(2), new Fault.Cut(9));

    assertThat(deliver(SOME)).isEmpty();

    assertEverythingArrived(SOME);
    assertThat(delivery.effort().retries()).isGreaterThan(0);
  }

  @Test
  void b26AConnectionThatDiedWhileNobodyUsedItCostsOneFreeRetry() throws Exception {
    start();
    users(SOME);
    deliver(1);
    fault(When.nth(1, BrazeRequest.track()), new Fault.Break(Fault.Moment.BEFORE_APPLYING));

    assertThat(deliver(1)).isEmpty();

    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
    assertThat(delivery.effort().retries()).isEqualTo(1);
  }

  // Truth for each object

  @Test
  void b11APageACutTextOrNothingIsNoSuccess() throws Exception {
    start();
    users(SOME);
    fault(When.nth(1, BrazeRequest.track()), Fault.html(false));
    fault(When.nth(1, BrazeRequest.track()), Fault.cutJson(false));
    fault(When.nth(1, BrazeRequest.track()), Fault.emptyBody(false));

    assertThat(deliver(SOME)).isEmpty();

    assertEverythingArrived(SOME);
  }

  @Test
  void b11WhatStaysWithoutSenseIsUnknown() throws Exception {
    start();
    users(75);
    fault(When.every(BrazeRequest.track()), Fault.emptyBody(true));

    assertThat(deliver(75)).isEmpty();

    assertThat(results.values()).hasSize(75).allMatch(ChangeResult.Unknown.class::isInstance);
    assertThat(braze.log().requests()).isEqualTo(3);
  }

  @Test
  void b12AnotherMessageThanSuccessIsNone() throws Exception {
    start();
    users(75);
    fault(When.every(BrazeRequest.track()), Fault.otherMessage("queued for review", false));

    assertThat(deliver(75)).isEmpty();

    assertThat(results.values()).hasSize(75).allMatch(ChangeResult.Unknown.class::isInstance);
  }

  @Test
  void b13OfSeventyFiveExactlyTheThreeRefusedAreRefused() throws Exception {
    start();
    users(75);
    for (String refused : List.of("u3", "u40", "u74")) {
      state.block(refused);
    }

    assertThat(deliver(75)).isEmpty();

    assertThat(state.holderCount(ATTRIBUTE, VALUE)).isEqualTo(72);
    assertThat(refused()).containsExactly(3L, 40L, 74L);
    assertThat(braze.log().requests()).isEqualTo(1);
  }

  private List<Long> refused() {
    List<Long> refused = new ArrayList<>();
    results.forEach(
        (object, result) -> {
          if (result instanceof ChangeResult.Refused) {
            refused.add(object);
          } else {
            assertThat(result).isEqualTo(ChangeResult.ACCEPTED);
          }
        });
    return refused;
  }

  @Test
  void b14ErrorsThatNameNobodyMakeNobodyAccepted() throws Exception {
    for (Fault unclear :
        List.of(
            Fault.errorsOutOfRange(),
            Fault.errorsWithoutIndex(),
            Fault.errorsAsStrings(),
            Fault.successWithErrors(
                "[{\"index\":1,\"input_array\":\"events\",\"type\":\"?\"}]", true))) {
      start();
      fault(When.every(BrazeRequest.track()), unclear);

      assertThat(deliver(75)).isEmpty();

      assertThat(results.values()).hasSize(75).doesNotContain(ChangeResult.ACCEPTED);
      close();
      connection = null;
      results.clear();
    }
  }

  @Test
  void b15OneObjectThatBreaksItsRequestIsIsolated() throws Exception {
    start();
    users(75);
    fault(When.every(BrazeRequest.mentions("u17")), Fault.status(400, "{\"message\":\"no\"}"));

    assertThat(deliver(75)).isEmpty();

    assertThat(refused()).containsExactly(17L);
    assertThat(state.holderCount(ATTRIBUTE, VALUE)).isEqualTo(74);
    assertThat(braze.log().requests()).isLessThanOrEqualTo(15);
  }

  @Test
  void b16APlanThatTakesFiftyIsLearnedWithOneRequest() throws Exception {
    start();
    users(600);
    braze.limits(BrazeLimits.defaults().withMaxBatch(50));

    assertThat(deliver(600)).isEmpty();

    assertEverythingArrived(600);
    assertThat(delivery.learnedBatchSize()).hasValue(50);
  }

  @Test
  void b16ABodyThatIsTooLargeIsHalved() throws Exception {
    start();
    users(75);
    braze.limits(new BrazeLimits(75, 3_000, BrazeLimits.defaults().rate()));

    assertThat(deliver(75)).isEmpty();

    assertEverythingArrived(75);
  }

  @Test
  void b17ARotatedKeyIsFetchedOnceAndUsed() throws Exception {
    start();
    users(SOME);
    braze.acceptOnly("rotated");
    keys.stored = "rotated";

    assertThat(deliver(SOME)).isEmpty();

    assertEverythingArrived(SOME);
    assertThat(keys.askedAgain).isEqualTo(1);
  }

  @Test
  void b17AKeyThatStaysRefusedStopsAtOnceAndIsNotShown() throws Exception {
    start();
    braze.acceptOnly("another");

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75).orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.BRAZE_KEY);
    assertThat(failed.toString()).doesNotContain(BrazeSimulator.LOCAL_KEY);
    assertThat(keys.askedAgain).isEqualTo(1);
    assertThat(braze.log().requests()).isEqualTo(1);
  }

  @Test
  void b17AKeyThatIsRotatedTwiceInOneLegIsAskedForOnce() throws Exception {
    start();
    users(SOME);
    braze.acceptOnly("second");
    keys.stored = "second";
    deliver(75);
    braze.acceptOnly("third");
    keys.stored = "third";

    assertThat(deliver(75)).containsInstanceOf(DeliveryStop.Failed.class);

    assertThat(keys.askedAgain).isEqualTo(1);
  }

  @Test
  void b18ForbiddenAndNotFoundStopAtOnce() throws Exception {
    for (int status : new int[] {403, 404}) {
      start();
      fault(When.every(BrazeRequest.track()), Fault.status(status));

      DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75).orElseThrow();

      assertThat(failed.reason())
          .isEqualTo(status == 403 ? Reason.BRAZE_FORBIDDEN : Reason.BRAZE_NOT_FOUND);
      assertThat(braze.log().requests()).isEqualTo(1);
      close();
      connection = null;
    }
  }

  @Test
  void b19QueuedIsAccepted() throws Exception {
    start();
    users(75);
    fault(
        When.every(BrazeRequest.track()),
        new Fault.Answer(202, Map.of(), "{\"message\":\"queued\"}", true));

    assertThat(deliver(75)).isEmpty();

    assertEverythingArrived(75);
  }

  @Test
  void b20WhatASuccessDoesNotAccountForIsUnknown() throws Exception {
    start();
    users(75);
    fault(
        When.every(BrazeRequest.track()),
        Fault.success("{\"message\":\"success\",\"attributes_processed\":60}", true));

    assertThat(deliver(75)).isEmpty();

    assertThat(results.values())
        .hasSize(75)
        .containsOnly(ChangeResult.unknown(UnknownReason.MISCOUNTED));
    assertThat(braze.log().requests()).isEqualTo(2);
  }

  @Test
  void b21ARedirectIsNotFollowed() throws Exception {
    start();
    try (BrazeSimulator elsewhere = BrazeSimulator.start()) {
      fault(When.every(BrazeRequest.track()), Fault.redirect(elsewhere.url() + "/users/track"));

      DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75).orElseThrow();

      assertThat(failed.reason()).isEqualTo(Reason.BRAZE_NOT_FOUND);
      assertThat(elsewhere.log().requests()).isZero();
    }
  }

  // What Braze does not say

  @Test
  void b22AnUnknownUserIsNotCreatedAndIsTakenOnceThere() throws Exception {
    start();

    deliver(1);
    assertThat(results.values()).containsOnly(ChangeResult.ACCEPTED);
    assertThat(state.profileCount()).isZero();

    state.createUsers("u0");
    deliver(1); // as a full refresh does
    assertThat(state.values("u0", ATTRIBUTE)).containsExactly(VALUE);
  }

  @Test
  void b23AFullArrayLosesItsOldestValueAndARefreshBringsOursBack() throws Exception {
    state = new BrazeState(Instant::now, 2);
    start();
    users(1);
    deliver(1);
    for (String other : List.of("A", "B")) {
      delivery.send("add-01", 0, MemberChange.adding(MemberId.externalId("u0"), other));
      delivery.drain();
    }
    assertThat(state.values("u0", ATTRIBUTE)).containsExactly("A", "B");

    deliver(1);

    assertThat(state.values("u0", ATTRIBUTE)).containsExactly("B", VALUE);
    assertThat(state.totals().evicted()).isEqualTo(2);
  }

  @Test
  void b25TwoCohortsThatChangeOneUserAtOnceBothHold() throws Exception {
    start();
    users(SOME);
    open(braze.url());
    CohortDelivery other = delivery(connection);
    CompletableFuture<Optional<DeliveryStop>> second =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                for (int i = 0; i < SOME; i++) {
                  other.send(
                      "add-00", i, MemberChange.adding(MemberId.externalId(id(i)), "Another"));
                }
                return other.drain();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            // Not the common pool, whose threads do not know the classes of a Quarkus test.
            task -> new Thread(task, "the other cohort").start());

    assertThat(deliver(SOME)).isEmpty();

    assertThat(second.join()).isEmpty();
    for (int i = 0; i < SOME; i++) {
      assertThat(state.values(id(i), ATTRIBUTE)).containsExactlyInAnyOrder(VALUE, "Another");
    }
  }

  @Test
  void b27ABlockedAttributeCannotBeSeenInTheAnswers() throws Exception {
    start();
    users(75);
    state.blockAttribute(ATTRIBUTE);

    assertThat(deliver(75)).isEmpty();

    assertThat(results.values()).hasSize(75).containsOnly(ChangeResult.ACCEPTED);
    assertThat(state.holderCount(ATTRIBUTE, VALUE)).isZero();
    assertThat(state.totals().overwritten()).isZero();
  }

  // Isolation

  @Test
  void c6OneSandboxServesWorkspacesWithEachOnesOwnKey() throws Exception {
    try (RawServer server =
        new RawServer(
            exchange ->
                exchange.answer(201, "", "{\"message\":\"success\",\"attributes_processed\":1}"))) {
      BrazeConnections connections =
          BrazeConnections.to(new LocalBraze(server.uri(), Optional.empty()), new KeyOfEach());
      for (String workspaceId : List.of("a", "b", "a")) {
        connection = connections.open(workspace(workspaceId), leg);
        delivery = delivery(connection);
        assertThat(deliver(1)).isEmpty();
        connection.close();
        connection = null;
      }

      assertThat(server.exchanges)
          .extracting(exchange -> exchange.header("authorization"))
          .containsExactly("Bearer key-of-a", "Bearer key-of-b", "Bearer key-of-a");
    }
  }

  private static final class KeyOfEach implements BrazeKeys {
    @Override
    public Optional<BrazeKey> find(String workspaceId, Purpose purpose) {
      return Optional.of(new BrazeKey("key-of-" + workspaceId));
    }

    @Override
    public Optional<BrazeKey> findAgain(String workspaceId, Purpose purpose) {
      return find(workspaceId, purpose);
    }

    @Override
    public Optional<BrazeKey> findPartner(PartnerRegion region) {
      return Optional.empty();
    }
  }

  // Budget

  @Test
  void l8EveryFaultAtOnceCostsNoMoreThanTheStatedBudget() throws Exception {
    start();
    users(15_000);
    Random seeds = new Random(8);
    for (Fault fault :
        List.of(
            Fault.status(500),
            Fault.status(503),
            Fault.html(true),
            Fault.emptyBody(false),
            Fault.dropAfterApply(),
            new Fault.Break(Fault.Moment.BEFORE_APPLYING),
            new Fault.Cut(5),
            Fault.tooMany(Map.of()))) {
      fault(When.randomly(seeds.nextLong(), 0.02, BrazeRequest.track()), fault);
    }

    assertThat(deliver(15_000)).isEmpty();

    assertThat(results.values()).hasSize(15_000);
    long unknown = results.values().stream().filter(ChangeResult.Unknown.class::isInstance).count();
    TreeSet<String> held = new TreeSet<>(state.holders(ATTRIBUTE, VALUE));
    results.forEach(
        (object, result) ->
            assertThat(held.contains(id(object)) || !result.equals(ChangeResult.ACCEPTED))
                .isTrue());
    assertThat(unknown).isLessThanOrEqualTo(150);
    // 200 in a quiet case; a fifth of all or 100 futile retries more, and one helpful one for each.
    assertThat(braze.log().requests()).isLessThanOrEqualTo(200 + 100 + 200);
    assertThat(braze.log().requests()).isEqualTo((int) delivery.effort().requests());
  }
}

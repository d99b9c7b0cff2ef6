package ai.kubit.cohortimport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.Replies;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each fault costs, measured in virtual time on 15,000 objects in 200 requests, 50 a second,
 * each answered after 200 ms. {@code target/fault-costs.md} holds the table afterwards.
 */
class FaultCostsTest {
  private static final int OBJECTS = 15_000;
  private static final int QUIET_REQUESTS = 200;
  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final int PER_SECOND = 50;

  /** One fault, and the most it may cost. */
  private record Cost(String fault, Duration mostTime, int mostRequests, Braze braze) {}

  /** Answers the request with this number, counted from 1; null: the right answer. */
  private interface Braze {
    Reply answer(int number, FakeSender.Request request, Instant now);
  }

  /** How it ended. */
  private record Measured(
      Duration time, int requests, long refused, long unknown, Optional<DeliveryStop> stop) {}

  private static final Reply SILENCE = Replies.lost(TransportFailure.UNKNOWN_FATE);

  private static final Braze ROTATED = (number, request, now) -> null;

  private static Braze once(Reply answer) {
    return (number, request, now) -> number == 20 ? answer : null;
  }

  private static Braze about(String id, Reply answer) {
    return (number, request, now) -> names(request, id) ? answer : null;
  }

  private static boolean names(FakeSender.Request request, String id) {
    return request.batch().stream().anyMatch(change -> change.member().id().equals(id));
  }

  private static Braze until(Duration end, Reply answer) {
    Instant start = new VirtualTime().now();
    return (number, request, now) -> number > 20 && now.isBefore(start.plus(end)) ? answer : null;
  }

  private static Reply json(int status, String... nameAndValue) {
    return Replies.json(
        status,
        nameAndValue.length == 0 ? Map.of() : Map.of(nameAndValue[0], nameAndValue[1]),
        "{\"message\":\"no\"}");
  }

  private static Reply counting(int objects) {
    return Replies.json(201, "{\"message\":\"success\",\"attributes_processed\":" + objects + "}");
  }

  private static Reply refusing(int status, String message) {
    return Replies.json(
        status,
        "{\"message\":\""
            + message
            + "\",\"errors\":[{\"index\":7,\"input_array\":\"attributes\",\"type\":\"x\"}]}");
  }

  private static Stream<Cost> costs() {
    Reply page = Replies.json(200, "<html>");
    return Stream.of(
        new Cost("one 429, wait 5 s asked", s(7), 1, once(json(429, "retry-after", "5"))),
        new Cost("one 429 without headers", s(3), 1, once(json(429))),
        new Cost(
            "interval used up, 10 s to its end",
            s(12),
            0,
            once(
                Replies.json(
                    201,
                    Map.of(
                        "x-ratelimit-limit", "250000",
                        "x-ratelimit-remaining", "0",
                        "x-ratelimit-reset", "10"),
                    "{\"message\":\"success\",\"attributes_processed\":75}"))),
        new Cost(
            "hourly limit, 50 min to its end", s(0), 0, once(json(429, "retry-after", "3000"))),
        new Cost("one 500", s(2), 1, once(json(500))),
        new Cost("503 for 30 s", s(60), 40, until(Duration.ofSeconds(30), json(503))),
        new Cost("503 for 10 min", s(140), 60, until(Duration.ofMinutes(10), json(503))),
        new Cost(
            "one dead connection", s(1), 1, once(Replies.lost(TransportFailure.CONNECTION_CLOSED))),
        new Cost("one answer that never comes", s(22), 1, once(SILENCE)),
        new Cost("one page instead of an answer", s(2), 1, once(page)),
        new Cost("pages for one batch, always", s(5), 2, about("u100", page)),
        new Cost("one success that counts too few", s(2), 1, once(counting(7))),
        new Cost(
            "successes that count nobody, always", s(3), 5, (number, request, now) -> counting(0)),
        new Cost(
            "one 500, then an object refused by name",
            s(2),
            1,
            (number, request, now) -> {
              if (number == 20) {
                return json(500);
              }
              return number > 20 && names(request, "u1430") ? refusing(201, "success") : null;
            }),
        new Cost("one object refused in a success", s(1), 0, once(refusing(201, "success"))),
        new Cost("one object refused by name in a 400", s(1), 1, once(refusing(400, "no"))),
        new Cost("one object that breaks its batch (400)", s(4), 15, about("u100", json(400))),
        new Cost("one object that breaks Braze (500)", s(60), 40, about("u100", json(500))),
        new Cost(
            "a plan of 50 objects a request",
            s(4),
            150,
            (number, request, now) ->
                request.batch().size() > 50
                    ? Replies.json(400, "{\"message\":\"Max Input Length Exceeded\"}")
                    : null),
        new Cost("a key that was rotated", s(2), 60, ROTATED),
        new Cost("a key that is wrong", s(0), 0, (number, request, now) -> json(401)));
  }

  private static Duration s(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void noFaultCostsMoreThanItMay() throws Exception {
    List<String> table = new ArrayList<>();
    Measured quiet = measure(new Cost("none", s(0), 0, (number, request, now) -> null));
    assertThat(quiet.requests()).isEqualTo(QUIET_REQUESTS);
    table.add("| fault | more time | more requests | refused | unknown | ends |");
    table.add("|---|---|---|---|---|---|");
    for (Cost cost : costs().toList()) {
      Measured measured = measure(cost);
      Duration more = measured.time().minus(quiet.time());
      int moreRequests = measured.requests() - QUIET_REQUESTS;
      assertThat(more).as(cost.fault()).isLessThanOrEqualTo(cost.mostTime());
      assertThat(moreRequests).as(cost.fault()).isLessThanOrEqualTo(cost.mostRequests());
      table.add(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %d | %d | %s |",
              cost.fault(),
              measured.stop().isPresent()
                  ? "stops after %.1f s".formatted(measured.time().toMillis() / 1e3)
                  : "%.1f s".formatted(more.toMillis() / 1e3),
              measured.stop().isPresent()
                  ? measured.requests() + " in all"
                  : Integer.toString(moreRequests),
              measured.refused(),
              measured.unknown(),
              measured.stop().map(FaultCostsTest::ending).orElse("delivered")));
    }
    write(table);
  }

  private static String ending(DeliveryStop stop) {
    return stop instanceof DeliveryStop.Failed failed
        ? "FAILED " + failed.reason()
        : "INTERRUPTED, goes on later";
  }

  private static void write(List<String> table) throws IOException {
    Path file = Path.of("target", "fault-costs.md");
    Files.createDirectories(file.getParent());
    Files.write(file, table);
  }

  private static Measured measure(Cost cost) throws InterruptedException {
    VirtualTime time = new VirtualTime();
    long[] fates = new long[2];
    FakeSender sender = new FakeSender(time, LATENCY, FakeSender::success);
    sender.hasOtherKey = cost.braze() == ROTATED;
    sender.becomes(request -> answer(cost, sender, request, time));
    CohortDelivery delivery =
        new CohortDelivery(
            sender,
            new RateLimiter(PER_SECOND),
            new DeliveryLeg(
                time,
                Deadline.in(time, Duration.ofMinutes(13)),
                Deadline.in(time, Duration.ofMinutes(14)),
                RetryPolicy.standard(new Random(7)),
                (step, first, changes, results, at) ->
                    results.forEach(
                        result -> {
                          fates[0] += result instanceof ChangeResult.Refused ? 1 : 0;
                          boolean unknown =
                              result instanceof ChangeResult.Unknown
                                  && !ChangeResult.isOpen(result);
                          fates[1] += unknown ? 1 : 0;
                        })),
            CohortDelivery.Settings.of(PER_SECOND));
    for (int i = 0; i < OBJECTS; i++) {
      if (!delivery.send("add-00", i, MemberChange.adding(MemberId.externalId("u" + i), "VIP"))) {
        break;
      }
    }
    Optional<DeliveryStop> stop = delivery.drain();
    return new Measured(
        Duration.ofNanos(time.nanos()), sender.requests.size(), fates[0], fates[1], stop);
  }

  /** Null is silence for the fake. */
  private static Reply answer(
      Cost cost, FakeSender sender, FakeSender.Request request, VirtualTime time) {
    int number = sender.requests.size();
    if (cost.braze() == ROTATED) {
      return number > 20 && sender.renewals == 0 ? json(401) : FakeSender.success(request);
    }
    Reply answer = cost.braze().answer(number, request, time.now());
    if (answer == SILENCE) {
      return null;
    }
    return answer == null ? FakeSender.success(request) : answer;
  }
}

package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.delivery.FakeSender.Request;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which object is blamed for errors of Braze's servers. */
class PoisonObjectRuleTest extends DeliveryTestBed {
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
}

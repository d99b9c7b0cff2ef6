package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.Replies;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * What stops a delivery, and what is told of the objects that it took: a stop throws no answer
 * away.
 */
class StoppedDeliveryTest extends DeliveryTestBed {
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
  void whatIsOnItsWayAtTheStopIsWaitedForAndItsAnswerCounts() throws Exception {
    Duration late = Duration.ofSeconds(5);
    settings = oneByOne(2);
    braze(request -> names(request, "u0") ? json(404, "") : success(request));
    delivery =
        delivery(
            new Forwarding(sender) {
              @Override
              public CompletionStage<Reply> send(List<MemberChange> batch) {
                CompletionStage<Reply> reply = super.send(batch);
                if (!batch.contains(change(1))) {
                  return reply;
                }
                CompletableFuture<Reply> later = new CompletableFuture<>();
                time.after(late, () -> reply.thenAccept(later::complete));
                return later;
              }
            });

    assertThat(deliver(2)).containsInstanceOf(DeliveryStop.Failed.class);

    assertThat(results).containsOnly(Map.entry("add-0/1", ChangeResult.ACCEPTED));
    assertThat(notSent).containsExactly("add-0/0");
    assertThat(Duration.between(start, time.now())).isGreaterThanOrEqualTo(late);
  }
}

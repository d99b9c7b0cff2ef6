package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.braze.Replies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change that may have landed is never refused for certain. */
class DoubtfulSendingTest extends DeliveryTestBed {
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
}

package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.outcome.Reason;
import org.junit.jupiter.api.Test;

/** What becomes of a batch that Braze refuses, in part or as a whole. */
class RefusedBatchRuleTest extends DeliveryTestBed {
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
  void aWorkspaceThatRefusesEverythingIsNotAskedForEveryObject() throws Exception {
    braze(request -> json(400, "no"));

    DeliveryStop.Failed failed = (DeliveryStop.Failed) deliver(75 * 1_000).orElseThrow();

    assertThat(failed.reason()).isEqualTo(Reason.BAD_WORKSPACE);
    assertThat(sender.requests).hasSizeLessThan(1_000);
  }

  @Test
  void theSafeBatchSizeIsHalvedWhereEvenThatIsTooMany() throws Exception {
    settings = settings.withMaxInFlight(1);
    maxBatchSize = 50;
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
}

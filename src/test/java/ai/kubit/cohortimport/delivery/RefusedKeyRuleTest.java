package ai.kubit.cohortimport.delivery;

import static ai.kubit.cohortimport.braze.Replies.json;
import static ai.kubit.cohortimport.delivery.FakeSender.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.outcome.Reason;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery whose key Braze refuses. */
class RefusedKeyRuleTest extends DeliveryTestBed {
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
}

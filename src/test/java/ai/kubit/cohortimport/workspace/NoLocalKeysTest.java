package ai.kubit.cohortimport.workspace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.outcome.ImportStoppedException;
import ai.kubit.cohortimport.workspace.BrazeKeys.PartnerRegion;
import ai.kubit.cohortimport.workspace.BrazeKeys.Purpose;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NoLocalKeysTest {
  private final BrazeKeys keys = new NoLocalKeys();

  @Test
  void whatStandsInForBrazeGetsNoStoredKey() {
    for (ThrowingCallable ask :
        List.<ThrowingCallable>of(
            () -> keys.find("w1", Purpose.REST),
            () -> keys.findAgain("w1", Purpose.DATA_IMPORT),
            () -> keys.findPartner(PartnerRegion.US))) {
      assertThatThrownBy(ask)
          .isInstanceOf(ImportStoppedException.class)
          .hasMessageContainingAll("KUBIT_BRAZE_URL", "KUBIT_LOCAL_KEY");
    }
  }

  @Test
  void theStoredKeyThatNeverGoesThereIsNamed() {
    assertThatThrownBy(() -> keys.find("w1", Purpose.REST))
        .hasMessageContaining(keys.nameOf("w1", Purpose.REST));
    assertThatThrownBy(() -> keys.findAgain("w1", Purpose.DATA_IMPORT))
        .hasMessageContaining(keys.nameOf("w1", Purpose.DATA_IMPORT));
    assertThatThrownBy(() -> keys.findPartner(PartnerRegion.US))
        .hasMessageContaining(keys.nameOf(PartnerRegion.US));
  }
}

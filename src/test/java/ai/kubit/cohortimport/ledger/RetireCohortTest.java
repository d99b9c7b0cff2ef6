package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a cohort may be taken away. */
class RetireCohortTest extends ExecutionsTestBed {
  @Test
  void aCohortWithAnImportUnderWayIsNotRetired() {
    daily();
    scheduled();
    CohortRecord before = entry();

    assertThat(executions.retire(COHORT)).isEqualTo(before.active());

    assertThat(entry()).isEqualTo(before);
  }

  @Test
  void aCohortThatIsNotThereIsRetiredAlready() {
    assertThat(executions.retire(COHORT)).isEmpty();
    assertThat(store.record(COHORT)).isEmpty();
  }
}

package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.SampleCohort.SampleExport;
import ai.kubit.cohortimport.local.braze.BrazeState;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleCohortTest {

  @Test
  void theNumbersOfTheSampleAddUp() {
    for (SampleExport day : List.of(SampleCohort.firstDay(), SampleCohort.secondDay())) {
      assertThat(day.rows()).hasSize(day.rejected() + day.duplicates() + day.members());
      assertThat(day.holders()).hasSizeLessThan(day.members());
    }
    BrazeState braze = new BrazeState();
    SampleCohort.seed(braze);
    assertThat(braze.profileCount()).isEqualTo(2_000);
  }
}

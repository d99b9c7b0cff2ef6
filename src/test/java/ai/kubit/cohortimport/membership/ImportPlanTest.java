package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportPlanTest {
  @Test
  void theTotalsAreTheSumsOfAllSlices() {
    MemberChange leaver = MemberChange.removing(MemberId.externalId("u1"), "VIP");
    MembershipDiff.SliceChanges slice =
        new MembershipDiff.SliceChanges(List.of(leaver), List.of(), 1, 2, 3, 4, 5);

    assertThat(ImportPlan.PlanTotals.NONE.plus(slice).plus(slice))
        .isEqualTo(new ImportPlan.PlanTotals(2, 4, 6, 8, 10, 2));
  }
}

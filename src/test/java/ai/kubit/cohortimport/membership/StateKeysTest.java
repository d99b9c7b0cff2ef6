package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateKeysTest {
  private static final CohortKey COHORT = new CohortKey("acme", "vips");

  private static List<String> written(int leg) {
    StateKeys keys = new StateKeys(COHORT, "m-1", leg);
    return List.of(
        keys.plan(),
        keys.planStep("add-00"),
        keys.outcome("add-00"),
        keys.manifest(),
        keys.membershipFile(0));
  }

  @Test
  void theFirstLegWritesWhereTheContractSays() {
    assertThat(written(1))
        .containsExactly(
            "state/acme/vips/plans/m-1/plan.json",
            "state/acme/vips/plans/m-1/add-00.csv.gz",
            "state/acme/vips/plans/m-1/outcome-add-00-1.csv.gz",
            "state/acme/vips/membership/m-1/manifest.json",
            "state/acme/vips/membership/m-1/00-1.csv.gz");
  }

  @Test
  void noLegWritesOverWhatAnotherOneWrote() {
    Set<String> keys =
        Set.copyOf(Stream.of(1, 2, 3).flatMap(leg -> written(leg).stream()).toList());

    assertThat(keys).hasSize(15).allMatch(key -> key.startsWith("state/acme/vips/"));
  }
}

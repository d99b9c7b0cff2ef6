package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.storage.DamagedJson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredPlansTest {

  @Test
  void aManifestOfTheVersionBeforeIsReadAndItsExportOnceMoreWhereLookupsAreOn() {
    MembershipManifest manifest =
        MembershipManifest.read("manifest", DamagedJson.stored("manifest-1.json"));

    assertThat(manifest.holders("VIP")).isEqualTo(7);
    assertThat(manifest.maybe()).isEqualTo(2);
    assertThat(manifest.devicesLeftOut()).isTrue();
  }

  @Test
  void aPlanOfTheVersionBeforeIsRead() {
    ImportPlan plan = ImportPlan.read("plan", DamagedJson.stored("plan-1.json"));

    assertThat(plan.totals()).isEqualTo(new ImportPlan.PlanTotals(8, 1, 3, 0, 7, 2));
    assertThat(plan.steps()).hasSize(1);
  }

  static List<DamagedJson> manifests() {
    return DamagedJson.of(
        MembershipManifest.read("manifest", DamagedJson.stored("manifest-1.json")).toJson(),
        Set.of("files.values"),
        Set.of("devicesLeftOut"));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void aFaultOfAManifestIsNamed(DamagedJson damaged) {
    assertThatThrownBy(() -> MembershipManifest.read("its-key", damaged.json()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the membership its-key cannot be read: ");
  }

  static List<DamagedJson> plans() {
    return DamagedJson.of(
        ImportPlan.read("plan", DamagedJson.stored("plan-1.json")).toJson(), Set.of(), Set.of());
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aFaultOfAPlanIsNamed(DamagedJson damaged) {
    assertThatThrownBy(() -> ImportPlan.read("its-key", damaged.json()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the plan its-key cannot be read: ");
  }

  @Test
  void aManifestWhoseFilesHoldMoreOrLessThanItSaysIsAFault() {
    var json = DamagedJson.stored("manifest-1.json");
    json.putObject("counts").put("certain", 7).put("maybe", 1);

    assertThatThrownBy(() -> MembershipManifest.read("its-key", json))
        .hasMessage("the membership its-key does not add up");
  }
}

package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CohortModeTest extends DeliveryModeContract {

  @Override
  DeliveryMode mode() {
    return DeliveryMode.COHORT;
  }

  private String nameInBraze() {
    return world.brazeState.cohortName(World.COHORT.cohortId());
  }

  @Test
  void aCohortIsNamedOnceBeforeItsFirstMembers() {
    importOf(Export.ofUsers(1, 2));

    assertThat(nameInBraze()).isEqualTo("VIPs");
    assertThat(world.brazeState.totals().unnamedCohorts()).isZero();
    assertThat(counts().effort().requests()).isEqualTo(2);

    importOf(Export.ofUsers(1, 2, 4));

    assertThat(counts().effort().requests()).isEqualTo(1);
  }

  @Test
  void b24ARenameIsOneCallAndNoMemberIsSent() {
    importOf(Export.ofUsers(1, 2));
    world.rename("Very important");

    importOf(Export.ofUsers(1, 2));

    assertThat(nameInBraze()).isEqualTo("Very important");
    assertThat(counts().effort().requests()).isEqualTo(1);
    assertThat(counts().changes().planned()).isZero();
    assertThat(counts().members().unchanged()).isEqualTo(2);
    assertThat(outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aRenameThatBrazeDidNotHearOfIsToldAgain() {
    importOf(Export.ofUsers(1, 2));
    world.rename("Very important");
    world.later(
        Duration.between(world.time.now(), world.entry().schedule().nextRunAt().orElseThrow()),
        () -> world.braze.refuseKey(Duration.ofMinutes(5)));
    importOf(Export.ofUsers(1, 2, 4));
    assertThat(world.last().ending().orElseThrow().reason()).contains(Reason.BRAZE_KEY);
    assertThat(nameInBraze()).isEqualTo("VIPs");

    world.braze.recover();
    importOf(Export.ofUsers(1, 2, 4));

    assertThat(nameInBraze()).isEqualTo("Very important");
    assertThat(world.holders()).hasSize(3);
  }
}

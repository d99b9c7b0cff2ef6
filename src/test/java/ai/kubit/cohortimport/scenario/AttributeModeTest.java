package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import org.junit.jupiter.api.Test;

class AttributeModeTest extends DeliveryModeContract {

  @Override
  DeliveryMode mode() {
    return DeliveryMode.ATTRIBUTE;
  }

  @Test
  void b24ARenameIsOneObjectForEachMemberThatAddsAndRemoves() {
    importOf(Export.ofUsers(1, 2));
    world.rename("Very important");
    int before = world.braze.requests();

    importOf(Export.ofUsers(1, 2));

    assertThat(world.braze.requests()).isEqualTo(before + 1);
    assertThat(counts().changes().planned()).isEqualTo(4);
  }
}

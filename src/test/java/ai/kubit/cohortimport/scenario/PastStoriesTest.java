package ai.kubit.cohortimport.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stories that once went wrong, told by name. */
class PastStoriesTest {
  private static final Logger QUIET = Logger.getLogger("ai.kubit.cohortimport");
  private static final Export BY_ALIAS = Export.of(Map.of(new Person(1), true));
  private static final Export BY_ID = Export.of(Map.of(new Person(1), false));

  @TempDir Path scratch;
  private World world;

  @BeforeEach
  void begin() {
    QUIET.setLevel(Level.OFF);
    world = new World(1, 75, scratch);
    world.writeFolder(BY_ALIAS);
    world.day();
  }

  @AfterEach
  void end() {
    QUIET.setLevel(null);
  }

  @Test
  void aPastStoryOfANewNameBesideARemovalThatGotNoAnswer() {
    world.writeFolder(BY_ID);
    world.braze.next(BrazeFault.GARBAGE, 3);
    world.day();

    assertThat(Verdicts.afterACleanRun(world, BY_ID)).isEmpty();
  }

  @Test
  void aPastStoryOfANewNameBesideARemovalThatWasHeldBack() {
    world.writeFolder(Export.with(BY_ID.members(), 1, 0));
    world.day();

    assertThat(Verdicts.afterACleanRun(world, BY_ID)).isEmpty();
  }

  @Test
  void aPastStoryOfAnOldNameThatIsBackBeforeItsRemovalWasSent() {
    world.writeFolder(Export.with(BY_ID.members(), 1, 0));
    world.day();

    assertThat(Verdicts.afterACleanRun(world, BY_ALIAS)).isEmpty();
  }
}

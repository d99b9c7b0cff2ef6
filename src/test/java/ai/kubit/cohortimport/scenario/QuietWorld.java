package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.ledger.ImportExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A world of one workspace in which a test imports export after export, without the log. */
abstract class QuietWorld {
  private static final Logger QUIET = Logger.getLogger("ai.kubit.cohortimport");

  @TempDir Path scratch;
  World world;

  @BeforeEach
  void begin() {
    QUIET.setLevel(Level.OFF);
    world = new World(1, 20, scratch);
  }

  @AfterEach
  void end() {
    QUIET.setLevel(null);
  }

  /** Imports what lies there, and waits until Braze has its distance. */
  final void importIt() {
    world.day();
    world.pause(Duration.ofSeconds(30));
  }

  final ImportExecution.Ending ending() {
    return world.last().ending().orElseThrow();
  }
}

package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProgramTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Program shell(String script) {
    return new Program.Launch(Map.of("KUBIT_STAGE", "test"))
        .stdin("from stdin\n")
        .start(List.of("/bin/sh", "-c", script));
  }

  @Test
  void outputInputEnvironmentAndExitCodeAreThoseOfTheProcess() {
    try (Program program = shell("read line; echo \"$KUBIT_STAGE $line\"; echo oh >&2; exit 3")) {
      assertThat(program.waitFor(PATIENCE)).isEqualTo(3);
      assertThat(program.stdout()).containsExactly("test from stdin");
      assertThat(program.stderr()).containsExactly("oh");
    }
  }

  @Test
  void aProcessCanBeFrozenAndKilled() throws Exception {
    try (Program program = shell("echo ready; exec sleep 60")) {
      program.awaitLine("ready"::equals, PATIENCE);
      program.freeze();
      assertThat(Files.readString(Path.of("/proc/" + program.pid() + "/stat"))).contains(") T ");
      program.thaw();
      assertThat(program.usage().peakMemoryBytes()).isPositive();
      program.kill();
      assertThat(program.waitFor(PATIENCE)).isEqualTo(137);
    }
  }
}

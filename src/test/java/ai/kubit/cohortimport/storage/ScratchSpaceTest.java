package ai.kubit.cohortimport.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchSpaceTest {
  /** Larger than any process id of the systems this runs on. */
  private static final String DEAD = "999999999";

  @TempDir Path root;

  @Test
  void whatADeadProcessLeftIsRemoved() throws IOException {
    leave(20);

    new ScratchSpace(root).open().close();

    assertThat(root.resolve(DEAD)).doesNotExist();
  }

  /** Two programs on one machine may begin at the same moment. */
  @Test
  void severalMayRemoveTheSameLeftoversAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        leave(300);
        List<Callable<Void>> programs = new ArrayList<>();
        for (int program = 0; program < 4; program++) {
          programs.add(
              () -> {
                ScratchSpace.remove(root.resolve(DEAD));
                return null;
              });
        }
        for (Future<Void> removal : threads.invokeAll(programs)) {
          removal.get();
        }
        assertThat(root.resolve(DEAD)).doesNotExist();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void leave(int files) throws IOException {
    Path directory = Files.createDirectories(root.resolve(DEAD).resolve("leg-1"));
    for (int file = 0; file < files; file++) {
      Files.writeString(directory.resolve("slice-" + file), "x");
    }
  }
}

package ai.kubit.cohortimport.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Space on the local disk, a directory for each leg. What a process left behind when it was killed
 * is removed when the next one starts; what other living processes use is left alone.
 */
public final class ScratchSpace {
  private static final Logger LOG = Logger.getLogger(ScratchSpace.class);

  private static final SimpleFileVisitor<Path> REMOVAL =
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          Files.deleteIfExists(file);
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException trouble)
            throws IOException {
          Files.deleteIfExists(directory);
          return FileVisitResult.CONTINUE;
        }
      };

  private final Path root;
  private final Path own;
  private boolean tidied;

  /**
   * The space of this process.
   *
   * @param root a directory for this program alone; made when it is first needed
   */
  public ScratchSpace(Path root) {
    this.root = root;
    this.own = root.resolve(Long.toString(ProcessHandle.current().pid()));
  }

  /** A leg's own directory; it and everything in it goes when it is closed. */
  public synchronized Leg open() {
    try {
      if (!tidied) {
        tidy();
        tidied = true;
      }
      Files.createDirectories(own);
      return new Leg(Files.createTempDirectory(own, "leg-"));
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch space cannot be used: " + root, e);
    }
  }

  /**
   * One leg's directory.
   *
   * @param directory exists and is empty at first
   */
  public record Leg(Path directory) implements AutoCloseable {
    @Override
    public void close() {
      remove(directory);
    }
  }

  /** Process ids come again, so a directory with our own id is a dead one's too. */
  private void tidy() throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> directories = Files.list(root)) {
      directories.filter(this::isAbandoned).forEach(ScratchSpace::remove);
    }
  }

  private boolean isAbandoned(Path directory) {
    try {
      long pid = Long.parseLong(directory.getFileName().toString());
      return directory.equals(own) || ProcessHandle.of(pid).isEmpty();
    } catch (NumberFormatException notOurs) {
      return false;
    }
  }

  /**
   * Removes a directory as far as it goes. Another process may be removing it at the same moment,
   * and what is left over is in nobody's way: neither must stop an import.
   */
  static void remove(Path directory) {
    try {
      Files.walkFileTree(directory, REMOVAL);
    } catch (IOException e) {
      LOG.warnf(e, "the scratch space %s is not removed yet", directory);
    }
  }
}

package ai.kubit.cohortimport.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people read: README first, then the pages of {@code src/site/markdown} by name. */
public final class Documents {
  public static final Path README = Path.of("README.md");
  public static final Path PAGES = Path.of("src", "site", "markdown");

  private Documents() {}

  /** README, then the pages. */
  public static List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(README));
    try (Stream<Path> pages = Files.list(PAGES)) {
      pages.filter(page -> page.toString().endsWith(".md")).sorted().forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The text of all of them. */
  public static String text() {
    return files().stream().map(Documents::read).collect(Collectors.joining("\n"));
  }

  /** The lines of all of them. */
  public static List<String> lines() {
    return text().lines().toList();
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

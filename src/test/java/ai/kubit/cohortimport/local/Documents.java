package ai.kubit.cohortimport.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents for people: README, the other files beside it, and the pages in {@link #PAGES}. */
public final class Documents {
  public static final Path README = Path.of("README.md");
  public static final Path PAGES = Path.of("src", "site", "markdown");

  private static final List<Path> BESIDE_README =
      List.of(Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md"), Path.of("SECURITY.md"));

  private Documents() {}

  /** README, then the files beside it, then the pages by name. */
  public static List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(README));
    files.addAll(BESIDE_README);
    try (Stream<Path> pages = Files.list(PAGES)) {
      pages.filter(page -> page.toString().endsWith(".md")).sorted().forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The text of all documents. */
  public static String text() {
    return files().stream().map(Documents::read).collect(Collectors.joining("\n"));
  }

  /** The lines of all documents. */
  public static List<String> lines() {
    return text().lines().toList();
  }

  /** The text of a page, such as {@code reference.md}. */
  public static String page(String name) {
    return read(PAGES.resolve(name));
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The links of the documents lead somewhere, and the words that they use are explained. */
class DocumentsTest {
  private static final Path CONTRIBUTING = Path.of("CONTRIBUTING.md");
  private static final Path SOURCES = Path.of("src", "main", "java", "ai", "kubit", "cohortimport");
  private static final Path TESTS = Path.of("src", "test", "java", "ai", "kubit", "cohortimport");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]*)\\)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)#( |$)");
  private static final Pattern EXPLAINED = Pattern.compile("(?m)^\\| \\*\\*(\\w+)\\*\\* \\|");
  private static final Pattern CLASS_OF_A_PACKAGE = Pattern.compile("`([a-z]+/[A-Z]\\w+)`");

  /** As much as one can read in ten minutes. */
  private static final int LONGEST_README = 15 * 1024;

  private static final int LINES_OF_A_SCREEN = 60;

  @Test
  void everyLinkWithinTheDocumentsLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    int followed = 0;
    for (Path file : Documents.files()) {
      Matcher link = LINK.matcher(prose(file));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://")) {
          followed++;
          if (!leadsSomewhere(file, target)) {
            broken.add(file + ": " + target);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(followed).isGreaterThan(60);
  }

  @Test
  void readmeLeadsToEveryPage() {
    String readme = Documents.read(Documents.README);
    for (Path file : Documents.files()) {
      if (!file.equals(Documents.README)) {
        assertThat(readme).contains("](" + file.toString().replace('\\', '/'));
      }
    }
  }

  @Test
  void readmeIsReadInTenMinutesAndContributingOnOneScreen() {
    assertThat(Documents.read(Documents.README).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(LONGEST_README);
    assertThat(Documents.read(CONTRIBUTING).lines().count()).isLessThan(LINES_OF_A_SCREEN);
  }

  @Test
  void readmeExplainsAWordOfItsOwnBeforeItIsUsed() {
    String prose = prose(Documents.README);
    List<String> words = EXPLAINED.matcher(prose).results().map(word -> word.group(1)).toList();
    assertThat(words).contains("leg", "plan", "membership", "certain", "maybe", "guard");
    int glossary = prose.indexOf("| **" + words.get(0));
    for (String word : words) {
      Matcher use = Pattern.compile("(?i)\\b" + word + "s?\\b").matcher(prose);
      assertThat(use.find()).isTrue();
      assertThat(use.start()).as(word).isGreaterThan(glossary);
    }
  }

  @Test
  void everyClassThatThePagesNameWithItsPackageIsThere() {
    List<String> named =
        CLASS_OF_A_PACKAGE
            .matcher(Documents.text())
            .results()
            .map((MatchResult name) -> name.group(1) + ".java")
            .toList();
    assertThat(named)
        .hasSizeGreaterThan(20)
        .allMatch(name -> Files.exists(SOURCES.resolve(name)) || Files.exists(TESTS.resolve(name)));
  }

  /** The shell of macOS (zsh) passes comments on as arguments, unless it is told not to. */
  @Test
  void whoeverCopiesCommandsWithCommentsIsToldWhatZshNeeds() {
    for (Path file : Documents.files()) {
      String text = Documents.read(file);
      Matcher block = BLOCK.matcher(text);
      boolean comments = false;
      while (block.find()) {
        comments |= COMMENT.matcher(block.group()).find();
      }
      assertThat(comments).as("%s", file).isEqualTo(text.contains("setopt interactive_comments"));
    }
  }

  private static boolean leadsSomewhere(Path from, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || headings(file).contains(parts[1]));
  }

  /** The anchors of the headings, as GitHub makes them. */
  private static List<String> headings(Path file) {
    return prose(file)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static String prose(Path file) {
    return BLOCK.matcher(Documents.read(file)).replaceAll("");
  }
}

package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever follows a link of the documents arrives. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]*)\\)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)#( |$)");

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
    assertThat(followed).isGreaterThan(20);
  }

  /** The shell of macOS passes them on as arguments, unless it is told not to. */
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

  /** Headings as GitHub names them. */
  private static List<String> headings(Path file) {
    return prose(file)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .toList();
  }

  private static String prose(Path file) {
    return BLOCK.matcher(Documents.read(file)).replaceAll("");
  }
}

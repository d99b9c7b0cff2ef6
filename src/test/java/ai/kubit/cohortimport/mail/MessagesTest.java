package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of messages: the build refuses a missing message, but not an untranslated one. */
class MessagesTest {
  private static final Path FOLDER = Path.of("src/main/resources/messages");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

  /** The same word in two languages, or no word at all. */
  private static final Set<String> MAY_BE_EQUAL =
      Set.of(
          "subject",
          "subjectShort",
          "title",
          "colon",
          "chartWhen",
          "workspace",
          "duplicates",
          "execution");

  @Test
  void everyLanguageHasItsFileAndEveryFileItsLanguage() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (MailLocale locale : MailLocale.values()) {
      expected.add("msg_" + locale.tag() + ".properties");
    }
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void everyLanguageHasEveryMessageWithTheSamePlaceholders(MailLocale locale) throws IOException {
    Map<String, String> english = messages(MailLocale.ENGLISH);
    Map<String, String> translated = messages(locale);

    assertThat(translated.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(translated.get(key)).as(key).isNotBlank();
      assertThat(placeholders(translated.get(key)))
          .as(key)
          .isEqualTo(placeholders(english.get(key)));
    }
  }

  @ParameterizedTest
  @EnumSource(value = MailLocale.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void noMessageWasLeftInEnglish(MailLocale locale) throws IOException {
    Map<String, String> english = messages(MailLocale.ENGLISH);
    Map<String, String> translated = messages(locale);

    for (String key : english.keySet()) {
      if (!MAY_BE_EQUAL.contains(key)) {
        assertThat(translated.get(key)).as(key).isNotEqualTo(english.get(key));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void apostrophesAreTypographic(MailLocale locale) throws IOException {
    assertThat(messages(locale).values()).noneMatch(message -> message.contains("'"));
  }

  /** A mail's lines break where the window ends, and none may begin with a semicolon. */
  @Test
  void frenchPunctuationStaysOnTheLineOfItsWord() throws IOException {
    assertThat(messages(MailLocale.FRENCH).values())
        .noneMatch(message -> message.matches(".* [;:?!»].*|.*« .*"));
  }

  /**
   * French has a plural from two on, and zero and one have none: what is counted stands beside the
   * number, not behind it.
   */
  @Test
  void whatAFrenchMailSaysOfAPartIsRightForOne() throws IOException {
    assertThat(messages(MailLocale.FRENCH).values())
        .noneMatch(message -> message.matches(".*\\{(part|accepted|removals)} \\p{L}+s sur .*"));
  }

  /** Which key and which permission depends on the workspace's mode; the details name them. */
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void whatIsWrongWithAKeyOrASettingIsLeftToTheDetails(MailLocale locale) throws IOException {
    Map<String, String> messages = messages(locale);

    assertThat(messages.values()).noneMatch(message -> message.contains("users.track"));
    for (String reason :
        List.of("KEY_MISSING", "BRAZE_KEY", "BRAZE_FORBIDDEN", "BAD_SCHEDULE", "BAD_WORKSPACE")) {
      assertThat(messages.get("act_$" + reason)).containsPattern("above|oben|ci-dessus|acima");
    }
  }

  /** Settings may be changed while an import is under way. */
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void noSettingIsSaidToHaveKeptAnImportFromBeginning(MailLocale locale) throws IOException {
    assertThat(messages(locale).values())
        .noneMatch(message -> message.matches(".*(begin[.]|nicht beginnen|commencer|começar).*"));
  }

  private static Map<String, String> messages(MailLocale locale) throws IOException {
    Map<String, String> messages = new TreeMap<>();
    Path file = FOLDER.resolve("msg_" + locale.tag() + ".properties");
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String before =
            messages.put(
                line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        assertThat(before).as("twice: " + line).isNull();
      }
    }
    return messages;
  }

  private static Set<String> placeholders(String message) {
    Set<String> placeholders = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(message);
    while (matcher.find()) {
      placeholders.add(matcher.group());
    }
    return placeholders;
  }
}

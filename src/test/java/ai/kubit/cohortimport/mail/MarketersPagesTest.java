package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.Documents;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever gets a mail finds its words on the page in their language, with what to do. */
class MarketersPagesTest {
  private static final Path MESSAGES = Path.of("src", "main", "resources", "messages");

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void everyOutcomeOfASubjectIsExplained(MailLocale locale) throws IOException {
    Properties words = words(locale);
    for (Outcome outcome : Outcome.values()) {
      assertThat(page(locale)).contains("| **" + words.get("outcome_$" + outcome) + "** |");
    }
    assertThat(page(locale)).contains("| **" + words.get("worksAgain") + "** |");
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void everyReasonIsExplainedInTheWordsOfTheMail(MailLocale locale) throws IOException {
    Properties words = words(locale);
    for (Reason reason : Reason.values()) {
      assertThat(page(locale)).contains("| " + words.get("headline_$" + reason) + " |");
    }
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void theHeadingsOfAMailAreThoseThatItHas(MailLocale locale) throws IOException {
    Properties words = words(locale);
    for (String heading : new String[] {"happened", "means", "act", "owner", "nextRun"}) {
      assertThat(page(locale)).contains("**" + words.get(heading + "Heading") + "**");
    }
    for (String number : new String[] {"now", "came", "went", "you"}) {
      assertThat(page(locale)).contains("*" + words.get(number) + "*");
    }
  }

  private static String page(MailLocale locale) {
    String tag = locale == MailLocale.ENGLISH ? "" : "." + locale.tag();
    return Documents.page("marketers" + tag + ".md");
  }

  private static Properties words(MailLocale locale) throws IOException {
    Properties words = new Properties();
    try (var reader =
        Files.newBufferedReader(
            MESSAGES.resolve("msg_" + locale.tag() + ".properties"), StandardCharsets.UTF_8)) {
      words.load(reader);
    }
    return words;
  }
}

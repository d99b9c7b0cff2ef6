package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.RowProblem;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.mail.Samples.Ended;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every ending has its words, in the language of each reader. */
@QuarkusTest
class MailLanguagesTest extends MailTestBed {
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void everyEndingHasItsOwnWords(MailLocale locale) {
    List<String> subjects = new ArrayList<>();
    List<String> happened = new ArrayList<>();
    for (Ended ended : Samples.endings()) {
      RenderedMail mail = mail(ended, locale);
      subjects.add(mail.subject());
      happened.add(paragraph(mail, 2) + paragraph(mail, 4));
    }

    assertThat(subjects).hasSize(1 + Reason.values().length).doesNotHaveDuplicates();
    assertThat(happened).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(value = MailLocale.class, names = "ENGLISH", mode = EnumSource.Mode.EXCLUDE)
  void noLanguageFallsBackToEnglish(MailLocale locale) {
    for (Ended ended : Samples.endings()) {
      List<String> english = mail(ended, MailLocale.ENGLISH).text().lines().toList();
      List<String> sentences =
          mail(ended, locale).text().lines().filter(line -> line.length() > 25).toList();

      assertThat(sentences)
          .filteredOn(english::contains)
          .allMatch(line -> line.matches(".*(s3://|import-now|s-2026|requestedBy).*"));
    }
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void noPlaceholderReachesTheReader(MailLocale locale) {
    for (Ended ended : Samples.endings()) {
      RenderedMail mail = mail(ended, locale);

      assertThat(mail.subject()).doesNotContain("{", "NOT_FOUND", "msg_");
      assertThat(withoutPayload(mail.text())).doesNotContain("{", "NOT_FOUND", "_$");
      assertThat(withoutPayload(mail.html().substring(mail.html().indexOf("<body"))))
          .doesNotContain("{", "NOT_FOUND", "_$");
    }
  }

  /** The history has names for programs; a mail has none of them. */
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void everyRowProblemAndReportHasWordsInTheReadersLanguage(MailLocale locale) {
    for (RowProblem problem : RowProblem.values()) {
      Counts counts = Samples.counts(1, 0, 0, 0, 3);
      ImportExecution execution =
          Samples.of(ended(Reason.ROWS_REJECTED))
              .counting(counts.with(new Counts.Rows(11_115, 1, 3, Map.of(problem.name(), 1L))))
              .build();

      assertThat(mails.render(Samples.facts(execution, locale)).text())
          .containsPattern("– \\p{L}.*: 1\n")
          .doesNotContain(problem.name() + ":", problem.name() + " :", "rejectedRows");
    }
  }

  @Test
  void numbersAndTimesAreTheReadersOwn() {
    assertThat(plain(mail(TOO_MANY, MailLocale.ENGLISH).text()))
        .contains("9,208 of 11,108 members", "(82.9%)", "allows 50%.")
        .contains("Export of Nov 22, 2026, 6:30 AM (Europe/Berlin)");
    assertThat(plain(mail(TOO_MANY, MailLocale.GERMAN).text()))
        .contains("9.208 von 11.108 Mitgliedern", "(82,9 %)", "erlaubt 50 %.")
        .contains("Export vom 22.11.2026, 06:30 (Europe/Berlin)");
    assertThat(plain(mail(TOO_MANY, MailLocale.FRENCH).text()))
        .contains(" : 9 208 sur 11 108", "(82,9 %)", "autorise 50 %.")
        .contains("Export du 22 nov. 2026, 06:30 (Europe/Berlin)");
    assertThat(plain(mail(TOO_MANY, MailLocale.BRAZILIAN_PORTUGUESE).text()))
        .contains("9.208 de 11.108 membros", "(82,9%)", "permite 50%.")
        .contains("Exportação de 22 de nov. de 2026, 06:30 (Europe/Berlin)");
  }

  @Test
  void theFirstOfAMonthIsAnOrdinalWhereTheReaderWritesOne() {
    Instant first = Instant.parse("2026-12-01T09:00:00Z");

    assertThat(new ReaderFormat(Locale.FRENCH, ZoneOffset.UTC).moment(first))
        .startsWith("1er déc. 2026");
    assertThat(new ReaderFormat(Locale.forLanguageTag("pt-BR"), ZoneOffset.UTC).moment(first))
        .startsWith("1º de dez. de 2026");
    assertThat(
            new ReaderFormat(Locale.FRENCH, ZoneOffset.UTC)
                .moment(Instant.parse("2026-12-11T09:00:00Z")))
        .startsWith("11 déc. 2026");
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void aRefusalIsNotSaidASecondTimeInEnglish(MailLocale locale) {
    assertThat(mail(TOO_MANY, locale).text()).doesNotContain("The export would remove");
  }

  /** Only names of objects, keys and fields stay in English, for whoever puts them right. */
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void onlyWhatEngineersPutRightIsQuotedInEnglish(MailLocale locale) {
    for (Ended ended : Samples.endings()) {
      boolean quoted =
          ended
              .reason()
              .filter(reason -> reason != Reason.EXPORT_STALE)
              .map(Reason::name)
              .filter(
                  name ->
                      name.matches("EXPORT_.*|BAD_.*|KEY_MISSING|BRAZE_(KEY|FORBIDDEN|NOT_FOUND)"))
              .isPresent();
      String message = Samples.messageOf(ended);
      boolean stale = ended.reason().equals(Optional.of(Reason.EXPORT_STALE));

      assertThat(mail(ended, locale).text().contains(message))
          .as(message)
          .isEqualTo(quoted || stale);
      if (quoted) {
        assertThat(mail(ended, locale).text()).containsPattern("(?i)team|équipe|equipe|engineers");
      }
    }
  }

  @Test
  void howOldAnExportMayBeIsSaidInTheReadersLanguage() {
    MailFacts facts =
        Samples.facts(Samples.execution(ended(Reason.EXPORT_STALE)), MailLocale.GERMAN);
    ImportSchedule schedule = Samples.schedule(MailLocale.GERMAN, Optional.of(Duration.ofDays(2)));
    MailFacts limited =
        new MailFacts(
            facts.execution(), schedule, facts.standing(), facts.past(), facts.installation());

    assertThat(plain(mails.render(limited).text()))
        .contains("Er ist vom 20.11.2026, 02:00 (Europe/Berlin); der Zeitplan erlaubt")
        .contains("höchstens 48 Std.")
        .doesNotContain("hours old");
  }

  private static String withoutPayload(String text) {
    return text.lines()
        .filter(line -> !line.contains("requestedBy"))
        .reduce("", (all, line) -> all + line + "\n");
  }
}

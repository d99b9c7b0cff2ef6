package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.mail.MailFacts.EarlierImports;
import ai.kubit.cohortimport.mail.Samples.Ended;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleState;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The subject, the message and the document as a whole. */
@QuarkusTest
class ImportMailTest extends MailTestBed {
  private static final Pattern EXTERNAL =
      Pattern.compile("<(script|svg|img|link|iframe|a) |https?:|@import|url\\(");

  @Test
  void theSubjectStartsWithTheOutcome() {
    assertThat(mail(IMPORTED, MailLocale.ENGLISH).subject())
        .isEqualTo("Imported: Spring buyers – 1,204 added, 37 removed");
    assertThat(mail(ended(Reason.BRAZE_KEY), MailLocale.GERMAN).subject())
        .isEqualTo("Fehlgeschlagen: Spring buyers – Braze akzeptiert den API-Schlüssel nicht");
    assertThat(mail(ended(Reason.GUARD_EMPTY), MailLocale.BRAZILIAN_PORTUGUESE).subject())
        .isEqualTo("Recusada: Spring buyers – a exportação não identifica ninguém");
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void theReasonsOwnMessageIsQuotedInFull(MailLocale locale) throws IOException {
    ImportExecution execution =
        Samples.of(ended(Reason.EXPORT_MISSING))
            .saying("There is nothing under exports/acme/spring-buyers/.")
            .build();

    RenderedMail mail = mails.render(Samples.facts(execution, locale));

    MailGallery.keep(locale.tag() + "-quoted.html", mail.html());
    assertThat(mail.text()).contains("There is nothing under exports/acme/spring-buyers/.");
    assertThat(mail.html())
        .contains("<span lang=\"en\">There is nothing under exports/acme/spring-buyers/.</span>");
  }

  @Test
  void aReasonWithoutItsUsualOutcomeIsStillTold() {
    RenderedMail mail =
        mail(new Ended(Outcome.FAILED, Optional.of(Reason.MEMBERS_UNKNOWN)), MailLocale.ENGLISH);

    assertThat(mail.subject()).isEqualTo("Failed: Spring buyers – Braze left some changes open");
  }

  @Test
  void a8AMailShowsWhatLiesBesideTheExportAndDoesNotCount() {
    ImportExecution plain = Samples.execution(IMPORTED);
    ImportExecution noted =
        plain.with(
            new ImportExecution.ExportFacts("members.csv.gz", Samples.NOW, 1, 98_765)
                .and(List.of("The folder e9 is newer, but it has no marker.")));

    assertThat(mails.render(Samples.facts(noted, MailLocale.ENGLISH)).text())
        .contains("The folder e9 is newer, but it has no marker.");
    assertThat(mails.render(Samples.facts(plain, MailLocale.ENGLISH)).text())
        .doesNotContain("The folder e9");
  }

  @Test
  void whatIsStuckIsSaidOnce() {
    assertThat(mail(ended(Reason.STUCK), MailLocale.ENGLISH).text())
        .containsOnlyOnce("no progress");
  }

  @Test
  void anotherEnvironmentThanProductionIsMarked() {
    MailFacts facts = Samples.facts(Samples.execution(IMPORTED), MailLocale.ENGLISH);
    MailFacts staging =
        new MailFacts(
            facts.execution(),
            facts.schedule(),
            new MailFacts.ScheduleStanding(ScheduleState.FINISHED, Optional.empty()),
            new EarlierImports(List.of(), List.of()),
            new MailOutbox.Installation("kubit-state", "staging"));

    RenderedMail mail = mails.render(staging);

    assertThat(mail.subject()).startsWith("[staging] Imported: ");
    assertThat(mail.text()).contains("No further import is scheduled.");
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void theHtmlNeedsNothingButItself(MailLocale locale) throws IOException {
    for (Ended ended : Samples.endings()) {
      RenderedMail mail = mail(ended, locale);
      String name = locale.tag() + "-" + ended.reason().map(Reason::name).orElse("COMPLETED");
      MailGallery.keep(name + ".html", mail.html());
      MailGallery.keep(name + ".txt", mail.subject() + "\n\n" + mail.text());

      assertThat(EXTERNAL.matcher(mail.html()).find()).isFalse();
      assertThat(mail.html()).startsWith("<!DOCTYPE html>").contains("lang=\"" + locale.tag());
      // Gmail hides what lies beyond 102 kB.
      assertThat(mail.html().length()).isLessThan(50_000);
    }
  }
}

package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.Origin;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.mail.MailFacts.EarlierImports;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportLimits;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleState;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mail goes out whatever its facts are, and text of others stays text. */
@QuarkusTest
class HostileMailTest extends MailTestBed {
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void aMailGoesOutWhateverItsFactsAre(MailLocale locale) {
    String odd = "\uD800 {x} %s \u0000 <b> \r\n" + "x".repeat(5_000);
    for (Instant when :
        List.of(Instant.MAX, Instant.MIN, Instant.parse("+999999999-12-31T00:00:00Z"))) {
      ImportExecution hostile =
          Samples.of(ended(Reason.EXPORT_CORRUPT))
              .id(odd)
              .named(odd)
              .from(
                  new Origin(Trigger.SCHEDULED, odd, Optional.of(when), when, ImportOptions.PLAIN))
              .ended(new Ending(Outcome.FAILED, Optional.of(Reason.EXPORT_CORRUPT), odd, when))
              .counting(
                  Counts.NONE.with(
                      new Counts.Changes(
                          Long.MAX_VALUE, Long.MAX_VALUE, 1, Long.MAX_VALUE, 1, 1, Long.MIN_VALUE)))
              .reading(new ImportExecution.ExportFacts(odd, when, 1, 1))
              .reporting(Map.of(odd, odd))
              .build();
      MailFacts facts =
          new MailFacts(
              hostile,
              new ImportSchedule(
                  Samples.COHORT,
                  odd,
                  new ImportSchedule.Timing(
                      Samples.schedule(locale).cadence(),
                      ZoneId.of("Asia/Tokyo"),
                      Optional.empty()),
                  Samples.schedule(locale).mails(),
                  new ImportSchedule.ExportRules(
                      NullWords.DEFAULT,
                      Optional.of(Duration.ofSeconds(Long.MAX_VALUE)),
                      ImportLimits.DEFAULT)),
              new MailFacts.ScheduleStanding(ScheduleState.LIVE, Optional.of(when)),
              new EarlierImports(
                  List.of(new SizePoint(odd, when, Long.MIN_VALUE, Outcome.FAILED, true)),
                  List.of(when)),
              new MailOutbox.Installation(odd, odd));

      RenderedMail mail = mails.render(facts);

      assertThat(mail.subject()).isNotBlank().hasSizeLessThanOrEqualTo(2 * Subject.LIMIT);
      assertThat(mail.language()).isEqualTo(locale.tag());
      assertThat(mail.html()).endsWith("</html>\n").doesNotContain("<b>");
    }
  }

  @Test
  void whatCannotBeWrittenAsUsualIsWrittenInPlainerWords() {
    MailFacts facts =
        Samples.facts(
            Samples.of(ended(Reason.BRAZE_KEY))
                .counting(Counts.NONE)
                .named("<script>alert(1)</script>\r\nBcc: x")
                .build(),
            MailLocale.FRENCH);

    RenderedMail mail =
        ImportMail.orPlainly(
            any -> {
              throw new ArithmeticException("a fault of ours");
            },
            facts);

    assertThat(mail.subject()).isEqualTo("FAILED: <script>alert(1)</script> Bcc: x");
    assertThat(mail.text())
        .contains("ended: FAILED (BRAZE_KEY).", "Braze refused the REST API key")
        .contains("kubit-cohort-import history acme spring-buyers", "s-20261122T0800Z-r3");
    assertThat(mail.html()).doesNotContain("<script>").contains("FAILED (BRAZE_KEY)");
    assertThat(mail.language()).isEqualTo("en");
  }

  @Test
  void aNameCannotForgeAHeaderOrALine() {
    RenderedMail mail = named("Buyers\r\nBcc: evil@example.com\u202Egnp", MailLocale.ENGLISH);

    assertThat(mail.subject())
        .isEqualTo("Imported: Buyers Bcc: evil@example.comgnp – 1,204 added, 37 removed");
    assertThat(mail.text()).contains("\nBuyers Bcc: evil@example.comgnp\n");
    assertThat(mail.html()).doesNotContain("\u202E", "\r");
  }

  @Test
  void aNameCannotBecomeMarkup() {
    RenderedMail mail = named("<script>alert(1)</script> & \"co\" {msg}", MailLocale.ENGLISH);

    assertThat(mail.html())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot; {msg}")
        .doesNotContain("<script");
    assertThat(mail.text()).contains("<script>alert(1)</script> & \"co\" {msg}");
  }

  @Test
  void aLongNameLeavesRoomForTheOutcomeAndTheHeadline() throws IOException {
    RenderedMail mail = named("日本".repeat(120), MailLocale.ENGLISH);
    MailGallery.keep("long-name.html", mail.html());

    assertThat(mail.subject())
        .startsWith("Imported: 日本")
        .contains("… – 1,204 added")
        .hasSizeLessThanOrEqualTo(Subject.LIMIT);
    assertThat(mail.html()).contains("日本".repeat(120));
  }

  @Test
  void whoAskedForAManualImportIsNamed() {
    ImportExecution manual =
        Samples.of(IMPORTED).askedForBy("Anna <b>\nBcc: x", Samples.NOW).build();

    RenderedMail mail = mails.render(Samples.facts(manual, MailLocale.ENGLISH));

    assertThat(mail.text()).contains("Started by: Anna <b> Bcc: x");
    assertThat(mail.html()).contains("Anna &lt;b&gt; Bcc: x");
  }

  private RenderedMail named(String name, MailLocale locale) {
    return mails.render(Samples.facts(Samples.of(IMPORTED).named(name).build(), locale));
  }
}

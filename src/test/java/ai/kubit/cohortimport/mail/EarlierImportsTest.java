package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.mail.MailFacts.EarlierImports;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mail says of the imports before. */
@QuarkusTest
class EarlierImportsTest extends MailTestBed {
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void theFirstImportAfterTroubleSaysThatItWorksAgain(MailLocale locale) throws IOException {
    SizePoint failed = point("s-8", "2026-11-21T08:00:00Z", Outcome.FAILED, false);
    MailFacts facts = Samples.facts(Samples.execution(IMPORTED), locale);

    RenderedMail mail = mails.render(after(new EarlierImports(List.of(failed), List.of()), facts));

    MailGallery.keep(locale.tag() + "-again.html", mail.html());
    assertThat(mail.subject())
        .isNotEqualTo(mail(IMPORTED, locale).subject())
        .contains(": Spring buyers – ".replace(":", locale == MailLocale.FRENCH ? "\u00a0:" : ":"));
    assertThat(plain(mail.text())).containsPattern("21[. ].*2026, |Nov 21, 2026, 9:00");
  }

  @Test
  void whoWasNotToldOfEarlierImportsIsToldWhichOnes() {
    MailFacts facts = Samples.facts(Samples.execution(IMPORTED), MailLocale.ENGLISH);
    List<Instant> notMailed =
        List.of(Instant.parse("2026-11-20T08:01:00Z"), Instant.parse("2026-11-21T08:01:00Z"));
    EarlierImports earlier = new EarlierImports(facts.past().recent(), notMailed);

    assertThat(plain(mails.render(after(earlier, facts)).text()))
        .contains("No mail could be delivered about the imports that ended at these times:")
        .contains("Nov 20, 2026, 9:01 AM (Europe/Berlin); Nov 21, 2026, 9:01 AM (Europe/Berlin).");
  }

  private static MailFacts after(EarlierImports earlier, MailFacts facts) {
    return new MailFacts(
        facts.execution(), facts.schedule(), facts.standing(), earlier, facts.installation());
  }
}

package ai.kubit.cohortimport.mail;

import static ai.kubit.cohortimport.ledger.TestChanges.onlyRemoving;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import io.quarkus.test.junit.QuarkusTest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which numbers a mail shows. */
@QuarkusTest
class MailFiguresTest extends MailTestBed {
  @Test
  void anImportThatNeverSawItsExportShowsNoZeros() {
    assertThat(mail(ended(Reason.EXPORT_MISSING), MailLocale.ENGLISH).text())
        .doesNotContain("Members in the export", "To add", "Export of")
        .contains("Members now, accepted by Braze: 11,108");
  }

  @Test
  void everyCountOfAHalfDoneImportIsShown() {
    assertThat(mail(ended(Reason.MEMBERS_REFUSED), MailLocale.ENGLISH).text())
        .contains(
            "To add: 1,204",
            "To remove: 37",
            "Unchanged: 11,108",
            "Changes accepted by Braze: 1,236",
            "Changes refused by Braze: 5");
    assertThat(mail(ended(Reason.ROWS_REJECTED), MailLocale.ENGLISH).text())
        .contains("Rejected rows: 12", "– no identifier: 10", "– identifier too long: 2")
        .contains(
            "s3://kubit-state/state/acme/spring-buyers/reports/s-20261122T0800Z-r3/rejected-rows.csv");
  }

  @Test
  void theNumbersOneWantsStandFirst() {
    assertThat(paragraph(mail(IMPORTED, MailLocale.ENGLISH), 1))
        .isEqualTo("Members now, accepted by Braze: 12,312\nJoined: 1,204\nLeft: 37");
    assertThat(paragraph(mail(TOO_MANY, MailLocale.ENGLISH), 1))
        .isEqualTo("Members now, accepted by Braze: 11,108");
    assertThat(paragraph(mail(ended(Reason.MEMBERS_REFUSED), MailLocale.ENGLISH), 1))
        .endsWith("Changes accepted by Braze: 1,236 of 1,241");
  }

  /** After a rename the guard judges members that the import counts under the new name only. */
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void figuresThatCannotBeTheGuardsAreLeftToItsOwnSentence(MailLocale locale) {
    for (long members : List.of(0L, 900L)) {
      String text = mails.render(Samples.facts(tooMany(1_000, members), locale)).text();

      assertThat(plain(text))
          .contains("The export would remove 9,208 of 11,108 members, which is more than 50 %.")
          .doesNotContain("(0%)", "(0 %)", "(111");
    }
  }

  @Test
  void aShareJustAboveTheLimitDoesNotLookLikeTheLimit() {
    assertThat(plain(mails.render(Samples.facts(tooMany(5_004, 10_000), MailLocale.GERMAN)).text()))
        .contains("5.004 von 10.000 Mitgliedern", "(50,04 %)", "erlaubt 50 %.");
    ReaderFormat english = new ReaderFormat(Locale.ENGLISH, ZoneOffset.UTC);
    assertThat(english.shareAbove(50, 500_000_001, 1_000_000_000)).isEqualTo("50.0000001%");
    assertThat(english.shareAbove(50, 2, 3)).isEqualTo("66.7%");
    assertThat(english.shareAbove(50, 1, 1)).isEqualTo("100%");
  }

  private static ImportExecution tooMany(long removals, long members) {
    return Samples.of(TOO_MANY)
        .counting(
            Samples.countsOf(TOO_MANY)
                .with(new Counts.Members(2_000, 2_000, 0, members))
                .with(onlyRemoving(removals).changes()))
        .build();
  }

  @Test
  void theChartSaysEverySizeInWordsAndAsABar() {
    RenderedMail mail = mail(IMPORTED, MailLocale.ENGLISH);

    assertThat(plain(mail.text()))
        .contains("Nov 15, 2026, 9:01 AM: 9,400\n", "Nov 17, 2026, 9:01 AM: 9,950 (Failed)\n")
        .contains("Nov 22, 2026, 9:01 AM: 12,312\n");
    assertThat(mail.html()).contains("width=\"76%\"", "width=\"100%\" height=\"12\"");
  }

  @Test
  void theChartsColumnsHaveHeadings() {
    assertThat(mail(IMPORTED, MailLocale.ENGLISH).html())
        .containsPattern("<th [^>]*scope=\"col\"[^>]*>Import</th>")
        .containsPattern(
            "<th [^>]*scope=\"col\" colspan=\"2\"[^>]*>Members accepted by Braze in all</th>");
  }

  @Test
  void oneSizeIsNoCourse() {
    RenderedMail mail = mails.render(recent(IMPORTED, List.of()));

    assertThat(mail.text()).doesNotContain("import by import");
  }

  @Test
  void theExecutionItselfIsShownOnceWhetherGivenOrNot() {
    ImportExecution execution = Samples.execution(IMPORTED);
    List<SizePoint> recent = new ArrayList<>(Samples.recent());
    SizePoint.of(execution).ifPresent(recent::add);

    assertThat(mails.render(recent(IMPORTED, recent)))
        .isEqualTo(mails.render(recent(IMPORTED, Samples.recent())));
  }
}

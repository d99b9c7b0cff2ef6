package ai.kubit.cohortimport.mail;

import static ai.kubit.cohortimport.ledger.TestChanges.adding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.mail.Samples.Ended;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mail claims to have happened at Braze, and how grave it is. */
@QuarkusTest
class MailClaimsTest extends MailTestBed {
  @Test
  void nothingIsCalledImportedThatBrazeMerelyAccepted() {
    for (Ended ended : Samples.endings()) {
      assertThat(mail(ended, MailLocale.ENGLISH).text())
          .contains("Members now, accepted by Braze")
          .doesNotContain("delivered", "users imported", "members imported");
    }
  }

  @Test
  void anUntouchedSegmentIsSaidToBeUnchangedSinceTheLastChange() {
    SizePoint failed = point("s-8", "2026-11-21T08:00:00Z", Outcome.FAILED, false);
    SizePoint changed = point("s-7", "2026-11-20T08:00:00Z", Outcome.COMPLETED, true);

    RenderedMail mail = mails.render(recent(ended(Reason.BRAZE_KEY), List.of(failed, changed)));

    assertThat(plain(mail.text()))
        .contains("unchanged since the import of Nov 20, 2026, 9:00 AM (Europe/Berlin)");
  }

  @Test
  void withoutAnyEarlierChangeNoDateIsInvented() {
    RenderedMail mail = mails.render(recent(ended(Reason.BRAZE_KEY), List.of()));

    assertThat(mail.text())
        .contains("Segments that use this cohort stay as they were.")
        .doesNotContain("unchanged since");
  }

  @Test
  void aHalfDoneImportIsNotSaidToHaveChangedNothing() {
    RenderedMail mail = mail(ended(Reason.BRAZE_UNAVAILABLE), MailLocale.ENGLISH);

    assertThat(mail.text())
        .contains("Braze accepted 450 of 1,241 changes.")
        .doesNotContain("unchanged since", "changed nothing");
  }

  @Test
  void changesWithAnUnknownFateAreNotSaidToHaveChangedNothing() {
    ImportExecution execution =
        Samples.of(ended(Reason.BRAZE_UNAVAILABLE)).counting(adding(75).unknown(75)).build();

    assertThat(mails.render(Samples.facts(execution, MailLocale.ENGLISH)).text())
        .contains("Braze accepted 0 of 75 changes.")
        .doesNotContain("unchanged since", "changed nothing");
  }

  @Test
  void changesThatWereAllRefusedAreNotCalledUsersWhoCouldNotBeIdentified() {
    ImportExecution execution =
        Samples.of(ended(Reason.MEMBERS_REFUSED)).counting(adding(3).refused(3)).build();

    assertThat(mails.render(Samples.facts(execution, MailLocale.ENGLISH)).text())
        .contains("Braze accepted 0 of 3 changes.")
        .doesNotContain("could not be identified");
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void usersWhomBrazeDoesNotKnowAreExplainedWhereSegmentsAre(MailLocale locale) {
    String sentence =
        switch (locale) {
          case ENGLISH -> "Braze also accepts users it does not know";
          case GERMAN -> "Braze nimmt auch Nutzer an, die es nicht kennt";
          case FRENCH -> "Braze accepte aussi des utilisateurs qu’il ne connaît pas";
          case BRAZILIAN_PORTUGUESE -> "A Braze também aceita usuários que não conhece";
        };

    assertThat(paragraph(mail(IMPORTED, locale), 3)).contains(sentence);
    assertThat(paragraph(mail(ended(Reason.ROWS_REJECTED), locale), 3)).contains(sentence);
    assertThat(mail(ended(Reason.EXPORT_MISSING), locale).text()).doesNotContain(sentence);
  }

  @Test
  void aProblemsColourFollowsItsShare() {
    assertThat(tone(Reason.ROWS_REJECTED, Samples.counts(1_204, 37, 0, 0, 12)))
        .isEqualTo(Tone.NOTE);
    assertThat(tone(Reason.ROWS_REJECTED, Samples.counts(1_204, 37, 0, 0, 1_000)))
        .isEqualTo(Tone.WARN);
    assertThat(tone(Reason.ROWS_REJECTED, Samples.counts(0, 0, 0, 0, 100_000))).isEqualTo(Tone.BAD);
    assertThat(tone(Reason.MEMBERS_REFUSED, Samples.counts(1_204, 37, 5, 0, 0)))
        .isEqualTo(Tone.NOTE);
    assertThat(tone(Reason.MEMBERS_UNKNOWN, Samples.counts(1_204, 37, 0, 75, 0)))
        .isEqualTo(Tone.WARN);
    assertThat(tone(Reason.REMOVALS_HELD, Samples.counts(1_204, 37, 0, 0, 12)))
        .isEqualTo(Tone.WARN);
  }

  private static Tone tone(Reason reason, Counts counts) {
    return Tone.of(Samples.of(ended(reason)).counting(counts).build());
  }

  @Test
  void anExecutionThatIsNotDoneHasNoMail() {
    ImportExecution running = Samples.of(IMPORTED).in(State.RUNNING).build();

    assertThatThrownBy(() -> Samples.facts(running, MailLocale.ENGLISH))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

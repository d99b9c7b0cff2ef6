package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.mail.Samples.Ended;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleState;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which commands a mail offers, and what it promises of the next import. */
@QuarkusTest
class OfferedCommandsTest extends MailTestBed {
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void aRefusalNamesTheExactCommandsThatConfirmIt(MailLocale locale) {
    String you =
        switch (locale) {
          case ENGLISH -> "Your name";
          case GERMAN -> "Ihr Name";
          case FRENCH -> "Votre nom";
          case BRAZILIAN_PORTUGUESE -> "Seu nome";
        };
    for (Reason reason : List.of(Reason.GUARD_EMPTY, Reason.GUARD_REMOVALS)) {
      RenderedMail mail = mail(ended(reason), locale);

      assertThat(mail.text().lines().map(String::strip))
          .contains(
              "kubit-cohort-import import-now acme spring-buyers --requested-by \"%s\""
                      .formatted(you)
                  + " --confirm-removals s-20261122T0800Z-r3",
              "{\"action\":\"import-now\",\"workspaceId\":\"acme\",\"cohortId\":\"spring-buyers\","
                  + "\"requestedBy\":\"%s\",\"confirmRemovals\":\"s-20261122T0800Z-r3\"}"
                      .formatted(you));
      assertThat(mail.html())
          .contains(
              "--requested-by &quot;" + you + "&quot; --confirm-removals s-20261122T0800Z-r3</pre>",
              "&quot;confirmRemovals&quot;:&quot;s-20261122T0800Z-r3&quot;}</pre>");
    }
  }

  @Test
  void onlyWhatTheReaderCanPutRightOffersAnotherImport() {
    assertThat(mail(ended(Reason.BRAZE_KEY), MailLocale.ENGLISH).text())
        .contains("kubit-cohort-import import-now acme spring-buyers --requested-by \"Your name\"");
    assertThat(mail(ended(Reason.STUCK), MailLocale.ENGLISH).text()).doesNotContain("import-now");
    assertThat(mail(ended(Reason.BRAZE_UNAVAILABLE), MailLocale.ENGLISH).text())
        .doesNotContain("import-now");
    assertThat(mail(IMPORTED, MailLocale.ENGLISH).text()).doesNotContain("import-now");
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void aTextThatPromisesACommandHasOne(MailLocale locale) {
    Pattern promise = Pattern.compile("below|unten|ci-dessous|abaixo");
    for (Ended ended : Samples.endings()) {
      String text = mail(ended, locale).text();
      String act = text.split("\n\n", -1)[4];
      if (promise.matcher(act).find() && ended.reason().get() != Reason.STUCK) {
        assertThat(text).as(act).contains("import-now");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void nothingThatACancelledScheduleRefusesIsOffered(MailLocale locale) {
    for (Ended ended : Samples.endings()) {
      ImportExecution execution = Samples.execution(ended);
      String text = mails.render(withoutNext(execution, ScheduleState.CANCELLED, locale)).text();

      assertThat(text).doesNotContain("import-now");
      if (ended.reason().isPresent() && ended.reason().get() != Reason.STUCK) {
        assertThat(text).contains("put-schedule");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void withoutANextImportWhatBrazeLeftOpenCanBeImportedAgain(MailLocale locale) {
    for (Reason reason :
        List.of(Reason.BRAZE_UNAVAILABLE, Reason.MEMBERS_UNKNOWN, Reason.MEMBERS_REFUSED)) {
      ImportExecution execution = Samples.execution(ended(reason));
      RenderedMail usual = mails.render(Samples.facts(execution, locale));
      RenderedMail last = mails.render(withoutNext(execution, ScheduleState.FINISHED, locale));

      assertThat(usual.text()).doesNotContain("import-now");
      assertThat(last.text())
          .contains("kubit-cohort-import import-now acme spring-buyers --requested-by \"");
      assertThat(paragraph(last, 3)).isNotEqualTo(paragraph(usual, 3));
      assertThat(paragraph(last, 4)).isNotEqualTo(paragraph(usual, 4));
    }
  }

  @Test
  void withoutANextImportNoneIsPromised() {
    for (Reason reason :
        List.of(Reason.BRAZE_UNAVAILABLE, Reason.MEMBERS_UNKNOWN, Reason.MEMBERS_REFUSED)) {
      ImportExecution execution = Samples.of(ended(reason)).saying("").build();

      assertThat(
              mails
                  .render(withoutNext(execution, ScheduleState.FINISHED, MailLocale.ENGLISH))
                  .text())
          .contains("what is missing is sent when the cohort is imported again")
          .contains("it does not start by itself")
          .doesNotContainIgnoringCase("the next import")
          .doesNotContain("nothing for you to do", "wait for the next one");
    }
  }

  /** A thing with a redirection sign is a redirection once it is pasted into a shell. */
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void aCommandCanBePastedIntoAShellAsItIs(MailLocale locale) {
    for (Ended ended : Samples.endings()) {
      assertThat(mail(ended, locale).text().lines().filter(line -> line.contains("import-now ")))
          .allMatch(
              line ->
                  line.strip()
                      .matches(
                          "kubit-cohort-import import-now acme spring-buyers"
                              + " --requested-by \"\\p{L}+ \\p{L}+\""
                              + "( --confirm-removals s-20261122T0800Z-r3)?"));
    }
  }
}

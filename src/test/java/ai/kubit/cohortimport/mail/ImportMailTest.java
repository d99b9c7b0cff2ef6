package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.cohort.RowProblem;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.Origin;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.mail.Samples.Ended;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class ImportMailTest {
  private static final ImportOptions DRAIN = new ImportOptions(false, false, true);
  private static final Ended IMPORTED = new Ended(Outcome.COMPLETED, Optional.empty());
  private static final Ended TOO_MANY = ended(Reason.GUARD_REMOVALS);
  private static final Pattern EXTERNAL =
      Pattern.compile("<(script|svg|img|link|iframe|a) |https?:|@import|url\\(");

  private final ImportMail mails = new ImportMail();

  // Texts and languages

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
          Samples.execution(
              ended(Reason.ROWS_REJECTED),
              counts.with(new Counts.Rows(11_115, 1, 3, Map.of(problem.name(), 1L))),
              ImportOptions.PLAIN,
              "Spring buyers");

      assertThat(mails.render(Samples.facts(execution, locale)).text())
          .containsPattern("– \\p{L}.*: 1\n")
          .doesNotContain(problem.name() + ":", problem.name() + " :", "rejectedRows");
    }
  }

  @Test
  void a8AMailShowsWhatLiesBesideTheExportAndDoesNotCount() {
    ImportExecution plain = Samples.execution(new Ended(Outcome.COMPLETED, Optional.empty()));
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
        with(ended(Reason.EXPORT_MISSING), "There is nothing under exports/acme/spring-buyers/.");

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

  // What is claimed

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
    Counts counts = Counts.NONE.with(new Counts.Changes(75, 0, 0, 0, 0, 75, 0));
    ImportExecution execution =
        Samples.execution(
            ended(Reason.BRAZE_UNAVAILABLE), counts, ImportOptions.PLAIN, "Spring buyers");

    assertThat(mails.render(Samples.facts(execution, MailLocale.ENGLISH)).text())
        .contains("Braze accepted 0 of 75 changes.")
        .doesNotContain("unchanged since", "changed nothing");
  }

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
  void aDrainSaysThatEveryoneWasRemoved() {
    Counts counts = Counts.NONE.with(new Counts.Changes(0, 500, 0, 500, 0, 0, 0));
    ImportExecution drained = Samples.execution(IMPORTED, counts, DRAIN, "Spring buyers");

    RenderedMail mail = mails.render(Samples.facts(drained, MailLocale.ENGLISH));

    assertThat(mail.subject()).isEqualTo("Imported: Spring buyers – all members removed");
    assertThat(mail.text())
        .contains("Removed, accepted by Braze: 500")
        .doesNotContain("Members in the export", "Unchanged", "Added");
    assertThat(mail.text()).contains("no longer contain anyone from it");
  }

  @Test
  void anExecutionThatIsNotDoneHasNoMail() {
    ImportExecution done = Samples.execution(IMPORTED);
    ImportExecution running =
        new ImportExecution(
            new ImportExecution.Identity(done.cohort(), done.executionId(), done.cohortName()),
            done.origin(),
            new ImportExecution.Lifecycle(State.RUNNING, Optional.empty()),
            new ImportExecution.WorkDone(done.counts(), done.export(), done.delivery()),
            new ImportExecution.Output(done.reports(), done.mail()));

    assertThatThrownBy(() -> Samples.facts(running, MailLocale.ENGLISH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // Commands

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

  /** Nothing is imported under a schedule that was cancelled, so import-now would be refused. */
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void anUnfinishedDrainOffersTheDrainAgain(MailLocale locale) {
    for (Reason reason : List.of(Reason.STOPPED, Reason.BRAZE_UNAVAILABLE, Reason.BRAZE_KEY)) {
      Counts counts = Counts.NONE.with(new Counts.Changes(0, 500, 0, 200, 0, 0, 300));
      ImportExecution drain = Samples.execution(ended(reason), counts, DRAIN, "Spring buyers");

      RenderedMail mail = mails.render(withoutNext(drain, ScheduleState.CANCELLED, locale));

      assertThat(mail.text().lines().map(String::strip))
          .contains(
              "kubit-cohort-import cancel-schedule acme spring-buyers --drain",
              "{\"action\":\"cancel-schedule\",\"workspaceId\":\"acme\","
                  + "\"cohortId\":\"spring-buyers\",\"drain\":true}");
      assertThat(mail.text()).doesNotContain("import-now");
    }
  }

  @Test
  void anUnfinishedDrainPromisesNoNextImport() {
    Counts counts = Counts.NONE.with(new Counts.Changes(0, 500, 0, 200, 0, 0, 300));
    ImportExecution drain =
        Samples.execution(ended(Reason.BRAZE_UNAVAILABLE), counts, DRAIN, "Spring buyers");

    String text =
        mails.render(withoutNext(drain, ScheduleState.CANCELLED, MailLocale.ENGLISH)).text();

    assertThat(text)
        .contains("Braze accepted 200 of 500 removals.")
        .contains("To remove the members who are left, use the command below.")
        .doesNotContain("the next import", "nothing for you to do");
  }

  @Test
  void aDrainThatFindsNobodySaysSo() {
    ImportExecution drain = Samples.execution(IMPORTED, Counts.NONE, DRAIN, "Spring buyers");

    String text =
        mails.render(withoutNext(drain, ScheduleState.CANCELLED, MailLocale.ENGLISH)).text();

    assertThat(text)
        .contains("Nobody was left to remove, so nothing was sent.")
        .contains("Segments that use this cohort no longer contain anyone from it.")
        .doesNotContain("The export was compared", "match the export");
  }

  @Test
  void aDrainIsStartedByNobodyWithAName() {
    ImportExecution sample = Samples.execution(IMPORTED, Samples.drained(), DRAIN, "Spring buyers");
    Origin origin = new Origin(Trigger.MANUAL, "", Optional.empty(), Samples.NOW, DRAIN);
    ImportExecution drain = copy(sample, origin, sample.ending().orElseThrow());

    assertThat(mails.render(Samples.facts(drain, MailLocale.ENGLISH)).text())
        .doesNotContain("Started by");
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
      ImportExecution execution = with(ended(reason), "");

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

  @Test
  void changesThatWereAllRefusedAreNotCalledUsersWhoCouldNotBeIdentified() {
    Counts counts = Counts.NONE.with(new Counts.Changes(3, 0, 0, 0, 3, 0, 0));
    ImportExecution execution =
        Samples.execution(
            ended(Reason.MEMBERS_REFUSED), counts, ImportOptions.PLAIN, "Spring buyers");

    assertThat(mails.render(Samples.facts(execution, MailLocale.ENGLISH)).text())
        .contains("Braze accepted 0 of 3 changes.")
        .doesNotContain("could not be identified");
  }

  // What readers trip over

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
  void theNumbersOneWantsStandFirst() {
    assertThat(paragraph(mail(IMPORTED, MailLocale.ENGLISH), 1))
        .isEqualTo("Members now, accepted by Braze: 12,312\nJoined: 1,204\nLeft: 37");
    assertThat(paragraph(mail(TOO_MANY, MailLocale.ENGLISH), 1))
        .isEqualTo("Members now, accepted by Braze: 11,108");
    assertThat(paragraph(mail(ended(Reason.MEMBERS_REFUSED), MailLocale.ENGLISH), 1))
        .endsWith("Changes accepted by Braze: 1,236 of 1,241");
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
            facts.execution(),
            schedule,
            facts.state(),
            facts.nextRunAt(),
            facts.recent(),
            List.of(),
            facts.stateBucket(),
            facts.stage());

    assertThat(plain(mails.render(limited).text()))
        .contains("Er ist vom 20.11.2026, 02:00 (Europe/Berlin); der Zeitplan erlaubt")
        .contains("höchstens 48 Std.")
        .doesNotContain("hours old");
  }

  @Test
  void whatIsStuckIsSaidOnce() {
    assertThat(mail(ended(Reason.STUCK), MailLocale.ENGLISH).text())
        .containsOnlyOnce("no progress");
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
    return Tone.of(Samples.execution(ended(reason), counts, ImportOptions.PLAIN, "Spring buyers"));
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void theFirstImportAfterTroubleSaysThatItWorksAgain(MailLocale locale) throws IOException {
    SizePoint failed = point("s-8", "2026-11-21T08:00:00Z", Outcome.FAILED, false);
    MailFacts facts = Samples.facts(Samples.execution(IMPORTED), locale);
    MailFacts after =
        new MailFacts(
            facts.execution(),
            facts.schedule(),
            facts.state(),
            facts.nextRunAt(),
            List.of(failed),
            List.of(),
            facts.stateBucket(),
            facts.stage());

    RenderedMail mail = mails.render(after);

    MailGallery.keep(locale.tag() + "-again.html", mail.html());
    assertThat(mail.subject())
        .isNotEqualTo(mail(IMPORTED, locale).subject())
        .contains(": Spring buyers – ".replace(":", locale == MailLocale.FRENCH ? "\u00a0:" : ":"));
    assertThat(plain(mail.text())).containsPattern("21[. ].*2026, |Nov 21, 2026, 9:00");
  }

  @Test
  void whoWasNotToldOfEarlierImportsIsToldWhichOnes() {
    MailFacts facts = Samples.facts(Samples.execution(IMPORTED), MailLocale.ENGLISH);
    MailFacts after =
        new MailFacts(
            facts.execution(),
            facts.schedule(),
            facts.state(),
            facts.nextRunAt(),
            facts.recent(),
            List.of(Instant.parse("2026-11-20T08:01:00Z"), Instant.parse("2026-11-21T08:01:00Z")),
            facts.stateBucket(),
            facts.stage());

    assertThat(plain(mails.render(after).text()))
        .contains("No mail could be delivered about the imports that ended at these times:")
        .contains("Nov 20, 2026, 9:01 AM (Europe/Berlin); Nov 21, 2026, 9:01 AM (Europe/Berlin).");
  }

  // Whatever the facts

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void aMailGoesOutWhateverItsFactsAre(MailLocale locale) {
    String odd = "\uD800 {x} %s \u0000 <b> \r\n" + "x".repeat(5_000);
    for (Instant when :
        List.of(Instant.MAX, Instant.MIN, Instant.parse("+999999999-12-31T00:00:00Z"))) {
      ImportExecution sample = Samples.execution(ended(Reason.EXPORT_CORRUPT));
      ImportExecution hostile =
          new ImportExecution(
              new ImportExecution.Identity(sample.cohort(), odd, odd),
              new Origin(Trigger.SCHEDULED, odd, Optional.of(when), when, ImportOptions.PLAIN),
              new ImportExecution.Lifecycle(
                  State.DONE,
                  Optional.of(
                      new Ending(Outcome.FAILED, Optional.of(Reason.EXPORT_CORRUPT), odd, when))),
              new ImportExecution.WorkDone(
                  Counts.NONE.with(
                      new Counts.Changes(
                          Long.MAX_VALUE, Long.MAX_VALUE, 1, Long.MAX_VALUE, 1, 1, Long.MIN_VALUE)),
                  Optional.of(new ImportExecution.ExportFacts(odd, when, 1, 1)),
                  sample.delivery()),
              new ImportExecution.Output(Map.of(odd, odd), sample.mail()));
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
              ScheduleState.LIVE,
              Optional.of(when),
              List.of(new SizePoint(odd, when, Long.MIN_VALUE, Outcome.FAILED, true)),
              List.of(when),
              odd,
              odd);

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
            Samples.execution(
                ended(Reason.BRAZE_KEY),
                Counts.NONE,
                ImportOptions.PLAIN,
                "<script>alert(1)</script>\r\nBcc: x"),
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

  // Text of others

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
    ImportExecution manual = requestedBy("Anna <b>\nBcc: x");

    RenderedMail mail = mails.render(Samples.facts(manual, MailLocale.ENGLISH));

    assertThat(mail.text()).contains("Started by: Anna <b> Bcc: x");
    assertThat(mail.html()).contains("Anna &lt;b&gt; Bcc: x");
  }

  @Test
  void anotherEnvironmentThanProductionIsMarked() {
    MailFacts facts = Samples.facts(Samples.execution(IMPORTED), MailLocale.ENGLISH);
    MailFacts staging =
        new MailFacts(
            facts.execution(),
            facts.schedule(),
            ScheduleState.FINISHED,
            Optional.empty(),
            List.of(),
            List.of(),
            "kubit-state",
            "staging");

    RenderedMail mail = mails.render(staging);

    assertThat(mail.subject()).startsWith("[staging] Imported: ");
    assertThat(mail.text()).contains("No further import is scheduled.");
  }

  // The document

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

  private RenderedMail mail(Ended ended, MailLocale locale) {
    return mails.render(Samples.facts(Samples.execution(ended), locale));
  }

  private RenderedMail named(String name, MailLocale locale) {
    return mails.render(
        Samples.facts(
            Samples.execution(IMPORTED, Samples.countsOf(IMPORTED), ImportOptions.PLAIN, name),
            locale));
  }

  private static MailFacts recent(Ended ended, List<SizePoint> recent) {
    MailFacts facts = Samples.facts(Samples.execution(ended), MailLocale.ENGLISH);
    return new MailFacts(
        facts.execution(),
        facts.schedule(),
        facts.state(),
        facts.nextRunAt(),
        recent,
        List.of(),
        facts.stateBucket(),
        facts.stage());
  }

  private static MailFacts withoutNext(
      ImportExecution execution, ScheduleState state, MailLocale locale) {
    MailFacts facts = Samples.facts(execution, locale);
    return new MailFacts(
        execution,
        facts.schedule(),
        state,
        Optional.empty(),
        facts.recent(),
        List.of(),
        facts.stateBucket(),
        facts.stage());
  }

  private static SizePoint point(String id, String at, Outcome outcome, boolean changed) {
    return new SizePoint(id, Instant.parse(at), 100, outcome, changed);
  }

  private static Ended ended(Reason reason) {
    return new Ended(Samples.outcomeOf(reason), Optional.of(reason));
  }

  private static ImportExecution with(Ended ended, String message) {
    ImportExecution sample = Samples.execution(ended);
    Ending ending =
        new Ending(ended.outcome(), ended.reason(), message, Samples.NOW.plusSeconds(95));
    return copy(sample, sample.origin(), ending);
  }

  private static ImportExecution requestedBy(String person) {
    ImportExecution sample = Samples.execution(IMPORTED);
    Origin origin =
        new Origin(Trigger.MANUAL, person, Optional.empty(), Samples.NOW, ImportOptions.PLAIN);
    return copy(sample, origin, sample.ending().orElseThrow());
  }

  private static ImportExecution copy(ImportExecution sample, Origin origin, Ending ending) {
    return new ImportExecution(
        new ImportExecution.Identity(sample.cohort(), sample.executionId(), sample.cohortName()),
        origin,
        new ImportExecution.Lifecycle(sample.state(), Optional.of(ending)),
        new ImportExecution.WorkDone(sample.counts(), sample.export(), sample.delivery()),
        new ImportExecution.Output(sample.reports(), sample.mail()));
  }

  private static ImportExecution tooMany(long removals, long members) {
    Counts counts =
        Samples.countsOf(TOO_MANY)
            .with(new Counts.Members(2_000, 2_000, 0, members))
            .with(new Counts.Changes(0, removals, 0, 0, 0, 0, removals));
    return Samples.execution(TOO_MANY, counts, ImportOptions.PLAIN, "Spring buyers");
  }

  private static String paragraph(RenderedMail mail, int number) {
    return mail.text().split("\n\n", -1)[number];
  }

  private static String withoutPayload(String text) {
    return text.lines()
        .filter(line -> !line.contains("requestedBy"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  /** With plain spaces in place of the narrow and the unbreakable ones of some languages. */
  private static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ');
  }
}

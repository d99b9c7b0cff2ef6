package ai.kubit.cohortimport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.DeliveryProgress;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.TestChanges;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the guard counted, as a reader of the mail gets it. */
@QuarkusTest
class GuardWordsTest extends MailTestBed {
  private static final ImportGuard.GuardTotals JUDGED =
      new ImportGuard.GuardTotals(
          new ImportGuard.GuardMembers(1_000, 1_000, 300, 700, 0),
          new ImportGuard.GuardRows(300, 0, 0));

  private static ImportExecution refused(
      Reason reason,
      Counts counts,
      ImportOptions options,
      Optional<ImportGuard.GuardTotals> totals) {
    return Samples.of(Samples.ended(reason))
        .counting(counts)
        .with(options)
        .delivering(totals.map(judged -> judgedOn(reason, judged)))
        .build();
  }

  private static ImportExecution refusedRemovals(Counts counts, ImportGuard.GuardTotals totals) {
    return refused(Reason.GUARD_REMOVALS, counts, ImportOptions.PLAIN, Optional.of(totals));
  }

  private static DeliveryProgress judgedOn(Reason reason, ImportGuard.GuardTotals totals) {
    return new DeliveryProgress(
        "plan",
        new ImportGuard.Decision(Optional.of(reason), false, "", Optional.of(totals)),
        new DeliveryProgress.AnsweredSteps(new TreeSet<>(), new TreeMap<>(), List.of(), 0),
        new DeliveryProgress.LastAnswers(Optional.empty(), Optional.empty()),
        new DeliveryProgress.Certainty(0, false));
  }

  private static Counts counts(long imported, long additions, long removals) {
    return Counts.NONE
        .with(new Counts.Members(300, 300, 0, imported))
        .with(TestChanges.adding(additions).removing(removals).changes());
  }

  private String text(ImportExecution execution) {
    return text(execution, MailLocale.ENGLISH);
  }

  private String text(ImportExecution execution, MailLocale locale) {
    return plain(mails.render(Samples.facts(execution, locale)).text());
  }

  /** 250 are certain and 750 maybe: the share of the certain ones would be 280 %. */
  @Test
  void d24AGuardsShareIsOfItsOwnFiguresWhereMembersAreMaybe() {
    String text = text(refusedRemovals(counts(250, 0, 700), JUDGED));

    assertThat(text)
        .contains("700 of 1,000 members would have been removed (70%); the schedule allows 50%.")
        .doesNotContain("280", "of 250 members");
  }

  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void theGuardsOwnFiguresStandInEveryLanguage(MailLocale locale) {
    String text = text(refusedRemovals(counts(250, 0, 700), JUDGED), locale);

    assertThat(text).containsPattern("700 .*1[.,  ]?000").containsPattern("\\(70 ?%\\)");
  }

  @Test
  void whoLeftInTheLastDaysIsCountedTogether() {
    ImportGuard.GuardTotals lately =
        new ImportGuard.GuardTotals(
            new ImportGuard.GuardMembers(600, 1_000, 400, 200, 0),
            new ImportGuard.GuardRows(400, 0, 0));

    assertThat(text(refusedRemovals(counts(600, 0, 200), lately)))
        .contains("200 of 600 members would have been removed.")
        .contains("600 of 1,000 would be gone (60%); the schedule allows 50%.");
  }

  @Test
  void aSmallCohortIsNotJudgedByTheSchedulesShare() {
    ImportGuard.GuardTotals small =
        new ImportGuard.GuardTotals(
            new ImportGuard.GuardMembers(40, 40, 0, 40, 0), new ImportGuard.GuardRows(40, 0, 40));

    assertThat(text(refusedRemovals(counts(40, 0, 40), small)))
        .contains("40 of 40 members would have been removed (100%).")
        .doesNotContain("(100%); the schedule allows");
  }

  @Test
  void growthIsToldAgainstTheMembersThatTheGuardKnew() {
    ImportGuard.GuardTotals grown =
        new ImportGuard.GuardTotals(
            new ImportGuard.GuardMembers(120, 120, 20_120, 0, 20_000),
            new ImportGuard.GuardRows(20_120, 0, 0));

    assertThat(
            text(
                refused(
                    Reason.GUARD_GROWTH,
                    counts(20, 20_000, 0),
                    ImportOptions.PLAIN,
                    Optional.of(grown))))
        .contains(
            "20,000 members would have been added to the 120 that the cohort has. Growth to more"
                + " than 10 times the size needs a confirmation.");
  }

  @Test
  void rowsThatWereAllRejectedAreTheLikelierReasonForAnEmptyExport() {
    Counts.Rows rejected = new Counts.Rows(90, 90, 0, Map.of("BLANK", 90L));
    String sentence = "All 90 rows of the export were rejected";

    assertThat(
            text(
                refused(
                    Reason.GUARD_EMPTY,
                    counts(90, 0, 90).with(rejected),
                    ImportOptions.PLAIN,
                    Optional.empty())))
        .contains(sentence);
    assertThat(
            text(
                refused(
                    Reason.GUARD_EMPTY,
                    counts(90, 0, 90).with(new Counts.Rows(0, 0, 0, Map.of())),
                    ImportOptions.PLAIN,
                    Optional.empty())))
        .doesNotContain("rows of the export were rejected");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"GUARD_EMPTY", "GUARD_REMOVALS", "GUARD_GROWTH"})
  void aConfirmationThatDidNotCoverItIsSaidToBeSo(Reason reason) {
    String sentence = "The confirmation does not cover this import";
    ImportOptions confirmed =
        new ImportOptions(
            false, false, false, Optional.of(new Confirmation(reason, "print", 10, 10)));

    assertThat(text(refused(reason, counts(1_000, 0, 700), confirmed, Optional.of(JUDGED))))
        .contains(sentence);
    assertThat(
            text(refused(reason, counts(1_000, 0, 700), ImportOptions.PLAIN, Optional.of(JUDGED))))
        .doesNotContain(sentence);
  }
}

package ai.kubit.cohortimport.mail;

import static ai.kubit.cohortimport.ledger.TestChanges.onlyRemoving;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleState;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mail about a drain, which removes everyone and reads no export. */
@QuarkusTest
class DrainMailTest extends MailTestBed {
  @Test
  void aDrainSaysThatEveryoneWasRemoved() {
    ImportExecution drained =
        Samples.of(IMPORTED).drain().counting(onlyRemoving(500).accepted(500)).build();

    RenderedMail mail = mails.render(Samples.facts(drained, MailLocale.ENGLISH));

    assertThat(mail.subject()).isEqualTo("Imported: Spring buyers – all members removed");
    assertThat(mail.text())
        .contains("Removed, accepted by Braze: 500")
        .doesNotContain("Members in the export", "Unchanged", "Added");
    assertThat(mail.text()).contains("no longer contain anyone from it");
  }

  /** Nothing is imported under a schedule that was cancelled, so import-now would be refused. */
  @ParameterizedTest
  @EnumSource(MailLocale.class)
  void anUnfinishedDrainOffersTheDrainAgain(MailLocale locale) {
    for (Reason reason : List.of(Reason.STOPPED, Reason.BRAZE_UNAVAILABLE, Reason.BRAZE_KEY)) {
      ImportExecution drain =
          Samples.of(ended(reason)).drain().counting(onlyRemoving(500).accepted(200)).build();

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
    ImportExecution drain =
        Samples.of(ended(Reason.BRAZE_UNAVAILABLE))
            .drain()
            .counting(onlyRemoving(500).accepted(200))
            .build();

    String text =
        mails.render(withoutNext(drain, ScheduleState.CANCELLED, MailLocale.ENGLISH)).text();

    assertThat(text)
        .contains("Braze accepted 200 of 500 removals.")
        .contains("To remove the members who are left, use the command below.")
        .doesNotContain("the next import", "nothing for you to do");
  }

  @Test
  void aDrainThatFindsNobodySaysSo() {
    ImportExecution drain = Samples.of(IMPORTED).drain().counting(Counts.NONE).build();

    String text =
        mails.render(withoutNext(drain, ScheduleState.CANCELLED, MailLocale.ENGLISH)).text();

    assertThat(text)
        .contains("Nobody was left to remove, so nothing was sent.")
        .contains("Segments that use this cohort no longer contain anyone from it.")
        .doesNotContain("The export was compared", "match the export");
  }

  @Test
  void aDrainIsStartedByNobodyWithAName() {
    ImportExecution drain =
        Samples.of(IMPORTED)
            .drain()
            .counting(Samples.drained())
            .askedForBy("", Samples.NOW)
            .build();

    assertThat(mails.render(Samples.facts(drain, MailLocale.ENGLISH)).text())
        .doesNotContain("Started by");
  }
}

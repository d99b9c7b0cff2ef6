package ai.kubit.cohortimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.ScheduleView;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the command line writes where. */
class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Warnings were taken out of the result together with what was to print them. */
  @Test
  void aWarningStandsBelowTheResultAndNotInIt() {
    CohortKey cohort = new CohortKey("acme", "vip");
    ScheduleView schedule =
        ScheduleView.of(
            Schedules.entry(
                cohort, Schedules.daily(cohort, "VIP"), ScheduleState.LIVE, Optional.empty()));

    new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false)
        .show(new Answer.ScheduleFound(schedule, List.of("There is no workspace acme yet.")));

    assertThat(out.toString(UTF_8)).contains("\"state\" : \"LIVE\"").doesNotContain("warnings");
    assertThat(err.toString(UTF_8))
        .isEqualToIgnoringNewLines("warning: There is no workspace acme yet.");
  }
}

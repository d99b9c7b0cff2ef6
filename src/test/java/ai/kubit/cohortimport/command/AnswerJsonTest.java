package ai.kubit.cohortimport.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.schedule.ScheduleState;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerJsonTest {
  static Stream<Arguments> answers() {
    Instant since = Instant.parse("2026-11-22T09:00:00.5Z");
    return Stream.of(
        Arguments.of(new Answer.Swept(3, false, 2), "{'status':'OK','due':3,'dispatched':2}"),
        Arguments.of(
            new Answer.Swept(1000, true, 5),
            "{'status':'OK','due':1000,'dispatched':5,'dueAtLeast':true}"),
        Arguments.of(new Answer.Worked(0, Optional.empty()), "{'status':'OK','imports':0}"),
        Arguments.of(new Answer.ImportStarted("m-1"), "{'status':'STARTED','executionId':'m-1'}"),
        Arguments.of(
            new Answer.SameTrigger("m-1", Optional.empty()),
            "{'status':'ALREADY_DONE','executionId':'m-1'}"),
        Arguments.of(
            new Answer.NewerImported(Optional.empty(), Optional.empty()),
            "{'status':'ALREADY_DONE','message':'A newer event or scheduled time has been imported"
                + " since. This one is older, and nothing was done again.'}"),
        Arguments.of(
            new Answer.ImportUnderWay("s-1", since),
            "{'status':'BUSY','executionId':'s-1','since':'2026-11-22T09:00:00Z'}"),
        Arguments.of(
            new Answer.ReportStored(2, 7, "state/acme/report.html"),
            "{'status':'OK','cohorts':2,'imports':7,'key':'state/acme/report.html'}"),
        Arguments.of(new Answer.ScheduleNotLive("why"), "{'status':'NOT_LIVE','message':'why'}"),
        Arguments.of(new Answer.NothingThere("what"), "{'status':'NOT_FOUND','message':'what'}"),
        Arguments.of(
            new Answer.WrongEvent(List.of(new FieldError("a", "b"), new FieldError("c", "d"))),
            "{'status':'INVALID','errors':[{'field':'a','message':'b'},"
                + "{'field':'c','message':'d'}]}"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerStartsWithItsStatus(Answer answer, String json) {
    assertThat(AnswerJson.of(answer)).hasToString(json.replace('\'', '"'));
  }

  @Test
  void aTakenNameIsAnsweredWithTheCohortThatHoldsIt() {
    JsonNode json = AnswerJson.of(new Answer.NameTaken("vip"));

    assertThat(json.path("status").asText()).isEqualTo("CONFLICT");
    assertThat(json.path("conflict").asText()).isEqualTo("NAME_TAKEN");
    assertThat(json.path("cohortId").asText()).isEqualTo("vip");
  }

  @Test
  void whoeverChangesTheJsonChangesNoAnswer() {
    CohortKey cohort = new CohortKey("acme", "vip");
    Answer answer =
        new Answer.ScheduleFound(
            ScheduleView.of(
                Schedules.entry(
                    cohort,
                    Schedules.daily(cohort, "VIP"),
                    ScheduleState.PAUSED,
                    Optional.empty())));
    String before = AnswerJson.of(answer).toString();

    AnswerJson.of(answer).withObjectProperty("schedule").put("cohortName", "Other");

    assertThat(AnswerJson.of(answer)).hasToString(before);
  }
}

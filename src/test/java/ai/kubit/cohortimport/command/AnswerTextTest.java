package ai.kubit.cohortimport.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What a person reads on the command line. */
class AnswerTextTest {
  private static String text(String json) throws JsonProcessingException {
    return AnswerText.of(new ObjectMapper().readTree(json.replace('\'', '"')));
  }

  @Test
  void theScheduleInTheWayIsShownBelowTheConflict() throws JsonProcessingException {
    String text =
        text(
            "{'status':'CONFLICT','schedule':{'cohortName':'VIP'},'state':'LIVE',"
                + "'sentence':'every day at 09:00, UTC','conflict':'LIVE_SCHEDULE','message':'No.'}");

    assertThat(text.lines()).first().isEqualTo("CONFLICT: No.");
    assertThat(text)
        .contains("\"cohortName\" : \"VIP\"", "\"sentence\" : \"every day at 09:00, UTC\"")
        .doesNotContain("status", "message");
  }

  @Test
  void theCohortsThatATargetWouldLeaveAreShown() throws JsonProcessingException {
    assertThat(
            text(
                "{'status':'CONFLICT','conflict':'TARGET_CHANGES','cohorts':['vip','new'],"
                    + "'message':'No.'}"))
        .contains("CONFLICT: No.", "vip", "new");
  }

  @Test
  void aTakenNameIsOneSentence() throws JsonProcessingException {
    assertThat(
            text(
                "{'status':'CONFLICT','conflict':'NAME_TAKEN','cohortId':'vip','message':'Taken.'}"))
        .isEqualTo("CONFLICT: Taken.");
  }

  @Test
  void whoIsBusyIsNamedWithTheTimeAlsoWhereTheAnswerHasAMessage() throws JsonProcessingException {
    String busy = "{'status':'BUSY','executionId':'m-1','since':'2026-11-22T09:00:00Z'";

    assertThat(text(busy + "}")).contains("m-1", "since 2026-11-22T09:00:00Z", "stop-import");
    assertThat(text(busy + ",'message':'It is queued.'}"))
        .isEqualTo("BUSY: execution m-1, begun at 2026-11-22T09:00:00Z. It is queued.");
  }

  @Test
  void everyCohortThatIsNotForgottenYetIsNamed() throws JsonProcessingException {
    assertThat(
            text("{'status':'BUSY','unfinished':[{'cohortId':'vip','executionId':'m-1',"
                    + "'since':'2026-11-22T09:00:00Z'},{'cohortId':'new'}],'message':'Not yet.'}")
                .lines())
        .containsExactly(
            "BUSY: Not yet.",
            "  vip: execution m-1 has been under way since 2026-11-22T09:00:00Z",
            "  new");
  }

  @Test
  void whatWasDoneBeforeIsShownWithItsEnd() throws JsonProcessingException {
    assertThat(
            text(
                "{'status':'ALREADY_DONE','executionId':'m-1','execution':{'state':'DONE',"
                    + "'outcome':'FAILED','reason':'EXPORT_MISSING','message':'There is none.'}}"))
        .contains("nothing was done again", "FAILED (EXPORT_MISSING): There is none.");
  }

  /** Without it the figures of an import that held removals back look as if nobody had left. */
  @Test
  void removalsThatWereHeldBackStandBesideThoseThatWereNot() throws JsonProcessingException {
    String execution =
        "{'status':'ALREADY_DONE','execution':{'outcome':'COMPLETED_WITH_ERRORS','message':'.',"
            + "'counts':{'members':100,'unchanged':100,'removesPlanned':0,'removesHeld':%d}}}";

    assertThat(text(execution.formatted(1_050)))
        .contains("unsupported 0; to remove 0, held back 1,050\n");
    assertThat(text(execution.formatted(0))).contains("to remove 0\n");
  }

  @Test
  void whyRowsWereRejectedIsSaidWithoutTheReport() throws JsonProcessingException {
    assertThat(
            text(
                "{'status':'ALREADY_DONE','execution':{'outcome':'COMPLETED_WITH_ERRORS',"
                    + "'message':'.','counts':{'rowsRejected':1012,"
                    + "'rejectedByReason':{'BLANK':1000,'NULL_WORD':12}}}}"))
        .contains("  rejected: BLANK 1,000, NULL_WORD 12\n");
  }

  @Test
  void aDryRunIsCalledOneAlsoWhenItEndsWithProblemsAndInTheHistory()
      throws JsonProcessingException {
    ObjectNode execution =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    "{\"executionId\":\"m-1\",\"state\":\"DONE\",\"dryRun\":true,\"outcome\":"
                        + "\"COMPLETED_WITH_ERRORS\",\"reason\":\"ROWS_REJECTED\"}");
    ObjectNode history = new ObjectMapper().createObjectNode();
    history.putArray("executions").add(execution);

    assertThat(AnswerText.execution(execution)).contains("dry run: nothing was sent to Braze");
    assertThat(AnswerText.history(history).get(1)).endsWith("m-1  (dry run)");
  }
}

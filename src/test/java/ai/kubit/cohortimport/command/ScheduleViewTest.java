package ai.kubit.cohortimport.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.schedule.ScheduleState;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A person is shown what was stored, as it was stored: recorded, letter by letter. */
class ScheduleViewTest {
  private static final CohortKey COHORT = new CohortKey("acme", "vip");
  private static final Optional<Instant> DUE = Optional.of(Instant.parse("2026-11-22T08:00:00Z"));

  private static ObjectNode json(String text) throws JsonProcessingException {
    return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static String view(String schedule) throws JsonProcessingException {
    CohortRecord record = Schedules.entry(COHORT, json(schedule), ScheduleState.LIVE, DUE);
    return AnswerJson.schedule(ScheduleView.of(record)).toString().replace('"', '\'');
  }

  @Test
  void aScheduleOfAnEarlierVersionIsShownWithTheFieldsItHas() throws JsonProcessingException {
    String schedule =
        "{'cadence':{'daysOfWeek':['SUNDAY'],'timeOfDay':'08:00','type':'WEEKLY'},"
            + "'cohortId':'vip','cohortName':'VIP','ofLater':{'on':true,'share':2.50},"
            + "'recipients':['ana@example.com'],'timeZone':'UTC','workspaceId':'acme'}";

    assertThat(view(schedule))
        .isEqualTo(
            "{'schedule':"
                + schedule.replace("2.50", "2.5")
                + ",'state':'LIVE','revision':1,"
                + "'sentence':'every Sunday at 08:00, UTC','nextRuns':['2026-11-22T08:00:00Z',"
                + "'2026-11-29T08:00:00Z','2026-12-06T08:00:00Z']}");
  }

  @Test
  void aScheduleThatAPersonBrokeIsShownAsItIsWithEverythingThatIsWrong()
      throws JsonProcessingException {
    String schedule =
        "{'cadence':{'timeOfDay':'08:00','type':'HOURLY'},'cohortId':7,'cohortName':null,"
            + "'maxRemovalPercent':'half','recipients':['ana@example.com','x'],'timeZone':'CET'}";

    assertThat(view(schedule))
        .isEqualTo(
            "{'schedule':"
                + schedule
                + ",'state':'LIVE','revision':1,'nextRuns':['2026-11-22T08:00:00Z'],'errors':["
                + "{'field':'schedule.workspaceId','message':'is missing; it must be 1 to 64 letters,"
                + " digits, '.', '_' or '-', starting with a letter or digit'},"
                + "{'field':'schedule.cohortId','message':'must be 1 to 64 letters, digits, '.', '_'"
                + " or '-', starting with a letter or digit, not 7'},"
                + "{'field':'schedule.cohortName','message':'is missing; it must be text of 1 to 255"
                + " characters, without line breaks or control characters'},"
                + "{'field':'schedule.cadence.type','message':'must be one of ONE_TIME, DAILY, WEEKLY,"
                + " MONTHLY, not \\'HOURLY\\''},"
                + "{'field':'schedule.timeZone','message':'must be a region such as Europe/Berlin, or"
                + " UTC, not \\'CET\\''},"
                + "{'field':'schedule.recipients[1]','message':'must be a mail address such as"
                + " ana@example.com, at most 254 characters, not \\'x\\''},"
                + "{'field':'schedule.maxRemovalPercent','message':'must be a whole number from 0 to"
                + " 100, not \\'half\\''}]}");
  }
}

package ai.kubit.cohortimport.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTroubleTest {
  private static final String CANARY = "canary-4711";
  private static final String IMPORT =
      "{'action':'import','workspaceId':'acme','cohortId':'vip','scheduledTime':'nine'}";

  private final CommandReader reader =
      new CommandReader(new FixedTime(Instant.parse("2026-11-22T09:00:00Z")));

  private static byte[] bytes(String event) {
    return event.replace('\'', '"').getBytes(UTF_8);
  }

  private Optional<String> line(String event, Answer answer) {
    return EventTrouble.line(reader.read(bytes(event), "request-1"), answer);
  }

  private String invalid(String event) {
    Reading reading = reader.read(bytes(event), "request-1");
    assertThat(reading).isInstanceOf(Reading.Invalid.class);
    return line(event, new Answer.WrongEvent(((Reading.Invalid) reading).errors())).orElseThrow();
  }

  @Test
  void aWrongEventIsToldWithItsCohortAndWithWhatIsWrong() {
    assertThat(invalid(IMPORT))
        .isEqualTo(
            "an event was not followed: INVALID, action import, workspaceId acme, cohortId vip:"
                + " scheduledTime must be a UTC time such as 2026-11-22T09:00:00Z");
    assertThat(invalid("{'detail-type':'Due','detail':{'workspaceId':'acme'}}"))
        .contains("action import, workspaceId acme, cohortId unknown: detail.cohortId is missing");
    assertThat(invalid("{'action':'imprt'}"))
        .contains("action unknown", "action must be one of sweep, ");
    assertThat(invalid("{'action':'put-schedule','schedule':{'workspaceId':'acme'}}"))
        .contains("action put-schedule, workspaceId acme");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'action':'canary-4711'}",
        "{'action':'import','workspaceId':'/canary-4711','cohortId':['canary-4711']}",
        "{'action':'import','workspaceId':'a','cohortId':'b','scheduledTime':'canary-4711'}",
        "{'action':'import','workspaceId':'a','cohortId':'b','eventId':'x, not canary-4711/'}",
        "{'action':'put-schedule','schedule':{'timeZone':'canary-4711','canary-4711':{}}}",
        "{'action':'put-schedule','schedule':{'recipients':['canary-4711'],'locale':'canary-4711'}}",
        "{'action':'put-workspace','workspace':{'restEndpoint':'canary-4711','mode':'canary-4711'}}",
        "{'action':'import','canary-4711",
        "'canary-4711'"
      })
  void nothingOfWhatWasSentIsToldButValidIds(String event) {
    assertThat(invalid(event)).doesNotContain(CANARY).hasLineCount(1);
  }

  @Test
  void anImportThatCannotBeIsTold() {
    assertThat(line(IMPORT, new Answer.NothingThere("No.")).orElseThrow())
        .contains("NOT_FOUND", ": No.");
    assertThat(line(IMPORT, new Answer.ScheduleNotLive("Not.")).orElseThrow())
        .contains("NOT_LIVE", ": Not.");
  }

  @Test
  void whatAPersonAskedIsAnsweredAloneAndSoIsWhatWasFollowed() {
    String get = IMPORT.replace("'import'", "'get-schedule'");

    assertThat(line(get, new Answer.NothingThere("No."))).isEmpty();
    assertThat(line(IMPORT, new Answer.ImportStarted("e-1"))).isEmpty();
    assertThat(line(IMPORT, new Answer.SameTrigger("e-1", Optional.empty()))).isEmpty();
  }
}

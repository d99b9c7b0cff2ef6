package ai.kubit.cohortimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.input.FieldError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredScheduleTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final CohortKey KEY = new CohortKey("acme", "vip");
  private static final Duration DAY = Duration.ofDays(1);

  private static StoredSchedule with(String cadence) throws JsonProcessingException {
    String text =
        ("{'workspaceId':'acme','cohortId':'vip','cohortName':'VIP','cadence':%s,"
                + "'timeZone':'UTC','recipients':['ana@example.com']}")
            .formatted(cadence);
    return read(text);
  }

  private static StoredSchedule read(String text) throws JsonProcessingException {
    return ScheduleJson.read(
        KEY, (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"')));
  }

  private static StoredSchedule daily() throws JsonProcessingException {
    return with("{'type':'DAILY','timeOfDay':'09:00'}");
  }

  private static StoredSchedule once() throws JsonProcessingException {
    return with("{'type':'ONE_TIME','at':'2026-11-22T09:00'}");
  }

  private static StoredSchedule wrong() throws JsonProcessingException {
    return with("{'type':'HOURLY'}");
  }

  @Test
  void aValidScheduleHasNoErrors() throws JsonProcessingException {
    assertThat(daily()).isInstanceOf(StoredSchedule.ValidSchedule.class);
    assertThat(daily().schedule().orElseThrow().cohortName()).isEqualTo("VIP");
    assertThat(daily().errors()).isEmpty();
  }

  @Test
  void aWrongScheduleSaysWhatIsWrongAndIsNeverDue() throws JsonProcessingException {
    assertThat(wrong()).isInstanceOf(StoredSchedule.BrokenSchedule.class);
    assertThat(wrong().schedule()).isEmpty();
    assertThat(wrong().errors())
        .extracting(FieldError::field)
        .containsExactly("schedule.cadence.type");
    assertThat(wrong().nextRunAfter(NINE)).isEmpty();
  }

  @Test
  void theNextRunLiesStrictlyAfterTheMoment() throws JsonProcessingException {
    assertThat(daily().nextRunAfter(NINE.minusNanos(1))).contains(NINE);
    assertThat(daily().nextRunAfter(NINE)).contains(NINE.plus(DAY));
    assertThat(once().nextRunAfter(NINE)).isEmpty();
  }

  @Test
  void runsStartWithTheFirstAndAreNoMoreThanAskedFor() throws JsonProcessingException {
    assertThat(daily().runsFrom(NINE, 3))
        .containsExactly(NINE, NINE.plus(DAY), NINE.plus(DAY).plus(DAY));
    assertThat(daily().runsFrom(NINE, 0)).isEmpty();
  }

  @Test
  void runsEndWithTheLastOne() throws JsonProcessingException {
    assertThat(once().runsFrom(NINE, 3)).containsExactly(NINE);
    assertThat(wrong().runsFrom(NINE, 3)).isEqualTo(List.of(NINE));
  }

  @Test
  void whoStandsInABrokenScheduleIsToldWithWhatIsRightOfIt() throws JsonProcessingException {
    StoredSchedule broken =
        read(
            "{'workspaceId':'other','cohortId':7,'cohortName':' VIP','cadence':{'type':'DAILY',"
                + "'timeOfDay':'09:00'},'timeZone':'Europe/Berlin','locale':'de','notify':'NEVER',"
                + "'recipients':['ana@example.com','nobody','bob@example.com','Ana@example.com'],"
                + "'maxRemovalPercent':20,'maxGrowthFactor':1}");

    assertThat(broken.cohortName()).isEqualTo(" VIP");
    assertThat(broken.schedule()).isEmpty();
    assertThat(broken.forMails())
        .contains(
            new ImportSchedule(
                KEY,
                "vip",
                new ImportSchedule.Timing(
                    new Cadence.OneTime(Optional.empty()),
                    ZoneId.of("Europe/Berlin"),
                    Optional.empty()),
                new ImportSchedule.MailRules(
                    List.of("ana@example.com", "bob@example.com"),
                    ImportSchedule.MailLocale.GERMAN,
                    ImportSchedule.Notify.ALWAYS),
                new ImportSchedule.ExportRules(
                    NullWords.DEFAULT, Optional.empty(), new ImportLimits(20, 10, 1))));
  }

  @Test
  void aBrokenScheduleWithoutOneRightRecipientTellsNobody() throws JsonProcessingException {
    StoredSchedule broken = read("{'recipients':['nobody'],'cohortName':null}");

    assertThat(broken.forMails()).isEmpty();
    assertThat(broken.cohortName()).isEmpty();
  }

  @Test
  void aBinaryValueThatAPersonStoredIsRefusedStillAfterItWasWrittenBack() {
    ObjectNode schedule = JsonNodeFactory.instance.objectNode();
    schedule.put("cohortName", new byte[] {1, 2, 3}).putArray("recipients").add(new byte[] {4});
    StoredSchedule broken = ScheduleJson.read(KEY, schedule);

    StoredSchedule again = ScheduleJson.read(KEY, ScheduleJson.of(broken));

    assertThat(again.errors())
        .extracting(FieldError::field)
        .contains("schedule.cohortName", "schedule.recipients[0]");
  }

  @Test
  void theReleaseOfTheTimeZonesIsAYearAndALetter() {
    assertThat(TimeZones.release()).matches("20\\d\\d[a-z]");
  }
}

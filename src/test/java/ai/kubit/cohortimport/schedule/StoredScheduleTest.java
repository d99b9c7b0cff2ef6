package ai.kubit.cohortimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.input.FieldError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredScheduleTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static StoredSchedule with(String cadence) throws JsonProcessingException {
    String text =
        ("{'workspaceId':'acme','cohortId':'vip','cohortName':'VIP','cadence':%s,"
                + "'timeZone':'UTC','recipients':['ana@example.com']}")
            .formatted(cadence);
    return new StoredSchedule((ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"')));
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
    assertThat(daily().isValid()).isTrue();
    assertThat(daily().schedule().orElseThrow().cohortName()).isEqualTo("VIP");
    assertThat(daily().errors()).isEmpty();
  }

  @Test
  void aWrongScheduleSaysWhatIsWrongAndIsNeverDue() throws JsonProcessingException {
    assertThat(wrong().isValid()).isFalse();
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
    assertThat(daily().runsFrom(Optional.of(NINE), 3))
        .containsExactly(NINE, NINE.plus(DAY), NINE.plus(DAY).plus(DAY));
    assertThat(daily().runsFrom(Optional.of(NINE), 0)).isEmpty();
    assertThat(daily().runsFrom(Optional.empty(), 3)).isEmpty();
  }

  @Test
  void runsEndWithTheLastOne() throws JsonProcessingException {
    assertThat(once().runsFrom(Optional.of(NINE), 3)).containsExactly(NINE);
    assertThat(wrong().runsFrom(Optional.of(NINE), 3)).isEqualTo(List.of(NINE));
  }

  @Test
  void theReleaseOfTheTimeZonesIsAYearAndALetter() {
    assertThat(TimeZones.release()).matches("20\\d\\d[a-z]");
  }
}

package ai.kubit.cohortimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CadenceTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId UTC = ZoneId.of("UTC");

  @ParameterizedTest(name = "{0} {1} after {2} is {3}")
  @CsvSource({
    // plain days; strictly later
    "UTC, 09:00, 2026-11-22T08:59:59Z, 2026-11-22T09:00:00Z",
    "UTC, 09:00, 2026-11-22T09:00:00Z, 2026-11-23T09:00:00Z",
    "UTC, 00:00, 2026-12-31T23:59:59Z, 2027-01-01T00:00:00Z",
    // a gap: the first minute after it (T1)
    "Europe/Berlin, 02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
    "Europe/Berlin, 02:00, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
    "Europe/Berlin, 02:30, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z",
    // an overlap: once, the earlier (T2)
    "Europe/Berlin, 02:30, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    "Europe/Berlin, 02:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "Europe/Berlin, 02:30, 2026-10-25T01:29:00Z, 2026-10-26T01:30:00Z",
    // zones with odd offsets (T7)
    "Asia/Kathmandu, 09:00, 2026-11-22T00:00:00Z, 2026-11-22T03:15:00Z",
    "Australia/Lord_Howe, 02:15, 2026-10-03T12:00:00Z, 2026-10-03T15:30:00Z",
    "Australia/Lord_Howe, 01:45, 2026-04-04T12:00:00Z, 2026-04-04T14:45:00Z",
    "Australia/Lord_Howe, 01:45, 2026-04-04T14:45:00Z, 2026-04-05T15:15:00Z",
    // a day that never was
    "Pacific/Apia, 09:00, 2011-12-29T19:00:00Z, 2011-12-30T10:00:00Z",
    "Pacific/Apia, 09:00, 2011-12-30T10:00:00Z, 2011-12-30T19:00:00Z",
    // gaps at midnight (T8)
    "Asia/Beirut, 00:00, 2026-03-28T12:00:00Z, 2026-03-28T22:00:00Z",
    "Asia/Beirut, 00:00, 2026-03-28T22:00:00Z, 2026-03-29T21:00:00Z",
    "America/Sao_Paulo, 00:00, 2018-11-03T12:00:00Z, 2018-11-04T03:00:00Z",
    "America/Sao_Paulo, 00:00, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    // an overlap before midnight
    "America/Sao_Paulo, 23:30, 2019-02-16T12:00:00Z, 2019-02-17T01:30:00Z",
    "America/Sao_Paulo, 23:30, 2019-02-17T02:29:00Z, 2019-02-18T02:30:00Z",
  })
  void dailyIsOnceADayByTheLocalClock(ZoneId zone, LocalTime time, Instant after, Instant next) {
    assertThat(new Cadence.Daily(time).next(after, zone)).contains(next);
  }

  @ParameterizedTest
  @EnumSource
  void weeklyMeetsItsOwnDayOfTheWeek(DayOfWeek day) {
    Cadence cadence = new Cadence.Weekly(Set.of(day), LocalTime.of(9, 0));

    Instant next = cadence.next(Instant.parse("2026-11-22T12:00:00Z"), BERLIN).orElseThrow();

    assertThat(next.atZone(BERLIN).getDayOfWeek()).isEqualTo(day);
    assertThat(next)
        .isBetween(Instant.parse("2026-11-22T12:00:01Z"), Instant.parse("2026-11-29T12:00:00Z"));
  }

  @Test
  void weeklyOnSeveralDaysGoesFromDayToDay() {
    Cadence cadence =
        new Cadence.Weekly(Set.of(DayOfWeek.THURSDAY, DayOfWeek.MONDAY), LocalTime.of(9, 0));

    assertThat(cadence.nextRuns(Instant.parse("2026-11-23T09:00:00Z"), UTC, 3))
        .containsExactly(
            Instant.parse("2026-11-26T09:00:00Z"),
            Instant.parse("2026-11-30T09:00:00Z"),
            Instant.parse("2026-12-03T09:00:00Z"));
  }

  @ParameterizedTest(name = "day {0} after {1} is {2}")
  @CsvSource({
    "1, 2026-11-22T00:00:00Z, 2026-12-01T09:00:00Z",
    "22, 2026-11-22T08:59:00Z, 2026-11-22T09:00:00Z",
    "22, 2026-11-22T09:00:00Z, 2026-12-22T09:00:00Z",
    "31, 2026-11-22T00:00:00Z, 2026-11-30T09:00:00Z",
    "31, 2026-11-30T09:00:00Z, 2026-12-31T09:00:00Z",
    "30, 2027-02-01T00:00:00Z, 2027-02-28T09:00:00Z",
    "29, 2027-02-01T00:00:00Z, 2027-02-28T09:00:00Z",
    "29, 2028-02-01T00:00:00Z, 2028-02-29T09:00:00Z",
    "31, 2028-02-01T00:00:00Z, 2028-02-29T09:00:00Z",
    "29, 2100-02-01T00:00:00Z, 2100-02-28T09:00:00Z",
    "28, 2028-02-28T09:00:00Z, 2028-03-28T09:00:00Z",
    "31, 2026-12-31T09:00:00Z, 2027-01-31T09:00:00Z",
  })
  void monthlyIsOnTheLastDayOfAShorterMonth(int day, Instant after, Instant next) {
    assertThat(new Cadence.Monthly(day, LocalTime.of(9, 0)).next(after, UTC)).contains(next);
  }

  @Test
  void monthlyOnThe31stNeverSkipsAMonth() {
    Cadence cadence = new Cadence.Monthly(31, LocalTime.of(9, 0));

    assertThat(cadence.nextRuns(Instant.parse("2028-01-01T00:00:00Z"), BERLIN, 12))
        .extracting(run -> run.atZone(BERLIN).getMonthValue())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void oneTimeIsDueOnceAndNeverAgain() {
    Cadence cadence = new Cadence.OneTime(Optional.of(LocalDateTime.parse("2028-02-29T09:00")));
    Instant due = ZonedDateTime.of(2028, 2, 29, 9, 0, 0, 0, BERLIN).toInstant();

    assertThat(cadence.next(due.minusSeconds(1), BERLIN)).contains(due);
    assertThat(cadence.next(due, BERLIN)).isEmpty();
    assertThat(cadence.firstRun(due.minusSeconds(1), BERLIN)).contains(due);
    assertThat(cadence.nextRuns(Instant.EPOCH, BERLIN, 5)).containsExactly(due);
  }

  @Test
  void oneTimeInThePastHasNoFirstRun() {
    Cadence cadence = new Cadence.OneTime(Optional.of(LocalDateTime.parse("2026-11-22T09:00")));

    assertThat(cadence.firstRun(Instant.parse("2026-11-22T09:00:00Z"), UTC)).isEmpty();
  }

  @Test
  void oneTimeWithoutATimeRunsWhenItIsPutAndNeverAgain() {
    Cadence cadence = new Cadence.OneTime(Optional.empty());
    Instant putAt = Instant.parse("2026-11-22T09:00:00Z");

    assertThat(cadence.firstRun(putAt, UTC)).contains(putAt);
    assertThat(cadence.next(putAt, UTC)).isEmpty();
    assertThat(cadence.next(Instant.EPOCH, UTC)).isEmpty();
  }

  @Test
  void oneTimeInAGapRunsAfterIt() {
    Cadence cadence = new Cadence.OneTime(Optional.of(LocalDateTime.parse("2026-03-29T02:30")));

    assertThat(cadence.next(Instant.EPOCH, BERLIN)).contains(Instant.parse("2026-03-29T01:00:00Z"));
  }

  @Test
  void aRepeatedCadenceStartsWithItsNextAppointment() {
    Cadence cadence = new Cadence.Daily(LocalTime.of(9, 0));

    assertThat(cadence.firstRun(Instant.parse("2026-11-22T09:00:00Z"), UTC))
        .contains(Instant.parse("2026-11-23T09:00:00Z"));
  }

  @Test
  void aCadenceThatNeverComesCannotBeMade() {
    LocalTime nine = LocalTime.of(9, 0);

    assertThatThrownBy(() -> new Cadence.Weekly(Set.of(), nine))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cadence.Monthly(0, nine))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cadence.Monthly(32, nine))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

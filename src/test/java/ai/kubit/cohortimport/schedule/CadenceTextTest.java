package ai.kubit.cohortimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CadenceTextTest {
  private static final LocalTime NINE = LocalTime.of(9, 0);

  static Stream<Arguments> cadences() {
    return Stream.of(
        Arguments.of(
            new Cadence.OneTime(Optional.of(LocalDateTime.parse("2026-11-22T09:00"))),
            "once, on 22 November 2026 at 09:00, Europe/Berlin"),
        Arguments.of(
            new Cadence.OneTime(Optional.empty()), "once, as soon as the schedule is saved"),
        Arguments.of(new Cadence.Daily(NINE), "every day at 09:00, Europe/Berlin"),
        Arguments.of(
            new Cadence.Weekly(Set.of(DayOfWeek.SUNDAY), NINE),
            "every Sunday at 09:00, Europe/Berlin"),
        Arguments.of(
            new Cadence.Weekly(Set.of(DayOfWeek.THURSDAY, DayOfWeek.MONDAY), NINE),
            "every Monday and Thursday at 09:00, Europe/Berlin"),
        Arguments.of(
            new Cadence.Weekly(Set.of(DayOfWeek.SUNDAY, DayOfWeek.TUESDAY, DayOfWeek.FRIDAY), NINE),
            "every Tuesday, Friday and Sunday at 09:00, Europe/Berlin"),
        Arguments.of(
            new Cadence.Weekly(Set.of(DayOfWeek.values()), NINE),
            "every day at 09:00, Europe/Berlin"),
        Arguments.of(
            new Cadence.Monthly(28, NINE), "on day 28 of each month at 09:00, Europe/Berlin"),
        Arguments.of(
            new Cadence.Monthly(31, NINE),
            "on day 31 of each month (the last day of shorter months) at 09:00, Europe/Berlin"));
  }

  @ParameterizedTest
  @MethodSource("cadences")
  void aCadenceIsSaidInPlainEnglish(Cadence cadence, String text) {
    assertThat(CadenceText.describe(cadence, ZoneId.of("Europe/Berlin"))).isEqualTo(text);
  }
}

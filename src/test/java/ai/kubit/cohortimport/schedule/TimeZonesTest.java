package ai.kubit.cohortimport.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {
  static Stream<String> regions() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id -> id.contains("/") && !id.startsWith("SystemV/"));
  }

  @ParameterizedTest
  @MethodSource("regions")
  void everyRegionIsAZoneOfItsOwnName(String id) {
    assertThat(TimeZones.named(id)).contains(ZoneId.of(id));
  }

  @Test
  void utcIsKnown() {
    assertThat(TimeZones.named("UTC")).contains(ZoneId.of("UTC"));
  }

  /** Most of these are a zone for the JDK. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "Z",
        "utc",
        "GMT",
        "UT",
        "CET",
        "EST5EDT",
        "GB",
        "+01:00",
        "UTC+1",
        "UTC+01:00/x",
        "GMT/",
        "UTC/x",
        "UT/0",
        "SystemV/EST5",
        "Europe",
        "Europe/",
        "/Berlin",
        "europe/berlin",
        "Europe/Berlin ",
        " Europe/Berlin",
        "Europe/Berlin/Mitte",
        "Europe/Nowhere",
        "Etc/GMT+15",
        "Etc/gmt",
        "America/Sao Paulo",
        "Europe/Z\u00fcrich",
        "../etc/passwd",
        "\u0000/\u0000"
      })
  void nothingElseIsAZone(String id) {
    assertThat(TimeZones.named(id)).isEmpty();
  }
}

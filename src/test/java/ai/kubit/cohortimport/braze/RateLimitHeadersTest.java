package ai.kubit.cohortimport.braze;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.delivery.RateLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitHeadersTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          X-RateLimit-Reset,       1795334430,                    30
          x-ratelimit-reset,       1795334430000,                 30
          x-ratelimit-reset,       12,                            12
          x-ratelimit-reset,       0,                             0
          X-Ratelimit-Retry-After, 3,                             3
          Retry-After,             ' 4 ',                         4
          retry-after,             'Sun, 22 Nov 2026 08:00:20 GMT', 20
          x-ratelimit-reset,       7200,                          3600
          """)
  void everyDocumentedFormIsRead(String header, String value, long seconds) {
    assertThat(read(Map.of(header, value)).waitAsked()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "soon",
        "1.5",
        "999999999",
        "1795334399",
        "99999999999999999999",
        "9999999999",
        "9223372036854775807"
      })
  void whatCannotBeBelievedIsAsIfItWereNotThere(String value) {
    assertThat(read(Map.of("x-ratelimit-reset", value)).waitAsked()).isEmpty();
  }

  @Test
  void noHeadersSayNothing() {
    RateLimits limits = read(Map.of());

    assertThat(limits.waitAsked()).isEmpty();
    assertThat(limits.limit()).isEmpty();
    assertThat(limits.remaining()).isEmpty();
  }

  @Test
  void theWaitAskedForBeatsTheReset() {
    assertThat(read(Map.of("X-RateLimit-Reset", "900", "X-Ratelimit-Retry-After", "2")).waitAsked())
        .contains(Duration.ofSeconds(2));
  }

  @Test
  void momentsAreMeasuredByBrazesClock() {
    Map<String, String> headers =
        Map.of("Date", "Sun, 22 Nov 2026 08:05:00 GMT", "X-RateLimit-Reset", "1795334730");

    assertThat(read(headers).reset()).contains(Duration.ofSeconds(30));
  }

  private static RateLimits read(Map<String, String> headers) {
    return RateLimitHeaders.read(new BrazeResponse(429, headers, new byte[0]), NOW);
  }
}

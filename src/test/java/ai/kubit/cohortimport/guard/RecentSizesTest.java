package ai.kubit.cohortimport.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentSizesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private static Instant hours(long hours) {
    return NOW.plus(Duration.ofHours(hours));
  }

  /** Imports found 1,000 members at 0 h, 400 at 10 h and 700 at 20 h; how large was it lately? */
  @ParameterizedTest
  @CsvSource({
    // hours, members now, largest lately
    "20,  600, 1000",
    "20, 1500, 1500",
    "36,  600, 1000",
    "37,  600,  700",
    "56,  600,  700",
    "57,  600,  600",
    "57,    0,    0",
  })
  void theLargestSizeOfTheLast36HoursCounts(long hours, long present, long largest) {
    RecentSizes sizes = RecentSizes.NONE.plus(NOW, 1000).plus(hours(10), 400).plus(hours(20), 700);

    assertThat(sizes.largest(hours(hours), present)).isEqualTo(largest);
  }

  @Test
  void whatALaterAndLargerSizeCoversIsNotKept() {
    RecentSizes sizes = RecentSizes.NONE.plus(NOW, 1000).plus(hours(10), 400).plus(hours(20), 400);

    assertThat(sizes.points())
        .containsExactly(new RecentSizes.Point(NOW, 1000), new RecentSizes.Point(hours(20), 400));
  }

  @Test
  void aCohortThatShrinksAllTheTimeKeepsAHandfulAndForgetsNothingTooSoon() {
    RecentSizes sizes = RecentSizes.NONE;
    for (int i = 0; i < 600; i++) {
      sizes = sizes.plus(NOW.plus(Duration.ofMinutes(5L * i)), 10_000 - i);
      Instant now = NOW.plus(Duration.ofMinutes(5L * i));
      int oldest = Math.max(0, i - 36 * 12);
      assertThat(sizes.points()).hasSizeLessThanOrEqualTo(RecentSizes.MOST_POINTS);
      assertThat(sizes.largest(now, 0)).isBetween(10_000L - oldest, 10_000L - oldest + 200);
    }
  }
}

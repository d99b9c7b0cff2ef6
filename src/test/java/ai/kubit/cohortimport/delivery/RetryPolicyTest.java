package ai.kubit.cohortimport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final RandomGenerator LONGEST = always(0.999_999_999);

  @ParameterizedTest
  @CsvSource({
    "0, 500",
    "1, 500",
    "2, 1000",
    "3, 2000",
    "6, 16000",
    "7, 30000",
    "50, 30000",
    "2147483647, 30000"
  })
  void theLongestWaitDoublesUpToTheCap(int failures, long millis) {
    assertThat(RetryPolicy.standard(LONGEST).backoff(failures))
        .isBetween(Duration.ofMillis(millis - 1), Duration.ofMillis(millis));
  }

  @Test
  void theShortestWaitIsNone() {
    assertThat(RetryPolicy.standard(always(0)).backoff(9)).isZero();
  }

  @Test
  void instancesWithOtherRandomnessWaitOtherwise() {
    assertThat(RetryPolicy.standard(new Random(1)).backoff(5))
        .isNotEqualTo(RetryPolicy.standard(new Random(2)).backoff(5));
  }

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}

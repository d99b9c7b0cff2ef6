package ai.kubit.cohortimport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final ConcurrencyLimit limit = new ConcurrencyLimit(100);

  @Test
  void itStartsSmall() {
    assertThat(limit.admits(ConcurrencyLimit.START - 1, true)).isTrue();
    assertThat(limit.admits(ConcurrencyLimit.START, true)).isFalse();
  }

  @Test
  void itNeverStartsAboveTheMost() {
    assertThat(new ConcurrencyLimit(3).admits(3, false)).isFalse();
  }

  @Test
  void theFirstAnswersDoNotRaiseIt() {
    for (int i = 0; i < ConcurrencyLimit.START; i++) {
      limit.admits(ConcurrencyLimit.START, true);
      limit.answered();
    }

    assertThat(limit.admits(ConcurrencyLimit.START, true)).isFalse();
  }

  @Test
  void anAnswerRaisesItWhileThePaceIsLostToIt() {
    firstAnswers();
    limit.admits(ConcurrencyLimit.START, true);
    limit.answered();

    assertThat(limit.admits(ConcurrencyLimit.START, true)).isTrue();
    assertThat(limit.admits(ConcurrencyLimit.START + 1, true)).isFalse();
  }

  @Test
  void anAnswerDoesNotRaiseItWhileThePaceIsKept() {
    firstAnswers();
    limit.admits(ConcurrencyLimit.START, false);
    limit.answered();

    assertThat(limit.admits(ConcurrencyLimit.START, false)).isFalse();
  }

  @Test
  void anAnswerDoesNotRaiseItWhileThereIsRoom() {
    firstAnswers();
    limit.admits(ConcurrencyLimit.START, true);
    limit.admits(0, true);
    limit.answered();

    assertThat(limit.admits(ConcurrencyLimit.START, false)).isFalse();
  }

  @Test
  void itNeverGrowsBeyondTheMost() {
    for (int i = 0; i < 200; i++) {
      limit.admits(1000, true);
      limit.answered();
    }

    assertThat(limit.admits(99, true)).isTrue();
    assertThat(limit.admits(100, true)).isFalse();
  }

  private void firstAnswers() {
    for (int i = 0; i < ConcurrencyLimit.START; i++) {
      limit.answered();
    }
  }
}

package ai.kubit.cohortimport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightLimitTest {
  private final InFlightLimit limit = new InFlightLimit(100);

  @Test
  void itStartsSmall() {
    assertThat(limit.admits(InFlightLimit.START - 1, true)).isTrue();
    assertThat(limit.admits(InFlightLimit.START, true)).isFalse();
  }

  @Test
  void itNeverStartsAboveTheMost() {
    assertThat(new InFlightLimit(3).admits(3, false)).isFalse();
  }

  @Test
  void theFirstAnswersDoNotRaiseIt() {
    for (int i = 0; i < InFlightLimit.START; i++) {
      limit.admits(InFlightLimit.START, true);
      limit.answered();
    }

    assertThat(limit.admits(InFlightLimit.START, true)).isFalse();
  }

  @Test
  void anAnswerRaisesItWhileThePaceIsLostToIt() {
    firstAnswers();
    limit.admits(InFlightLimit.START, true);
    limit.answered();

    assertThat(limit.admits(InFlightLimit.START, true)).isTrue();
    assertThat(limit.admits(InFlightLimit.START + 1, true)).isFalse();
  }

  @Test
  void anAnswerDoesNotRaiseItWhileThePaceIsKept() {
    firstAnswers();
    limit.admits(InFlightLimit.START, false);
    limit.answered();

    assertThat(limit.admits(InFlightLimit.START, false)).isFalse();
  }

  @Test
  void anAnswerDoesNotRaiseItWhileThereIsRoom() {
    firstAnswers();
    limit.admits(InFlightLimit.START, true);
    limit.admits(0, true);
    limit.answered();

    assertThat(limit.admits(InFlightLimit.START, false)).isFalse();
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
    for (int i = 0; i < InFlightLimit.START; i++) {
      limit.answered();
    }
  }
}

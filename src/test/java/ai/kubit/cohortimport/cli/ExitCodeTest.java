package ai.kubit.cohortimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.command.Action;
import ai.kubit.cohortimport.command.Answer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {
  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static Answer execution(String state, String outcome) {
    ObjectNode body = object();
    body.putObject("execution").put("state", state).put("outcome", outcome);
    return Answer.ok(body);
  }

  @ParameterizedTest
  @CsvSource({
    "DONE, COMPLETED, 0",
    "DONE, COMPLETED_WITH_ERRORS, 3",
    "DONE, REFUSED, 4",
    "DONE, FAILED, 5",
    "INTERRUPTED,, 6",
    "RUNNING,, 6",
    "DONE, CANCELLED, 7"
  })
  void anImportEndsWithTheCodeOfItsOutcome(String state, String outcome, int code) {
    assertThat(ExitCode.of(Action.IMPORT_NOW, execution(state, outcome)).code()).isEqualTo(code);
    assertThat(ExitCode.of(Action.IMPORT, execution(state, outcome)).code()).isEqualTo(code);
    assertThat(ExitCode.of(Action.WORK, execution(state, outcome)).code()).isEqualTo(code);
  }

  @Test
  void theSameAgainEndsWithTheCodeOfWhatBecameOfIt() {
    ObjectNode failed = object().put("state", "DONE").put("outcome", "FAILED");
    ObjectNode queued = object().put("state", "QUEUED");

    assertThat(ExitCode.of(Action.IMPORT_NOW, Answer.alreadyDone("m-1", failed)).code())
        .isEqualTo(5);
    assertThat(ExitCode.of(Action.IMPORT, Answer.alreadyDone("s-1", queued)).code()).isEqualTo(6);
  }

  @Test
  void showingAFailedExecutionIsNoFailure() {
    assertThat(ExitCode.of(Action.GET_EXECUTION, execution("DONE", "FAILED")).code()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDoneEndsWithZero(Action action) {
    assertThat(ExitCode.of(action, Answer.ok(object())).code()).isZero();
    assertThat(ExitCode.of(action, Answer.started("m-1")).code()).isZero();
    assertThat(ExitCode.of(action, Answer.alreadyDone("m-1")).code()).isZero();
  }

  @Test
  void whatIsNotDoneDoesNotEndWithZero() {
    Action action = Action.IMPORT_NOW;

    assertThat(ExitCode.of(action, Answer.invalid(List.of())).code()).isEqualTo(2);
    assertThat(ExitCode.of(action, Answer.busy("s-1", Instant.EPOCH)).code()).isEqualTo(6);
    assertThat(ExitCode.of(action, Answer.notLive("")).code()).isEqualTo(8);
    assertThat(ExitCode.of(action, Answer.notFound("")).code()).isEqualTo(8);
    assertThat(ExitCode.of(action, Answer.conflict(object())).code()).isEqualTo(8);
    assertThat(ExitCode.USAGE.code()).isEqualTo(2);
  }
}

package ai.kubit.cohortimport.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.FieldError;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTest {
  private static ObjectNode body() {
    return JsonNodeFactory.instance.objectNode().put("due", 3);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(Answer.ok(body()), "{'status':'OK','due':3}"),
        Arguments.of(Answer.conflict(body()), "{'status':'CONFLICT','due':3}"),
        Arguments.of(Answer.started("m-1"), "{'status':'STARTED','executionId':'m-1'}"),
        Arguments.of(Answer.alreadyDone("m-1"), "{'status':'ALREADY_DONE','executionId':'m-1'}"),
        Arguments.of(
            Answer.alreadyDone("m-1", JsonNodeFactory.instance.objectNode().put("state", "DONE")),
            "{'status':'ALREADY_DONE','executionId':'m-1','execution':{'state':'DONE'}}"),
        Arguments.of(
            Answer.busy("s-1", Instant.parse("2026-11-22T09:00:00.5Z")),
            "{'status':'BUSY','executionId':'s-1','since':'2026-11-22T09:00:00Z'}"),
        Arguments.of(Answer.notLive("why"), "{'status':'NOT_LIVE','message':'why'}"),
        Arguments.of(Answer.notFound("what"), "{'status':'NOT_FOUND','message':'what'}"),
        Arguments.of(
            Answer.invalid(List.of(new FieldError("a", "b"), new FieldError("c", "d"))),
            "{'status':'INVALID','errors':[{'field':'a','message':'b'},"
                + "{'field':'c','message':'d'}]}"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerStartsWithItsStatus(Answer answer, String json) {
    assertThat(answer.toJson()).hasToString(json.replace('\'', '"'));
  }

  @Test
  void aTakenNameIsAnsweredWithTheCohortThatHoldsIt() {
    ObjectNode json = Answer.nameTaken(new CohortKey("acme", "vip")).toJson();

    assertThat(json.get("status").asText()).isEqualTo("CONFLICT");
    assertThat(json.get("conflict").asText()).isEqualTo("NAME_TAKEN");
    assertThat(json.get("cohortId").asText()).isEqualTo("vip");
  }

  @Test
  void anAnswerDoesNotChangeWithWhatItWasMadeOf() {
    ObjectNode body = body();
    Answer answer = Answer.ok(body);

    body.put("due", 4);
    answer.body().put("due", 5);
    answer.toJson().put("due", 6);

    assertThat(answer).isEqualTo(Answer.ok(body())).hasSameHashCodeAs(Answer.ok(body()));
    assertThat(answer).isNotEqualTo(Answer.conflict(body()));
  }
}

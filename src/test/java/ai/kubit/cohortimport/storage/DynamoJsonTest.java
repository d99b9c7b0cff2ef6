package ai.kubit.cohortimport.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoJsonTest {
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"\"",
        "\"ünï\\u0000\"",
        "null",
        "true",
        "false",
        "0",
        "-1",
        "100",
        "2147483647",
        "2147483648",
        "-9223372036854775808",
        "9223372036854775807",
        "9223372036854775808",
        "{\"a\":{\"b\":[1,[\"\",null],{\"c\":false}]},\"d\":\"\"}"
      })
  void aValueComesBackAsItWas(String text) {
    assertThat(DynamoJson.toNode(DynamoJson.toAttribute(json(text)))).isEqualTo(json(text));
  }

  @Test
  void aDecimalKeepsItsValue() {
    JsonNode back = DynamoJson.toNode(DynamoJson.toAttribute(json("1.25")));

    assertThat(back.decimalValue()).isEqualByComparingTo("1.25");
    assertThat(back.isIntegralNumber()).isFalse();
  }

  @Test
  void aHugeNumberIsNotWrittenOutInDigits() {
    JsonNode back = DynamoJson.toNode(AttributeValue.fromN("9E+125"));

    assertThat(back.isIntegralNumber()).isFalse();
    assertThat(DynamoJson.toNode(AttributeValue.fromN("1E+3"))).isEqualTo(json("1000"));
  }

  @Test
  void anItemComesBackAsAnObjectInTheOrderOfItsNames() {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("b", 1).put("a", "x");

    ObjectNode back = DynamoJson.toJson(DynamoJson.toItem(object));

    assertThat(back).isEqualTo(object).hasToString("{\"a\":\"x\",\"b\":1}");
  }

  @Test
  void whatPeoplePutIntoATableIsReadToo() {
    ObjectNode back =
        DynamoJson.toJson(
            Map.of(
                "texts", AttributeValue.fromSs(java.util.List.of("a")),
                "numbers", AttributeValue.fromNs(java.util.List.of("1")),
                "bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("x"))));

    assertThat(back.get("texts")).isEqualTo(json("[\"a\"]"));
    assertThat(back.get("numbers")).isEqualTo(json("[1]"));
    assertThat(back.get("bytes").isBinary()).isTrue();
  }

  @Test
  void whatIsNoJsonIsNotStored() {
    assertThatThrownBy(() -> DynamoJson.toAttribute(MissingNode.getInstance()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

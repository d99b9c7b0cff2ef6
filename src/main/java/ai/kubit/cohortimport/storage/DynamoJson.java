package ai.kubit.cohortimport.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * JSON as DynamoDB's own maps, lists and scalars, and back. Objects, arrays, texts (the empty one
 * too), integers, decimals, booleans and null come back as they were; fields come back in the order
 * of their names. What only a person can have put into a table is read too: sets become arrays, and
 * binary values become binary nodes, which no field accepts.
 */
public final class DynamoJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DynamoJson() {}

  /** The object's fields as an item, or as the content of a map. */
  public static Map<String, AttributeValue> toItem(ObjectNode object) {
    Map<String, AttributeValue> item = new TreeMap<>();
    object.properties().forEach(field -> item.put(field.getKey(), toAttribute(field.getValue())));
    return item;
  }

  /** The item, or the content of a map, as an object. */
  public static ObjectNode toJson(Map<String, AttributeValue> item) {
    ObjectNode object = NODES.objectNode();
    new TreeMap<>(item).forEach((name, value) -> object.set(name, toNode(value)));
    return object;
  }

  /** One value as an attribute. */
  public static AttributeValue toAttribute(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> AttributeValue.fromM(toItem((ObjectNode) node));
      case ARRAY -> AttributeValue.fromL(attributes(node));
      case STRING -> AttributeValue.fromS(node.textValue());
      case NUMBER -> AttributeValue.fromN(node.asText());
      case BOOLEAN -> AttributeValue.fromBool(node.booleanValue());
      case NULL -> AttributeValue.fromNul(true);
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException(node.getNodeType() + " is no JSON value");
    };
  }

  private static List<AttributeValue> attributes(JsonNode array) {
    List<AttributeValue> attributes = new ArrayList<>();
    array.forEach(element -> attributes.add(toAttribute(element)));
    return attributes;
  }

  /** One attribute as a value. */
  public static JsonNode toNode(AttributeValue value) {
    return switch (value.type()) {
      case M -> toJson(value.m());
      case L -> array(value.l().stream().map(DynamoJson::toNode).toList());
      case S -> NODES.textNode(value.s());
      case N -> number(value.n());
      case BOOL -> NODES.booleanNode(value.bool());
      case NUL -> NODES.nullNode();
      case SS -> array(value.ss().stream().map(NODES::textNode).toList());
      case NS -> array(value.ns().stream().map(DynamoJson::number).toList());
      case B -> NODES.binaryNode(value.b().asByteArray());
      case BS -> array(value.bs().stream().map(b -> NODES.binaryNode(b.asByteArray())).toList());
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("an attribute of a type unknown to this program");
    };
  }

  private static ArrayNode array(List<? extends JsonNode> elements) {
    ArrayNode array = NODES.arrayNode();
    elements.forEach(array::add);
    return array;
  }

  /** The node that a JSON parser would make of the same digits, so that both are equal. */
  private static JsonNode number(String digits) {
    BigDecimal number = new BigDecimal(digits);
    if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
      return NODES.numberNode(number);
    }
    // 9E125 is a legal number of DynamoDB's; as an integer it would be written out digit by digit.
    if (number.precision() - number.scale() > Long.toString(Long.MAX_VALUE).length()) {
      return NODES.numberNode(number);
    }
    return integer(number);
  }

  private static JsonNode integer(BigDecimal number) {
    try {
      long exact = number.longValueExact();
      return exact == (int) exact ? NODES.numberNode((int) exact) : NODES.numberNode(exact);
    } catch (ArithmeticException beyondLong) {
      return NODES.numberNode(number.toBigIntegerExact());
    }
  }
}

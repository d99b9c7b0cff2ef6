package ai.kubit.cohortimport.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A stored object with one fault.
 *
 * @param path where the fault is; names of a list's elements are left out
 * @param fault {@code missing}, {@code foreign} or {@code ill-typed}
 */
public record DamagedJson(String path, String fault, ObjectNode json) {

  /** What an earlier version stored, as a resource. */
  public static ObjectNode stored(String name) {
    try (InputStream text = DamagedJson.class.getResourceAsStream("/stored/" + name)) {
      return (ObjectNode) new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Every fault of every field.
   *
   * @param byName objects whose fields have names that nobody knows beforehand
   * @param optional fields that need not be there
   */
  public static List<DamagedJson> of(ObjectNode json, Set<String> byName, Set<String> optional) {
    List<DamagedJson> damaged = new ArrayList<>();
    collect(json, json, "", byName, optional, damaged);
    return damaged;
  }

  private static void collect(
      ObjectNode whole,
      ObjectNode part,
      String path,
      Set<String> byName,
      Set<String> optional,
      List<DamagedJson> damaged) {
    boolean known = !byName.contains(path);
    if (known) {
      part.put("foreignField", 1);
      damaged.add(new DamagedJson(path, "foreign", whole.deepCopy()));
      part.remove("foreignField");
    }
    List<String> names = new ArrayList<>();
    part.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String field = path.isEmpty() ? name : path + "." + name;
      JsonNode value = part.get(name);
      if (known && !optional.contains(field)) {
        part.remove(name);
        damaged.add(new DamagedJson(field, "missing", whole.deepCopy()));
        part.set(name, value);
      }
      for (JsonNode other : othersThan(value, byName.contains(field))) {
        part.set(name, other);
        damaged.add(new DamagedJson(field, "ill-typed", whole.deepCopy()));
      }
      part.set(name, value);
      List<JsonNode> inner = new ArrayList<>(List.of(value));
      if (value instanceof ArrayNode) {
        value.forEach(inner::add);
      }
      for (JsonNode node : inner) {
        if (node instanceof ObjectNode object) {
          collect(whole, object, field, byName, optional, damaged);
        }
      }
    }
  }

  private static List<JsonNode> othersThan(JsonNode value, boolean anyNames) {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> others = new ArrayList<>();
    for (String text : List.of("\"four\"", "4.5", "-4", "[4]", "{\"four\":4}", "null")) {
      try {
        JsonNode other = mapper.readTree(text);
        boolean isText = other.isTextual() && value.isTextual();
        boolean isList = other.isArray() && value.isArray();
        boolean isObject = other.isObject() && anyNames;
        if (!isText && !isList && !isObject) {
          others.add(other);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return others;
  }

  @Override
  public String toString() {
    return path + " " + fault;
  }
}

package ai.kubit.cohortimport.infrastructure;

import static ai.kubit.cohortimport.infrastructure.Template.list;
import static ai.kubit.cohortimport.infrastructure.Template.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Decides the conditions of a template by parameters: the part of CloudFormation that it uses. */
final class Choices {
  private static final Object NOTHING = new Object();

  private final Map<String, Object> parameters;
  private final Map<String, Object> conditions;
  private final Map<String, String> chosen;

  Choices(Map<String, Object> template, Map<String, String> chosen) {
    this.parameters = map(template.get("Parameters"));
    this.conditions = map(template.getOrDefault("Conditions", Map.of()));
    this.chosen = chosen;
    if (!parameters.keySet().containsAll(chosen.keySet())) {
      throw new IllegalArgumentException(chosen.keySet() + " are not all parameters");
    }
  }

  /** A value without what was not chosen. */
  Object made(Object value) {
    if (value instanceof Map<?, ?>) {
      return made(map(value));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(this::made)
          .filter(one -> one != NOTHING)
          .collect(Collectors.toCollection(ArrayList::new));
    }
    return value;
  }

  private Object made(Map<String, Object> value) {
    if (value.equals(Map.of("Ref", "AWS::NoValue"))) {
      return NOTHING;
    }
    if (value.containsKey("Fn::If")) {
      List<Object> branches = list(value.get("Fn::If"));
      return made(branches.get(holds((String) branches.get(0)) ? 1 : 2));
    }
    if (value.containsKey("Type")
        && value.get("Condition") instanceof String name
        && !holds(name)) {
      return NOTHING;
    }
    Map<String, Object> made = new LinkedHashMap<>();
    value.forEach(
        (key, inner) -> {
          Object result = key.equals("Conditions") ? inner : made(inner);
          if (result != NOTHING) {
            made.put(key, result);
          }
        });
    return made;
  }

  /** Whether a condition holds. */
  boolean holds(String condition) {
    return isTrue(map(conditions.get(condition)));
  }

  private boolean isTrue(Map<String, Object> function) {
    Map.Entry<String, Object> only = function.entrySet().iterator().next();
    return switch (only.getKey()) {
      case "Fn::Not" -> !isTrue(map(list(only.getValue()).get(0)));
      case "Fn::Or" -> list(only.getValue()).stream().anyMatch(one -> isTrue(map(one)));
      case "Fn::Condition" -> holds((String) only.getValue());
      case "Fn::Equals" ->
          text(list(only.getValue()).get(0)).equals(text(list(only.getValue()).get(1)));
      default -> throw new IllegalArgumentException("not known here: " + function);
    };
  }

  private String text(Object value) {
    if (!(value instanceof Map<?, ?>)) {
      return String.valueOf(value);
    }
    if (map(value).containsKey("Fn::Join")) {
      return text(list(map(value).get("Fn::Join")).get(1)).replace(",", "");
    }
    String name = (String) map(value).get("Ref");
    return chosen.getOrDefault(name, String.valueOf(map(parameters.get(name)).get("Default")));
  }
}

package ai.kubit.cohortimport.infrastructure;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A template as maps and lists; {@code !Sub x} reads as {@code {Fn::Sub: x}}. With parameters, its
 * conditions are decided as CloudFormation does: what is not chosen is gone.
 */
final class Template {
  private final Map<String, Object> root;

  private Template(Map<String, Object> root) {
    this.root = root;
  }

  static Template read() {
    return read(Path.of("template.yaml"));
  }

  static Template read(Path path) {
    try (Reader file = Files.newBufferedReader(path)) {
      return new Template(map(new Yaml(new Functions()).load(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is deployed with these parameters, and the defaults of all others. */
  Template with(Map<String, String> chosen) {
    return new Template(map(new Choices(root, chosen).made(root)));
  }

  /** The names of its conditions. */
  Set<String> conditions() {
    return map(root.get("Conditions")).keySet();
  }

  private static final class Functions extends SafeConstructor {
    Functions() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              String tag = node.getTag().getValue().substring(1);
              return Map.of(tag.equals("Ref") ? tag : "Fn::" + tag, value(node));
            }
          });
    }

    private Object value(Node node) {
      if (node instanceof MappingNode mapping) {
        return constructMapping(mapping);
      }
      return node instanceof SequenceNode sequence
          ? constructSequence(sequence)
          : ((ScalarNode) node).getValue();
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** A list, or the one value as a list. */
  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return value instanceof List ? (List<Object>) value : List.of(value);
  }

  Map<String, Object> parameters() {
    return map(root.get("Parameters"));
  }

  /** All of it. */
  Map<String, Object> everything() {
    return root;
  }

  boolean has(String resource) {
    return map(root.get("Resources")).containsKey(resource);
  }

  Map<String, Object> resource(String name) {
    return map(map(root.get("Resources")).get(name));
  }

  Map<String, Object> properties(String name) {
    return map(resource(name).get("Properties"));
  }

  /** The resources of a type, by name. */
  Map<String, Map<String, Object>> resources(String type) {
    Map<String, Map<String, Object>> found = new TreeMap<>();
    map(root.get("Resources"))
        .forEach(
            (name, resource) -> {
              if (map(resource).get("Type").equals(type)) {
                found.put(name, map(resource));
              }
            });
    return found;
  }

  /** What the function itself may do: every statement of its role. */
  List<Map<String, Object>> statementsOfTheRole() {
    List<Map<String, Object>> statements = new ArrayList<>(statementsOf("Role"));
    resources("AWS::IAM::RolePolicy")
        .values()
        .forEach(policy -> statements.addAll(statements(map(policy.get("Properties")))));
    return statements;
  }

  /** The statements that stand within a role. */
  List<Map<String, Object>> statementsOf(String role) {
    List<Map<String, Object>> statements = new ArrayList<>();
    list(properties(role).get("Policies"))
        .forEach(policy -> statements.addAll(statements(map(policy))));
    return statements;
  }

  static List<Map<String, Object>> statements(Map<String, Object> policy) {
    List<Map<String, Object>> statements = new ArrayList<>();
    list(map(policy.get("PolicyDocument")).get("Statement"))
        .forEach(statement -> statements.add(map(statement)));
    return statements;
  }

  /** Every text within a value that satisfies a condition. */
  static List<String> texts(Object value, Predicate<String> wanted) {
    List<String> texts = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(inner -> texts.addAll(texts(inner, wanted)));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> texts.addAll(texts(inner, wanted)));
    } else if (value instanceof String text && wanted.test(text)) {
      texts.add(text);
    }
    return texts;
  }
}

package ai.kubit.cohortimport.infrastructure;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** {@code template.yaml} as maps and lists; {@code !Sub x} reads as {@code {Fn::Sub: x}}. */
final class Template {
  private final Map<String, Object> root;

  private Template(Map<String, Object> root) {
    this.root = root;
  }

  static Template read() {
    try (Reader file = Files.newBufferedReader(Path.of("template.yaml"))) {
      return new Template(map(new Yaml(new Functions()).load(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    List<Map<String, Object>> statements = new ArrayList<>();
    list(properties("Role").get("Policies"))
        .forEach(policy -> statements.addAll(statements(map(policy))));
    resources("AWS::IAM::RolePolicy")
        .values()
        .forEach(policy -> statements.addAll(statements(map(policy.get("Properties")))));
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

package ai.kubit.cohortimport.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One field of an object, not yet read. Each reading method returns the value, or empty when the
 * field is absent or wrong; the error is then noted in the {@link Fields} it came from. So once
 * {@link Fields#valid()} holds, every required field was present.
 */
public final class Field {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** Why a name is refused that is not what it looks like. */
  public static final String INVISIBLE =
      "must not contain invisible characters, or characters that change the direction of text;"
          + " type it instead of copying it";

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final String path;
  private final Optional<JsonNode> value;
  private final boolean required;
  private final FieldErrors errors;
  private final Consumer<Fields> nested;

  Field(
      String path,
      Optional<JsonNode> value,
      boolean required,
      FieldErrors errors,
      Consumer<Fields> nested) {
    this.path = path;
    this.value = value;
    this.required = required;
    this.errors = errors;
    this.nested = nested;
  }

  /**
   * Text of 1 to {@code maxLength} characters (UTF-16 units) that has no control characters, line
   * separators or broken surrogates.
   */
  public Optional<String> text(int maxLength) {
    return read(
        "text of 1 to " + maxLength + " characters, without line breaks or control characters",
        node -> plainText(node, maxLength));
  }

  /**
   * A name that people read: text as {@link #text}, in which nothing is invisible or turns the
   * direction of the others, so that no two names look the same and none looks like another.
   */
  public Optional<String> name(int maxLength) {
    Optional<String> name = text(maxLength);
    if (name.filter(text -> !Characters.areVisible(text)).isPresent()) {
      refuse(INVISIBLE);
      return Optional.empty();
    }
    return name;
  }

  private static Optional<String> plainText(JsonNode node, int maxLength) {
    return textOf(node)
        .filter(text -> !text.isEmpty() && text.length() <= maxLength)
        .filter(Characters::arePlain);
  }

  /**
   * Text in a notation of its own.
   *
   * @param expectation completes "must be", such as {@code a time of day such as 09:00}
   * @param parser returns empty for a text it does not understand; never sees null
   */
  public <T> Optional<T> parsed(String expectation, Function<String, Optional<T>> parser) {
    return read(expectation, node -> textOf(node).flatMap(parser));
  }

  /**
   * Text that keeps a rule.
   *
   * @param expectation the rule, completing "must be"
   */
  public Optional<String> matching(String expectation, Predicate<String> rule) {
    return parsed(expectation, text -> Optional.of(text).filter(rule));
  }

  /** A whole number, as a JSON number, within the limits (both included). */
  public Optional<Integer> integer(int min, int max) {
    return read(
        "a whole number from " + min + " to " + max,
        node ->
            Optional.of(node)
                .filter(number -> number.isIntegralNumber() && number.canConvertToInt())
                .map(JsonNode::intValue)
                .filter(number -> number >= min && number <= max));
  }

  /** {@code true} or {@code false}, as a JSON boolean. */
  public Optional<Boolean> flag() {
    return read(
        "true or false",
        node -> Optional.of(node).filter(JsonNode::isBoolean).map(JsonNode::asBoolean));
  }

  /** A moment such as {@code 2026-11-22T09:00:00Z}, in the years 2000 to 9999. */
  public Optional<Instant> instant() {
    return parsed("a UTC time such as 2026-11-22T09:00:00Z", Field::instantOf);
  }

  private static Optional<Instant> instantOf(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(instant -> !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST));
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }

  /** One of an enum's names, in exactly that spelling. */
  public <E extends Enum<E>> Optional<E> oneOf(E[] values) {
    return oneOf(values, Enum::name);
  }

  /** One of the values, by exactly the name that {@code wireName} gives it. */
  public <T> Optional<T> oneOf(T[] values, Function<T, String> wireName) {
    String names = Arrays.stream(values).map(wireName).collect(Collectors.joining(", "));
    return parsed(
        "one of " + names,
        text -> Arrays.stream(values).filter(v -> wireName.apply(v).equals(text)).findFirst());
  }

  /**
   * A list, as one field per element, each required. The elements are not read yet.
   *
   * @param what names the elements in plural, such as {@code addresses}
   */
  public Optional<List<Field>> list(int min, int max, String what) {
    return read(
        "a list of " + min + " to " + max + " " + what,
        node ->
            Optional.of(node)
                .filter(list -> list.isArray() && list.size() >= min && list.size() <= max)
                .map(this::elements));
  }

  private List<Field> elements(JsonNode list) {
    List<Field> elements = new ArrayList<>();
    for (JsonNode element : list) {
      String elementPath = path + "[" + elements.size() + "]";
      Optional<JsonNode> present = Optional.of(element).filter(node -> !node.isNull());
      elements.add(new Field(elementPath, present, true, errors, nested));
    }
    return elements;
  }

  /** A nested object. Its unknown fields are refused with those of the object around it. */
  public Optional<Fields> object() {
    Optional<Fields> fields =
        read(
            "an object",
            node ->
                node instanceof ObjectNode object
                    ? Optional.of(new Fields(object, path, errors))
                    : Optional.empty());
    fields.ifPresent(nested);
    return fields;
  }

  /** Notes an error that only the caller could see. */
  public void refuse(String message) {
    errors.add(path, message);
  }

  private <T> Optional<T> read(String expectation, Function<JsonNode, Optional<T>> reader) {
    if (value.isEmpty()) {
      if (required) {
        refuse("is missing; it must be " + expectation);
      }
      return Optional.empty();
    }
    Optional<T> result = value.flatMap(reader);
    if (result.isEmpty()) {
      refuse("must be " + expectation + FieldError.NOT + Quoted.value(value.get()));
    }
    return result;
  }

  private static Optional<String> textOf(JsonNode node) {
    return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }
}

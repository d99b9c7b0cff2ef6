package ai.kubit.cohortimport.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A JSON object that this program stored itself, read strictly: a field that is missing, of another
 * type or unknown is a fault of ours and never a zero, because what is believed of Braze, and what
 * is sent next, follows from it. The exception names the item and the field, and no value.
 *
 * <p>Objects are read within {@link #read} or {@link #object}, which also refuse every field that
 * was not asked for. What people send is not read with this but with {@code Fields}.
 */
public final class StoredJson {
  private static final String FORMAT = "format";

  private final String item;
  private final String path;
  private final ObjectNode json;
  private final Set<String> asked = new HashSet<>();

  private StoredJson(String item, String path, ObjectNode json) {
    this.item = item;
    this.path = path;
    this.json = json;
  }

  /**
   * Reads an item or a file.
   *
   * @param item what it is, for the exception: a kind and ids of cohorts and executions, no others
   * @param reader asks for every field that may be there
   * @throws IllegalStateException where the object is not what this program writes
   */
  public static <T> T read(String item, JsonNode json, Function<StoredJson, T> reader) {
    if (json instanceof ObjectNode object) {
      return new StoredJson(item, "", object).all(reader);
    }
    throw new IllegalStateException(item + " is not an object");
  }

  private <T> T all(Function<StoredJson, T> reader) {
    T result = reader.apply(this);
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                throw fault(name, "is unknown to this version");
              }
            });
    return result;
  }

  /**
   * The number of its form.
   *
   * @param newest the one that is written today
   * @return 0 for what was written before items had numbers
   */
  public int format(int newest) {
    if (!has(FORMAT)) {
      return 0;
    }
    int format = integer(FORMAT);
    if (format < 1 || format > newest) {
      throw fault(FORMAT, "is " + format + "; this version reads 1 to " + newest);
    }
    return format;
  }

  /** The number of its form, where there never was a form without one. */
  public void numbered(int newest) {
    required(FORMAT);
    format(newest);
  }

  public boolean has(String field) {
    asked.add(field);
    return json.has(field);
  }

  public String text(String field) {
    JsonNode node = required(field);
    if (!node.isTextual()) {
      throw fault(field, "is not a text");
    }
    return node.textValue();
  }

  public Optional<String> optionalText(String field) {
    return optional(field, this::text);
  }

  /** A number that counts something: whole and not negative. */
  public long count(String field) {
    return count(field, required(field));
  }

  private long count(String field, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw fault(field, "is not a whole number of 0 or more");
    }
    return node.longValue();
  }

  public int integer(String field) {
    long count = count(field);
    if (count > Integer.MAX_VALUE) {
      throw fault(field, "is too large");
    }
    return (int) count;
  }

  public boolean bool(String field) {
    JsonNode node = required(field);
    if (!node.isBoolean()) {
      throw fault(field, "is neither true nor false");
    }
    return node.booleanValue();
  }

  public Instant instant(String field) {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeException e) {
      throw fault(field, "is not a time");
    }
  }

  public Optional<Instant> optionalInstant(String field) {
    return optional(field, this::instant);
  }

  public <E extends Enum<E>> E oneOf(String field, Class<E> kind) {
    String text = text(field);
    for (E constant : kind.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw fault(field, "is no word that this version knows");
  }

  public <E extends Enum<E>> Optional<E> optionalOneOf(String field, Class<E> kind) {
    return optional(field, name -> oneOf(name, kind));
  }

  public <T> T object(String field, Function<StoredJson, T> reader) {
    return within(path(field), field, required(field), reader);
  }

  public <T> Optional<T> optionalObject(String field, Function<StoredJson, T> reader) {
    return optional(field, name -> object(name, reader));
  }

  /** A list of objects. */
  public <T> List<T> objects(String field, Function<StoredJson, T> reader) {
    List<T> read = new ArrayList<>();
    each(
        field,
        element -> read.add(within(path(field) + "[" + read.size() + "]", field, element, reader)));
    return read;
  }

  /** A list of texts. */
  public List<String> texts(String field) {
    List<String> read = new ArrayList<>();
    each(
        field,
        element -> {
          if (!element.isTextual()) {
            throw fault(field, "holds something that is not a text");
          }
          read.add(element.textValue());
        });
    return read;
  }

  /** Numbers by names that are not known beforehand. */
  public Map<String, Long> counts(String field) {
    Map<String, Long> read = new TreeMap<>();
    objectOf(field)
        .properties()
        .forEach(entry -> read.put(entry.getKey(), count(field, entry.getValue())));
    return read;
  }

  /** Texts by names that are not known beforehand. */
  public Map<String, String> textsByName(String field) {
    Map<String, String> read = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : objectOf(field).properties()) {
      if (!entry.getValue().isTextual()) {
        throw fault(field, "holds something that is not a text");
      }
      read.put(entry.getKey(), entry.getValue().textValue());
    }
    return read;
  }

  /** A field that is not read here, as it stands; empty where there is none. */
  public Optional<JsonNode> untouched(String field) {
    return has(field) ? Optional.of(json.get(field)) : Optional.empty();
  }

  private void each(String field, Consumer<JsonNode> element) {
    JsonNode list = required(field);
    if (!list.isArray()) {
      throw fault(field, "is not a list");
    }
    list.forEach(element);
  }

  private ObjectNode objectOf(String field) {
    JsonNode node = required(field);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw fault(field, "is not an object");
  }

  private <T> T within(String where, String field, JsonNode node, Function<StoredJson, T> reader) {
    if (node instanceof ObjectNode object) {
      return new StoredJson(item, where, object).all(reader);
    }
    throw fault(field, "is not an object");
  }

  private <T> Optional<T> optional(String field, Function<String, T> reader) {
    return has(field) ? Optional.of(reader.apply(field)) : Optional.empty();
  }

  private JsonNode required(String field) {
    if (!has(field)) {
      throw fault(field, "is missing");
    }
    return Objects.requireNonNull(json.get(field));
  }

  private String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private IllegalStateException fault(String field, String what) {
    return new IllegalStateException(item + " cannot be read: " + path(field) + " " + what);
  }
}

package ai.kubit.cohortimport.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one JSON object that came from outside. Reading never stops at the first wrong
 * field: every fault is kept, with the full path of its field, so that one answer names them all. A
 * field that is {@code null} counts as absent. Not safe for use by several threads.
 */
public final class Fields {
  private final ObjectNode object;
  private final String path;
  private final FieldErrors errors;
  private final Set<String> known = new LinkedHashSet<>();
  private boolean unknownRefused;
  private final List<Fields> nested = new ArrayList<>();

  Fields(ObjectNode object, String path, FieldErrors errors) {
    this.object = Objects.requireNonNull(object, "object");
    this.path = path;
    this.errors = errors;
  }

  /** Reads an object that has no name of its own: its fields' paths are their names. */
  public static Fields of(ObjectNode object) {
    return of("", object);
  }

  /**
   * Reads an object that is itself a field.
   *
   * @param path of the object; the paths of its fields start with it
   */
  public static Fields of(String path, ObjectNode object) {
    return new Fields(object, path, new FieldErrors());
  }

  /** A field that must be there; its absence becomes an error when it is read. */
  public Field required(String name) {
    return field(name, true);
  }

  /** A field that may be absent. */
  public Field optional(String name) {
    return field(name, false);
  }

  private Field field(String name, boolean required) {
    known.add(name);
    JsonNode value = object.get(name);
    Optional<JsonNode> present = Optional.ofNullable(value).filter(node -> !node.isNull());
    return new Field(pathOf(name), present, required, errors, this::nest);
  }

  private void nest(Fields inner) {
    if (!unknownRefused) {
      nested.add(inner);
    }
  }

  /** Whether the field is there, whatever it holds. */
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** Adds an error for a field that is known, but has no place here; nothing when it is absent. */
  public void refuseIfPresent(String name, String message) {
    known.add(name);
    if (has(name)) {
      errors.add(pathOf(name), message);
    }
  }

  /**
   * Adds an error for every field, of this object and of the objects read from it, that nobody
   * asked for. Call it last: what was asked for until then is what is known. A second call, by the
   * reader of the object around it, does nothing.
   */
  public void refuseUnknown() {
    if (unknownRefused) {
      return;
    }
    unknownRefused = true;
    object.fieldNames().forEachRemaining(this::refuseIfUnknown);
    nested.forEach(Fields::refuseUnknown);
  }

  private void refuseIfUnknown(String name) {
    if (known.contains(name)) {
      return;
    }
    String hint =
        DidYouMean.to(name, known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("the fields here are " + String.join(", ", known));
    errors.add(pathOf(Quoted.name(name)), FieldError.UNKNOWN + hint);
  }

  /** Whether every field read so far was right, in the whole input this object is part of. */
  public boolean valid() {
    return errors.list().isEmpty();
  }

  /** What was wrong so far, in the whole input this object is part of, in the order of reading. */
  public List<FieldError> errors() {
    return errors.list();
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

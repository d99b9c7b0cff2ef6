package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.input.FieldError;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The text of an event. At most {@value #MAX_BYTES} bytes and {@value #MAX_DEPTH} levels are read,
 * so that no event can exhaust memory or the stack.
 */
final class EventText {
  static final int MAX_BYTES = 1024 * 1024;
  static final int MAX_DEPTH = 64;

  /** What the error is said of when it is no single field's. */
  static final String EVENT = "event";

  private final ObjectReader reader;

  EventText() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    reader =
        new ObjectMapper(factory)
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .forType(JsonNode.class);
  }

  /** Either the event or what is wrong with its text; never both. */
  record Parsed(Optional<JsonNode> event, Optional<FieldError> error) {
    private static Parsed wrong(String message) {
      return new Parsed(Optional.empty(), Optional.of(new FieldError(EVENT, message)));
    }
  }

  Parsed parse(byte[] text) {
    if (text.length > MAX_BYTES) {
      return Parsed.wrong("must have at most " + MAX_BYTES + " bytes, not " + text.length);
    }
    if (new String(text, StandardCharsets.UTF_8).isBlank()) {
      return Parsed.wrong("is empty; it must be a JSON object, such as {\"action\":\"sweep\"}");
    }
    try {
      return new Parsed(Optional.of(reader.readValue(text)), Optional.empty());
    } catch (StreamConstraintsException tooMuch) {
      return Parsed.wrong(tooDeep());
    } catch (JsonProcessingException broken) {
      return Parsed.wrong("is no valid JSON" + where(broken) + "; it may also name a field twice");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Jackson's own message is not used: it quotes the event. */
  private static String where(JsonProcessingException broken) {
    JsonLocation location = broken.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** Why an event that came as a tree cannot be read; such a tree may be of any depth. */
  static Optional<FieldError> objection(JsonNode event) {
    Deque<JsonNode> level = new ArrayDeque<>();
    level.add(event);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth >= MAX_DEPTH) {
        return Optional.of(new FieldError(EVENT, tooDeep()));
      }
      level = childrenOf(level);
    }
    return Optional.empty();
  }

  private static Deque<JsonNode> childrenOf(Deque<JsonNode> level) {
    Deque<JsonNode> children = new ArrayDeque<>();
    level.forEach(
        parent ->
            parent.forEach(
                child -> {
                  if (child.isContainerNode()) {
                    children.add(child);
                  }
                }));
    return children;
  }

  private static String tooDeep() {
    return "must be nested at most " + MAX_DEPTH + " levels deep, with shorter texts and numbers";
  }
}

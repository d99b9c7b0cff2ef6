package ai.kubit.cohortimport.local.braze;

import ai.kubit.cohortimport.local.braze.TrackObject.Write;
import ai.kubit.cohortimport.local.braze.TrackObject.Write.Form;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Parses the body of {@code /users/track} as a stream, because that is fast. */
final class TrackParser {
  private static final JsonFactory JSON = new JsonFactory();

  private TrackParser() {}

  /**
   * The content of a body.
   *
   * @param others how many events and purchases it has; they count towards the limit, and are
   *     ignored
   */
  record Body(List<TrackObject> attributes, int others) {
    int objects() {
      return attributes.size() + others;
    }
  }

  /**
   * Parses a body.
   *
   * @throws IOException if it is no JSON object
   */
  static Body parse(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      expect(parser.nextToken(), JsonToken.START_OBJECT);
      List<TrackObject> attributes = new ArrayList<>(75);
      int others = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "attributes" -> objects(parser, attributes);
          case "events", "purchases" -> others += skipArray(parser);
          default -> parser.skipChildren();
        }
      }
      expect(parser.currentToken(), JsonToken.END_OBJECT);
      if (parser.nextToken() != null) {
        throw new IOException("text after the JSON object");
      }
      return new Body(attributes, others);
    }
  }

  private static void objects(JsonParser parser, List<TrackObject> into) throws IOException {
    expect(parser.currentToken(), JsonToken.START_ARRAY);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        into.add(object(parser));
      } else {
        parser.skipChildren();
        TrackObject malformed = new TrackObject();
        malformed.malformed = "an attributes object must be a JSON object";
        into.add(malformed);
      }
    }
  }

  private static TrackObject object(JsonParser parser) throws IOException {
    TrackObject object = new TrackObject();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "external_id" -> object.externalId = identifier(parser, name, object);
        case "braze_id" -> object.brazeId = identifier(parser, name, object);
        case "email", "phone" -> object.contact = identifier(parser, name, object);
        case "user_alias" -> alias(parser, object);
        case "_update_existing_only" -> object.updateExistingOnly = value == JsonToken.VALUE_TRUE;
        default -> object.writes.add(write(name.strip(), parser));
      }
    }
    return object;
  }

  /** Reads an identifier. It is assumed that Braze refuses an identifier that is no text. */
  private static String identifier(JsonParser parser, String name, TrackObject object)
      throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NULL -> null;
      default -> {
        parser.skipChildren();
        object.malformed = "'" + name + "' must be a string";
        yield null;
      }
    };
  }

  private static void alias(JsonParser parser, TrackObject object) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      object.malformed = "'user_alias' must be an object";
      return;
    }
    String aliasName = null;
    String label = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "alias_name" -> aliasName = identifier(parser, name, object);
        case "alias_label" -> label = identifier(parser, name, object);
        default -> parser.skipChildren();
      }
    }
    object.alias = new ProfileAlias(aliasName, label);
  }

  private static Write write(String attribute, JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> new Write(attribute, List.of(), List.of(), null, Form.NULL);
      case START_ARRAY -> new Write(attribute, texts(parser), List.of(), null, Form.ARRAY);
      case START_OBJECT -> operations(attribute, parser);
      default -> new Write(attribute, List.of(), List.of(), parser.getText(), Form.OTHER);
    };
  }

  /** Reads an object value. With neither add nor remove, it is a nested attribute. */
  private static Write operations(String attribute, JsonParser parser) throws IOException {
    List<String> add = null;
    List<String> remove = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      boolean array = parser.nextToken() == JsonToken.START_ARRAY;
      if (array && name.equals("add")) {
        add = texts(parser);
      } else if (array && name.equals("remove")) {
        remove = texts(parser);
      } else {
        parser.skipChildren();
      }
    }
    return add == null && remove == null
        ? new Write(attribute, List.of(), List.of(), "{}", Form.OTHER)
        : new Write(attribute, orEmpty(add), orEmpty(remove), null, Form.OPERATIONS);
  }

  private static List<String> orEmpty(List<String> values) {
    return values == null ? List.of() : values;
  }

  private static List<String> texts(JsonParser parser) throws IOException {
    List<String> values = new ArrayList<>(1);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isScalarValue()) {
        values.add(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return values;
  }

  private static int skipArray(JsonParser parser) throws IOException {
    expect(parser.currentToken(), JsonToken.START_ARRAY);
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      count++;
    }
    return count;
  }

  private static void expect(JsonToken found, JsonToken wanted) throws IOException {
    if (found != wanted) {
      throw new IOException("expected " + wanted + " instead of " + found);
    }
  }
}

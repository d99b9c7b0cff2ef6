package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Bodies for {@code /users/track}. Every object names exactly one identifier, as Braze rejects
 * more, and says {@code _update_existing_only}, without which Braze would create users. Values are
 * added and removed, never set: setting would wipe the user's other cohorts (Braze, "User
 * attributes object").
 */
final class TrackBody {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTES_PER_OBJECT = 1_024;

  /** A code unit of UTF-16 takes at most six bytes, as an escape. */
  private static final int BYTES_PER_CHAR = 6;

  private static final int BYTES_OF_SYNTAX = 160;

  private final String attributeName;

  TrackBody(String attributeName) {
    this.attributeName = attributeName;
  }

  byte[] of(List<MemberChange> changes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(changes.size() * BYTES_PER_OBJECT);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("attributes");
      for (MemberChange change : changes) {
        write(json, change);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** An upper bound, without looking at the characters. */
  int maxBytes(MemberChange change) {
    int chars =
        change.member().id().length()
            + change.member().label().length()
            + change.brazeId().length()
            + attributeName.length()
            + change.added().map(String::length).orElse(0)
            + change.remove().stream().mapToInt(value -> value.length() + 1).sum();
    return BYTES_OF_SYNTAX + BYTES_PER_CHAR * chars;
  }

  private void write(JsonGenerator json, MemberChange change) throws IOException {
    json.writeStartObject();
    writeIdentifier(json, change);
    json.writeBooleanField("_update_existing_only", true);
    json.writeObjectFieldStart(attributeName);
    if (change.added().isPresent()) {
      writeValues(json, "add", List.of(change.added().get()));
    }
    if (!change.remove().isEmpty()) {
      writeValues(json, "remove", change.remove());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeIdentifier(JsonGenerator json, MemberChange change) throws IOException {
    MemberId member = change.member();
    if (!change.brazeId().isEmpty()) {
      json.writeStringField("braze_id", change.brazeId());
      return;
    }
    switch (member.kind()) {
      case EXTERNAL_ID -> json.writeStringField("external_id", member.id());
      case ALIAS -> {
        json.writeObjectFieldStart("user_alias");
        json.writeStringField("alias_name", member.id());
        json.writeStringField("alias_label", member.label());
        json.writeEndObject();
      }
      case DEVICE_ID ->
          throw new IllegalArgumentException(
              "/users/track takes no device id; its profile must have been looked up");
    }
  }

  private static void writeValues(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}

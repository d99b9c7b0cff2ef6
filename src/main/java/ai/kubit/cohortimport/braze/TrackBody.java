package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * Writes request bodies for {@code /users/track} (<a
 * href="https://www.braze.com/docs/api/objects_filters/user_attributes_object/">Braze, "User
 * attributes object"</a>). Each object has exactly one identifier, because Braze rejects an object
 * with more. Each object has {@code _update_existing_only}, because Braze would otherwise create
 * users. Values are added and removed, never set, because setting would delete the user's other
 * cohorts. Not safe for several threads.
 */
public final class TrackBody {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTES_PER_OBJECT = 160;

  /** In JSON a character takes at most six bytes, when it is written as an escape. */
  private static final int BYTES_PER_CHAR = 6;

  private static final int BYTES_OF_SYNTAX = 160;

  private static final SerializableString EXTERNAL_ID = new SerializedString("external_id");
  private static final SerializableString UPDATE_ONLY =
      new SerializedString("_update_existing_only");

  private final String attributeName;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(75 * BYTES_PER_OBJECT);
  private ValueChange last;

  public TrackBody(String attributeName) {
    this.attributeName = attributeName;
  }

  public byte[] of(List<MemberChange> changes) {
    bytes.reset();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("attributes");
      for (MemberChange change : changes) {
        if (last == null || !last.isOf(change)) {
          last = new ValueChange(attributeName, change.add(), change.remove());
        }
        json.writeStartObject();
        writeIdentifier(json, change);
        json.writeFieldName(UPDATE_ONLY);
        json.writeBoolean(true);
        last.write(json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The change of the attribute as JSON. It is the same for nearly all objects of a delivery, so it
   * is encoded once.
   */
  private static final class ValueChange {
    private final SerializableString name;
    private final String add;
    private final List<String> remove;
    private final SerializableString value;

    ValueChange(String attributeName, String add, List<String> remove) throws IOException {
      this.name = new SerializedString(attributeName);
      this.add = add;
      this.remove = remove;
      StringWriter text = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(text)) {
        json.writeStartObject();
        if (add != null) {
          writeValues(json, "add", List.of(add));
        }
        if (!remove.isEmpty()) {
          writeValues(json, "remove", remove);
        }
        json.writeEndObject();
      }
      this.value = new SerializedString(text.toString());
    }

    boolean isOf(MemberChange change) {
      return Objects.equals(add, change.add()) && remove.equals(change.remove());
    }

    void write(JsonGenerator json) throws IOException {
      json.writeFieldName(name);
      json.writeRawValue(value);
    }
  }

  /**
   * An upper bound of the bytes that a change adds to a body. It does not look at the characters.
   */
  public int maxBytes(MemberChange change) {
    int chars =
        change.member().id().length()
            + change.member().label().length()
            + change.brazeId().length()
            + attributeName.length()
            + (change.add() == null ? 0 : change.add().length());
    for (String value : change.remove()) {
      chars += value.length() + 1;
    }
    return BYTES_OF_SYNTAX + BYTES_PER_CHAR * chars;
  }

  private static void writeIdentifier(JsonGenerator json, MemberChange change) throws IOException {
    MemberId member = change.member();
    if (!change.brazeId().isEmpty()) {
      json.writeStringField("braze_id", change.brazeId());
      return;
    }
    switch (member.kind()) {
      case EXTERNAL_ID -> {
        json.writeFieldName(EXTERNAL_ID);
        json.writeString(member.id());
      }
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

package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.membership.MemberChange;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What {@code /users/export/ids} is asked and answers about members of one kind (Braze, "Export
 * user profile by identifier"): up to 50 external ids or aliases, or one device.
 *
 * @param attribute the attribute that is asked for, too; empty where only existence is
 */
public record ProfileResponses(StatusReading statuses, String attribute) {
  private static final JsonFactory JSON = new JsonFactory();

  /** A limit that is used up ends the look: what is left of it belongs to imports. */
  public ResponseDecision read(BrazeResponse answer, List<MemberChange> batch) {
    if (answer.status() == 429) {
      return ResponseDecision.denied(statuses.denial().lookLimited(answer.status()));
    }
    return statuses.of(answer.status()).orElseGet(() -> readProfiles(answer, batch));
  }

  private ResponseDecision readProfiles(BrazeResponse answer, List<MemberChange> batch) {
    if (!answer.isSuccessful()) {
      return ResponseDecision.indigestible(RefusalReason.REFUSED_ALONE, batch.size());
    }
    return new ProfileParser(batch, attribute)
        .parse(answer.body())
        .map(
            found ->
                ResponseDecision.answered(
                    found.stream().<ChangeResult>map(ChangeResult.Profile::new).toList()))
        .orElseGet(() -> ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, batch.size()));
  }

  /**
   * The body of the question.
   *
   * @param batch members of one kind; of devices one
   */
  public byte[] question(List<MemberChange> batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      writeIds(json, batch);
      json.writeArrayFieldStart("fields_to_export");
      json.writeString("external_id");
      json.writeString(ownField(batch.get(0).member().kind()));
      if (!attribute.isEmpty()) {
        json.writeString("custom_attributes");
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String ownField(MemberId.Kind kind) {
    return kind == MemberId.Kind.ALIAS ? "user_aliases" : "braze_id";
  }

  private static void writeIds(JsonGenerator json, List<MemberChange> batch) throws IOException {
    switch (batch.get(0).member().kind()) {
      case EXTERNAL_ID -> {
        json.writeArrayFieldStart("external_ids");
        for (MemberChange one : batch) {
          json.writeString(one.member().id());
        }
        json.writeEndArray();
      }
      case ALIAS -> {
        json.writeArrayFieldStart("user_aliases");
        for (MemberChange one : batch) {
          json.writeStartObject();
          json.writeStringField("alias_name", one.member().id());
          json.writeStringField("alias_label", one.member().label());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      case DEVICE_ID -> writeDevice(json, batch.get(0));
    }
  }

  /** The profile that a lookup found once is asked for itself. */
  private static void writeDevice(JsonGenerator json, MemberChange one) throws IOException {
    if (one.brazeId().isEmpty()) {
      json.writeStringField("device_id", one.member().id());
    } else {
      json.writeStringField("braze_id", one.brazeId());
    }
  }
}

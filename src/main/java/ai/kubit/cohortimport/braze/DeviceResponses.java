package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.delivery.ChangeResult;
import ai.kubit.cohortimport.delivery.RefusalReason;
import ai.kubit.cohortimport.delivery.ResponseDecision;
import ai.kubit.cohortimport.delivery.UnknownReason;
import ai.kubit.cohortimport.membership.DeviceFinding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes the request of {@code /users/export/ids} for one device, and reads the response (<a
 * href="https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier/">Braze,
 * "POST: Export user profile by identifier"</a>).
 */
public record DeviceResponses(StatusReading statuses) {
  private static final JsonFactory JSON = new JsonFactory();

  public ResponseDecision read(BrazeResponse answer) {
    return statuses.of(answer.status()).orElseGet(() -> readProfiles(answer));
  }

  private static ResponseDecision readProfiles(BrazeResponse answer) {
    if (!answer.isSuccessful()) {
      return ResponseDecision.indigestible(RefusalReason.REFUSED_ALONE, 1);
    }
    Optional<JsonNode> users =
        ResponseBody.of(answer)
            .filter(body -> ResponseBody.message(body).equals("success"))
            .map(body -> body.path("users"))
            .filter(JsonNode::isArray);
    return users
        .map(found -> ResponseDecision.answered(List.of(new ChangeResult.Device(finding(found)))))
        .orElseGet(() -> ResponseDecision.senseless(UnknownReason.SENSELESS_ANSWER, 1));
  }

  /**
   * Decides whom the device belongs to. A device may have several profiles. Only a profile without
   * an external id is taken, as Braze's own cohort import does (<a
   * href="https://www.braze.com/docs/cohort_import/">Braze, "Partner cohort import"</a>). Of
   * several, the first by {@code braze_id} is taken, so that each lookup finds the same one.
   */
  private static DeviceFinding finding(JsonNode users) {
    String found = "";
    for (JsonNode user : users) {
      String brazeId = user.path("braze_id").asText("");
      boolean anonymous = user.path("external_id").asText("").isEmpty();
      if (anonymous && !brazeId.isEmpty() && (found.isEmpty() || brazeId.compareTo(found) < 0)) {
        found = brazeId;
      }
    }
    if (!found.isEmpty()) {
      return DeviceFinding.found(found);
    }
    return users.isEmpty() ? DeviceFinding.UNKNOWN : DeviceFinding.IDENTIFIED;
  }

  public static byte[] question(MemberId device) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("device_id", device.id());
      json.writeArrayFieldStart("fields_to_export");
      json.writeString("braze_id");
      json.writeString("external_id");
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}

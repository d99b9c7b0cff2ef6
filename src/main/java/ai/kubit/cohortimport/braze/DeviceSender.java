package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.braze.DeviceLookup.Result;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Asks {@code /users/export/ids} about one device at a time and keeps what it learns. */
final class DeviceSender implements BatchSender {
  static final String PATH = "/users/export/ids";
  private static final JsonFactory JSON = new JsonFactory();

  private final BrazeHttp http;
  private final KeyRing key;
  private final StatusReading statuses;
  private final Map<MemberId, Result> learned = new HashMap<>();

  DeviceSender(BrazeHttp http, KeyRing key, StatusReading statuses) {
    this.http = http;
    this.key = key;
    this.statuses = statuses;
  }

  @Override
  public int maxBatchSize() {
    return 1;
  }

  @Override
  public CompletionStage<BrazeAnswer> send(List<MemberChange> batch) {
    byte[] body = body(batch.get(0).member());
    return http.send(client -> client.export("Bearer " + key.current().reveal(), body));
  }

  @Override
  public Verdict read(BrazeAnswer answer, List<MemberChange> batch) {
    return statuses.of(answer.status()).orElseGet(() -> readProfiles(answer, batch));
  }

  @Override
  public boolean renewKey() {
    return key.renew();
  }

  /** What was learned about a device that Braze has answered for. */
  Result take(MemberId device) {
    return learned.remove(device);
  }

  private Verdict readProfiles(BrazeAnswer answer, List<MemberChange> batch) {
    if (!answer.isSuccessful()) {
      return Verdict.indigestible(RefusalReason.REFUSED_ALONE, batch.size());
    }
    Optional<JsonNode> users =
        AnswerBody.of(answer)
            .filter(body -> AnswerBody.message(body).equals("success"))
            .map(body -> body.path("users"))
            .filter(JsonNode::isArray);
    if (users.isEmpty()) {
      return Verdict.senseless(UnknownReason.SENSELESS_ANSWER, batch.size());
    }
    learned.put(batch.get(0).member(), result(users.get()));
    return Verdict.accepted(batch.size());
  }

  /** A device may have had several users; only the anonymous ones are matched by it. */
  private static Result result(JsonNode users) {
    String found = "";
    for (JsonNode user : users) {
      String brazeId = user.path("braze_id").asText("");
      boolean anonymous = user.path("external_id").asText("").isEmpty();
      if (anonymous && !brazeId.isEmpty() && (found.isEmpty() || brazeId.compareTo(found) < 0)) {
        found = brazeId;
      }
    }
    if (!found.isEmpty()) {
      return new Result.Found(found);
    }
    return users.isEmpty() ? new Result.Unknown() : new Result.Identified();
  }

  private static byte[] body(MemberId device) {
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

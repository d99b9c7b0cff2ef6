package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.verification.ProfileFinding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads profiles token by token and keeps of each only what a {@link ProfileFinding} says. Nothing
 * else of a profile becomes a value that outlives its token.
 */
final class ProfileParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final List<MemberChange> batch;
  private final Map<MemberId, Integer> asked = new HashMap<>();
  private final String attribute;
  private final String value;
  private final List<ProfileFinding> findings;
  private boolean success;
  private boolean users;
  private boolean strangers;

  /**
   * A parser of one answer.
   *
   * @param batch who was asked about: members of one kind, with the value they should hold
   * @param attribute the attribute that was asked for; empty where none was
   */
  ProfileParser(List<MemberChange> batch, String attribute) {
    this.batch = batch;
    this.attribute = attribute;
    this.value = batch.get(0).add();
    for (int i = 0; i < batch.size(); i++) {
      asked.put(batch.get(i).member(), i);
    }
    this.findings = new ArrayList<>(Collections.nCopies(batch.size(), ProfileFinding.ABSENT));
  }

  /**
   * One finding for each member, in order; empty where the answer makes no sense: it is no JSON,
   * does not say success, or names somebody who was not asked about.
   */
  Optional<List<ProfileFinding>> parse(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        field(json, json.currentName());
      }
      boolean ended = json.nextToken() == null;
      return ended && success && users && !strangers ? Optional.of(findings) : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private void field(JsonParser json, String name) throws IOException {
    JsonToken token = json.nextToken();
    if (name.equals("message")) {
      success = token == JsonToken.VALUE_STRING && json.getText().equals("success");
    }
    if (name.equals("users") && token == JsonToken.START_ARRAY) {
      users = true;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        user(json);
      }
      return;
    }
    json.skipChildren();
  }

  /** What one profile says of itself, until it is known whose it is. */
  private static final class ReadProfile {
    private final List<Integer> aliases = new ArrayList<>(0);
    private String externalId = "";
    private String brazeId = "";
    private ProfileFinding finding = ProfileFinding.EXISTS;
  }

  private void user(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      strangers = true;
      return;
    }
    ReadProfile profile = new ReadProfile();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      boolean text = token == JsonToken.VALUE_STRING;
      if (name.equals("external_id") && text) {
        profile.externalId = json.getText();
      } else if (name.equals("braze_id") && text) {
        profile.brazeId = json.getText();
      } else if (name.equals("user_aliases") && token == JsonToken.START_ARRAY) {
        aliases(json, profile);
      } else if (name.equals("custom_attributes") && token == JsonToken.START_OBJECT) {
        profile.finding = attributes(json);
      } else {
        json.skipChildren();
      }
    }
    settle(profile);
  }

  private void settle(ReadProfile profile) {
    MemberChange first = batch.get(0);
    switch (first.member().kind()) {
      case EXTERNAL_ID -> settle(asked.get(MemberId.externalId(profile.externalId)), profile);
      case ALIAS -> {
        strangers |= profile.aliases.isEmpty();
        profile.aliases.forEach(position -> settle(position, profile));
      }
      case DEVICE_ID -> {
        if (!first.brazeId().isEmpty()) {
          settle(first.brazeId().equals(profile.brazeId) ? 0 : null, profile);
        } else if (profile.externalId.isEmpty()) {
          settle(0, profile); // Braze matches only anonymous users by device
        }
      }
    }
  }

  private void settle(Integer position, ReadProfile profile) {
    if (position == null) {
      strangers = true;
    } else {
      findings.set(position, profile.finding);
    }
  }

  private void aliases(JsonParser json, ReadProfile profile) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String name = "";
      String label = "";
      if (json.currentToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          boolean text = json.nextToken() == JsonToken.VALUE_STRING;
          name = text && field.equals("alias_name") ? json.getText() : name;
          label = text && field.equals("alias_label") ? json.getText() : label;
          json.skipChildren();
        }
      } else {
        json.skipChildren();
      }
      Integer position = asked.get(MemberId.alias(name, label));
      if (position != null) {
        profile.aliases.add(position);
      }
    }
  }

  private ProfileFinding attributes(JsonParser json) throws IOException {
    ProfileFinding finding = ProfileFinding.EXISTS;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean ours = json.currentName().equals(attribute);
      JsonToken token = json.nextToken();
      if (ours && token == JsonToken.START_ARRAY) {
        finding = array(json);
      } else {
        json.skipChildren();
        finding = ours && token != JsonToken.VALUE_NULL ? ProfileFinding.OTHER_TYPE : finding;
      }
    }
    return finding;
  }

  private ProfileFinding array(JsonParser json) throws IOException {
    int length = 0;
    boolean holds = false;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      length++;
      holds |= json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals(value);
      json.skipChildren();
    }
    return new ProfileFinding(true, holds, length);
  }
}

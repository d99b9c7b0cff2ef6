package ai.kubit.cohortimport.braze;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.cohort.MemberId.Kind;
import ai.kubit.cohortimport.membership.MemberChange;
import ai.kubit.cohortimport.workspace.BrazeKey;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes request bodies for partner cohorts (<a
 * href="https://www.braze.com/docs/cohort_import/">Braze, "Partner cohort import"</a>). Both
 * secrets, {@code partner_api_key} and {@code client_secret}, are in the body. Aliases are an array
 * of objects with {@code alias_name} and {@code alias_label}. Braze's page calls {@code aliases} an
 * object and shows no example. Segment's destination for Braze cohorts sends an array in
 * production, so this program does, too (<a
 * href="https://github.com/segmentio/action-destinations/tree/main/packages/destination-actions/src/destinations/braze-cohorts">
 * segmentio/action-destinations, braze-cohorts</a>).
 */
public final class PartnerBody {
  private static final JsonFactory JSON = new JsonFactory();

  private interface BodyFields {
    void write(JsonGenerator json) throws IOException;
  }

  private final PartnerCohort cohort;
  private final BrazeKey partnerKey;
  private final KeyRing dataImportKey;

  public PartnerBody(PartnerCohort cohort, BrazeKey partnerKey, KeyRing dataImportKey) {
    this.cohort = cohort;
    this.partnerKey = partnerKey;
    this.dataImportKey = dataImportKey;
  }

  public byte[] ofName() {
    return body(
        json -> {
          json.writeStringField("name", cohort.name());
          json.writeStringField("created_at", cohort.createdAt().toString());
        });
  }

  /**
   * A body with additions and removals. Without any change the body is still valid, and changes no
   * user.
   */
  public byte[] ofChanges(List<MemberChange> changes) {
    return body(
        json -> {
          json.writeArrayFieldStart("cohort_changes");
          writeGroup(json, changes, true);
          writeGroup(json, changes, false);
          json.writeEndArray();
        });
  }

  /**
   * An upper bound of the bytes that a change adds to a body. It does not look at the characters:
   * in JSON a character takes at most six bytes.
   */
  static int maxBytes(MemberChange change) {
    return 64 + 6 * (change.member().id().length() + change.member().label().length());
  }

  boolean renewKey() {
    return dataImportKey.renew();
  }

  private byte[] body(BodyFields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("partner_api_key", partnerKey.reveal());
      json.writeStringField("client_secret", dataImportKey.current().reveal());
      json.writeStringField("cohort_id", cohort.cohortId());
      fields.write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Whether the change makes its member belong to the cohort. A change that only renames also
   * counts as an addition: its member stays, and the cohort itself is renamed.
   */
  private static boolean isAdd(MemberChange change) {
    return change.added().isPresent();
  }

  private static void writeGroup(JsonGenerator json, List<MemberChange> changes, boolean adds)
      throws IOException {
    List<MemberId> members =
        changes.stream().filter(change -> isAdd(change) == adds).map(MemberChange::member).toList();
    if (members.isEmpty()) {
      return;
    }
    json.writeStartObject();
    writeIds(json, "user_ids", members, Kind.EXTERNAL_ID);
    writeIds(json, "device_ids", members, Kind.DEVICE_ID);
    writeAliases(json, members);
    if (!adds) {
      json.writeBooleanField("should_remove", true);
    }
    json.writeEndObject();
  }

  private static void writeIds(JsonGenerator json, String name, List<MemberId> members, Kind kind)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (MemberId member : members) {
      if (member.kind() == kind) {
        json.writeString(member.id());
      }
    }
    json.writeEndArray();
  }

  private static void writeAliases(JsonGenerator json, List<MemberId> members) throws IOException {
    json.writeArrayFieldStart("aliases");
    for (MemberId member : members) {
      if (member.kind() == Kind.ALIAS) {
        json.writeStartObject();
        json.writeStringField("alias_name", member.id());
        json.writeStringField("alias_label", member.label());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}

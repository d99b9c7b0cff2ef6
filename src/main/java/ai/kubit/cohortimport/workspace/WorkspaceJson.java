package ai.kubit.cohortimport.workspace;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.Characters;
import ai.kubit.cohortimport.input.Field;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import ai.kubit.cohortimport.workspace.Workspace.DeviceLookup;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JSON of a workspace, which events, answers and the table share. */
public final class WorkspaceJson {
  private static final String DEFAULT_PARTNER = "kubit";
  private static final Pattern PARTNER = Pattern.compile("[a-z0-9_-]{1,64}");

  private WorkspaceJson() {}

  /**
   * Reads a workspace that was stored; unknown fields are no errors. Present exactly when {@link
   * Fields#valid()} still holds afterwards.
   */
  public static Optional<Workspace> read(Fields fields) {
    Optional<String> workspaceId =
        fields.required("workspaceId").matching(CohortKey.ID_RULE, CohortKey::isId);
    Optional<RestEndpoint> restEndpoint = restEndpoint(fields.required("restEndpoint"));
    DeliveryMode mode =
        fields.optional("mode").oneOf(DeliveryMode.values()).orElse(DeliveryMode.ATTRIBUTE);
    String attributeName = AttributeName.read(fields.optional("attributeName"));
    int requestsPerSecond = fields.optional("requestsPerSecond").integer(1, 1000).orElse(500);
    int maxBatchSize = fields.optional("maxBatchSize").integer(1, 75).orElse(75);
    int maxParallelImports = fields.optional("maxParallelImports").integer(1, 100).orElse(4);
    String partnerName = partnerName(fields.optional("partnerName"));
    DeviceLookup deviceLookup =
        fields.optional("deviceLookup").oneOf(DeviceLookup.values()).orElse(DeviceLookup.OFF);
    Workspace.ProfileReads reads = reads(fields);
    int lookupsPerMinute = fields.optional("deviceLookupsPerMinute").integer(1, 2400).orElse(250);
    if (!fields.valid()) {
      return Optional.empty();
    }
    return Optional.of(
        new Workspace(
            workspaceId.orElseThrow(),
            restEndpoint.orElseThrow(),
            new Workspace.DeliveryWay(mode, attributeName, partnerName),
            new Workspace.WorkspaceLimits(requestsPerSecond, maxBatchSize, maxParallelImports),
            new Workspace.DeviceLookups(deviceLookup, lookupsPerMinute),
            reads));
  }

  private static Workspace.ProfileReads reads(Fields fields) {
    return new Workspace.ProfileReads(
        fields
            .optional("profileReads")
            .oneOf(Workspace.ProfileUse.values())
            .orElse(Workspace.ProfileUse.OFF),
        fields.optional("profileReadsPerMinute").integer(1, 2400).orElse(250));
  }

  /**
   * Reads a workspace that a person puts: unknown fields are errors, and so is the name of an
   * attribute that is not what it looks like.
   */
  public static Optional<Workspace> readNew(Fields fields) {
    Optional<Workspace> workspace = read(fields);
    workspace
        .filter(read -> !Characters.areVisible(read.attributeName()))
        .ifPresent(read -> fields.required("attributeName").refuse(Field.INVISIBLE));
    fields.refuseUnknown();
    return workspace.filter(read -> fields.valid());
  }

  /** What was sent is not repeated: a wrong endpoint may hold a password or a key. */
  private static Optional<RestEndpoint> restEndpoint(Field field) {
    Optional<String> text =
        field.parsed("text: " + RestEndpoint.RULE, Optional::of).map(WorkspaceJson::withoutSlash);
    Optional<String> itsDomain = text.flatMap(RestEndpoint::underItsDomain);
    if (itsDomain.isPresent()) {
      field.refuse("is no cluster of Braze; did you mean " + itsDomain.get() + "?");
      return Optional.empty();
    }
    Optional<RestEndpoint> endpoint = text.filter(RestEndpoint::isEndpoint).map(RestEndpoint::of);
    if (text.isPresent() && endpoint.isEmpty()) {
      field.refuse("must be " + RestEndpoint.RULE);
    }
    return endpoint;
  }

  /** As browsers copy it. */
  private static String withoutSlash(String endpoint) {
    return endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
  }

  private static String partnerName(Field field) {
    return field
        .matching(
            "1 to 64 lower-case letters, digits, '_' or '-'",
            name -> PARTNER.matcher(name).matches())
        .orElse(DEFAULT_PARTNER);
  }

  /** The workspace with every field, defaults included. */
  public static ObjectNode of(Workspace workspace) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("workspaceId", workspace.workspaceId())
        .put("restEndpoint", workspace.restEndpoint().toString())
        .put("mode", workspace.mode().name())
        .put("attributeName", workspace.attributeName())
        .put("requestsPerSecond", workspace.requestsPerSecond())
        .put("maxBatchSize", workspace.maxBatchSize())
        .put("maxParallelImports", workspace.maxParallelImports())
        .put("partnerName", workspace.partnerName())
        .put("deviceLookup", workspace.deviceLookup().name())
        .put("deviceLookupsPerMinute", workspace.deviceLookupsPerMinute())
        .put("profileReads", workspace.profileReads().name())
        .put("profileReadsPerMinute", workspace.profileReadsPerMinute());
  }
}

package ai.kubit.cohortimport.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import ai.kubit.cohortimport.workspace.Workspace.DeviceLookup;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceJsonTest {
  private static final String ENDPOINT = "https://rest.iad-01.braze.com";

  private static ObjectNode valid() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("workspaceId", "acme")
        .put("restEndpoint", ENDPOINT);
  }

  private static List<FieldError> errors(ObjectNode workspace) {
    Fields fields = Fields.of("workspace", workspace);
    Optional<Workspace> read = WorkspaceJson.readNew(fields);
    assertThat(read.isEmpty()).isEqualTo(!fields.valid());
    return fields.errors();
  }

  private static FieldError onlyError(ObjectNode workspace) {
    assertThat(errors(workspace)).hasSize(1);
    return errors(workspace).get(0);
  }

  private static Workspace read(ObjectNode workspace) {
    assertThat(errors(workspace)).isEmpty();
    return WorkspaceJson.read(Fields.of(workspace)).orElseThrow();
  }

  @Test
  void whatIsLeftOutHasTheDefaultsOfTheContract() {
    assertThat(read(valid()))
        .isEqualTo(
            new Workspace(
                "acme",
                RestEndpoint.of(ENDPOINT),
                new Workspace.DeliveryWay(DeliveryMode.ATTRIBUTE, "Kubit cohorts", "kubit"),
                new Workspace.WorkspaceLimits(500, 75, 4),
                new Workspace.DeviceLookups(DeviceLookup.OFF, 250)));
  }

  @Test
  void aWorkspaceIsWrittenAsItWasRead() {
    ObjectNode workspace =
        valid()
            .put("mode", "COHORT")
            .put("attributeName", "Meine Gruppen")
            .put("requestsPerSecond", 1000)
            .put("maxBatchSize", 1)
            .put("maxParallelImports", 100)
            .put("partnerName", "kubit_2-x")
            .put("deviceLookup", "ON")
            .put("deviceLookupsPerMinute", 2400)
            .put("profileReads", "VALUE")
            .put("profileReadsPerMinute", 2400);

    assertThat(WorkspaceJson.of(read(workspace))).isEqualTo(workspace);
  }

  @Test
  void everyWrongFieldIsNamedInOneAnswer() {
    ObjectNode workspace =
        JsonNodeFactory.instance
            .objectNode()
            .put("workspaceId", "a/b")
            .put("restEndpoint", 1)
            .put("mode", "BOTH")
            .put("attributeName", "$x")
            .put("requestsPerSecond", 1001)
            .put("maxBatchSize", 76)
            .put("maxParallelImports", 0)
            .put("partnerName", "Kubit")
            .put("deviceLookup", true)
            .put("deviceLookupsPerMinute", 2401)
            .put("restKey", "secret");

    assertThat(errors(workspace))
        .extracting(FieldError::field)
        .containsExactly(
            "workspace.workspaceId",
            "workspace.restEndpoint",
            "workspace.mode",
            "workspace.attributeName",
            "workspace.requestsPerSecond",
            "workspace.maxBatchSize",
            "workspace.maxParallelImports",
            "workspace.partnerName",
            "workspace.deviceLookup",
            "workspace.deviceLookupsPerMinute",
            "workspace.restKey");
    assertThat(errors(workspace).toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://rest.iad-01.braze.com",
        "https://169.254.169.254",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00:ec2::254]",
        "https://localhost",
        "https://rest.iad-01.braze.com.evil.example",
        "https://rest.iad-01.braze.com@evil.example",
        "https://evil.example#rest.iad-01.braze.com",
        "https://evil.example/rest.iad-01.braze.com",
        "https://evil.example?https://rest.iad-01.braze.com",
        "https://restxiad-01.braze.com",
        "https://rest.iad-01.brazexcom",
        "https://rest.iad-01.notbraze.com",
        "https://rest.evil.rest.iad-01.braze.com",
        "https://user:password@rest.iad-01.braze.com",
        "https://rest.iad-01.braze.com:443",
        "https://rest.iad-01.braze.com:8443",
        "https://rest.iad-01.braze.com.",
        "https://rest.iad-01.braze.com/users/track",
        "https://rest.iad-01.braze.com?x",
        "https://REST.IAD-01.BRAZE.COM",
        "HTTPS://rest.iad-01.braze.com",
        "https://rest.iad-01.bräze.com",
        "https://rest.iad-01.xn--brze-poa.com",
        "https://rest.iad-0\u0661.braze.com",
        "https://rest.iad-01.braze\u3002com",
        " https://rest.iad-01.braze.com",
        "https://rest.iad-01.braze.com\n",
        "https://rest.iad-01.braze.com\r\nHost: evil.example",
        "https://rest.iad-01.braze.com\u0000",
        "rest.iad-01.braze.com",
        "//rest.iad-01.braze.com",
        "https://dashboard-01.braze.com"
      })
  void x1TheKeyGoesToBrazeAndNowhereElse(String endpoint) {
    FieldError error = onlyError(valid().put("restEndpoint", endpoint));

    assertThat(error)
        .isEqualTo(new FieldError("workspace.restEndpoint", "must be " + RestEndpoint.RULE));
    assertThat(error.message()).doesNotContain("evil").doesNotContain("password");
  }

  @ParameterizedTest
  @CsvSource({
    "https://rest.fra-01.braze.com, https://rest.fra-01.braze.eu",
    "https://rest.fra-02.braze.com/, https://rest.fra-02.braze.eu",
    "https://rest.iad-01.braze.eu, https://rest.iad-01.braze.com"
  })
  void c19AClusterUnderTheOtherDomainIsRefusedWithItsOwn(String endpoint, String meant) {
    assertThat(onlyError(valid().put("restEndpoint", endpoint)).message())
        .isEqualTo("is no cluster of Braze; did you mean " + meant + "?");
  }

  @Test
  void c19AnEndpointIsTakenWithoutTheSlashThatABrowserCopies() {
    assertThat(read(valid().put("restEndpoint", ENDPOINT + "/")).restEndpoint().toString())
        .isEqualTo(ENDPOINT);
    assertThat(onlyError(valid().put("restEndpoint", ENDPOINT + "//")).field())
        .isEqualTo("workspace.restEndpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://rest.iad-08.braze.com",
        "https://rest.us-10.braze.com",
        "https://rest.fra-02.braze.eu",
        "https://rest.au-01.braze.com",
        "https://rest.id-01.braze.com"
      })
  void everyClusterOfBrazeIsAnEndpoint(String endpoint) {
    assertThat(read(valid().put("restEndpoint", endpoint)).restEndpoint().toString())
        .isEqualTo(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "' Kubit', must not start or end with a space",
    "'Kubit ', must not start or end with a space",
    "$cohorts, must not start with $",
    "external_id, a field that every profile in Braze has",
    "email, a field that every profile in Braze has",
    "Email, a field that every profile in Braze has",
    "braze_id, a field that every profile in Braze has",
    "user_alias, a field that every profile in Braze has",
    "push_tokens, a field that every profile in Braze has",
    "_update_existing_only, a field that every profile in Braze has",
    "'', must be text of 1 to 255 characters"
  })
  void anAttributeIsACustomOne(String name, String message) {
    FieldError error = onlyError(valid().put("attributeName", name));

    assertThat(error.field()).isEqualTo("workspace.attributeName");
    assertThat(error.message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Kubit\u202e cohorts", "Kubit\u200bcohorts", "Kubit\u3164cohorts"})
  void b12AnAttributeNameWithInvisibleCharactersIsRefusedAndReadWhereItIsStored(String name) {
    ObjectNode workspace = valid().put("attributeName", name);
    FieldError error = onlyError(workspace);

    assertThat(error.field()).isEqualTo("workspace.attributeName");
    assertThat(error.message()).contains("invisible");
    assertThat(WorkspaceJson.read(Fields.of(workspace)).orElseThrow().attributeName())
        .isEqualTo(name);
  }

  @Test
  void anAttributeHasAtMost255Characters() {
    assertThat(errors(valid().put("attributeName", "n".repeat(255)))).isEmpty();
    assertThat(errors(valid().put("attributeName", "n".repeat(256)))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", "a.b", "Ä", "k u", "k\n"})
  void thePartnersNameIsOnePartOfAPath(String name) {
    assertThat(onlyError(valid().put("partnerName", name)).field())
        .isEqualTo("workspace.partnerName");
  }
}

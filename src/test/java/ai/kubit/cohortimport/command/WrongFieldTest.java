package ai.kubit.cohortimport.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cli.CommandLine;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.local.LocalCloudResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each field that can be wrong, wrong: answered by the Lambda door by its name, with a sentence,
 * and by the command line in the same words. Nothing is stored.
 */
@QuarkusTest
@QuarkusTestResource(LocalCloudResource.class)
class WrongFieldTest {
  private static final String LAMBDA = "quarkus-internal.aws-lambda.test-api";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nothing is wrong with these. */
  private static final Map<String, List<String>> RIGHT =
      Map.of(
          "put-schedule",
          List.of(
              "--cohort-name=VIP",
              "--cadence=daily",
              "--time-of-day=09:00",
              "--time-zone=UTC",
              "--recipients=ann@example.com"),
          "put-workspace",
          List.of("--rest-endpoint=https://rest.iad-01.braze.com"),
          "import-now",
          List.of("--requested-by=ann"));

  @Inject CommandReader reader;

  /**
   * @param path the field, and its name in the answer
   * @param value what is wrong with it, as JSON
   * @param typed the same on the command line, instead of the right options of that name; empty
   *     where it cannot be typed
   * @param said what the sentence holds
   */
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          put-schedule  | schedule.workspaceId          | "../acme"               |                              | must
          put-schedule  | schedule.cohortId             | "a/b"                   |                              | must
          put-schedule  | schedule.cohortName           | ""                      | --cohort-name=               | text of 1 to 255 characters
          put-schedule  | schedule.cohortName           | " VIP"                  | --cohort-name= VIP           | must not start or end with a space
          put-schedule  | schedule.cohortName           | 7                       |                              | text
          put-schedule  | schedule.cadence              | "DAILY"                 |                              | must be
          put-schedule  | schedule.cadence.type         | "HOURLY"                | --cadence=hourly             | ONE_TIME, DAILY, WEEKLY, MONTHLY
          put-schedule  | schedule.cadence.timeOfDay    | "9am"                   | --time-of-day=9am            | such as 09:00
          put-schedule  | schedule.cadence.daysOfWeek   | ["MONDAY"]              | --days-of-week=monday        | does not belong to a cadence of type DAILY
          put-schedule  | schedule.cadence.dayOfMonth   | 3                       | --day-of-month=3             | does not belong to a cadence of type DAILY
          put-schedule  | schedule.cadence.at           | "2030-01-01T09:00"      | --at=2030-01-01T09:00        | does not belong to a cadence of type DAILY
          put-schedule  | schedule.timeZone             | "Berlin"                | --time-zone=Berlin           | did you mean Europe/Berlin?
          put-schedule  | schedule.recipients           | []                      |                              | 1 to 50
          put-schedule  | schedule.recipients[0]        | ["ann"]                 | --recipients=ann             | must be a mail address
          put-schedule  | schedule.locale               | "es"                    | --locale=es                  | en, de, fr, pt-BR
          put-schedule  | schedule.notify               | "NEVER"                 | --notify=never               | ALWAYS, PROBLEMS, CHANGES
          put-schedule  | schedule.maxRemovalPercent    | 101                     | --max-removal-percent=101    | 0 to 100
          put-schedule  | schedule.maxUnreadablePercent | -1                      | --max-unreadable-percent=-1  | 0 to 100
          put-schedule  | schedule.maxExportAgeHours    | 0                       | --max-export-age-hours=0     | 1 to 8760
          put-schedule  | schedule.fullRefreshEvery     | 1001                    | --full-refresh-every=1001    | 1 to 1000
          put-schedule  | schedule.timezone             | "UTC"                   |                              | did you mean timeZone?
          put-schedule  | replace                       | "yes"                   |                              | true or false
          put-workspace | workspace.workspaceId         | ".acme"                 |                              | must
          put-workspace | workspace.restEndpoint        | "https://evil.example"  | --rest-endpoint=https://evil.example | rest.
          put-workspace | workspace.restEndpoint        | "http://rest.iad-01.braze.com" | --rest-endpoint=http://rest.iad-01.braze.com | https
          put-workspace | workspace.mode                | "BOTH"                  | --mode=both                  | ATTRIBUTE, COHORT
          put-workspace | workspace.attributeName       | "email"                 | --attribute-name=email       | must
          put-workspace | workspace.requestsPerSecond   | 0                       | --requests-per-second=0      | 1 to 1000
          put-workspace | workspace.maxBatchSize        | 76                      | --max-batch-size=76          | 1 to 75
          put-workspace | workspace.maxParallelImports  | 101                     | --max-parallel-imports=101   | 1 to 100
          put-workspace | workspace.partnerName         | "a/b"                   | --partner-name=a/b           | must
          put-workspace | workspace.deviceLookup        | "MAYBE"                 | --device-lookup=maybe        | OFF, ON
          put-workspace | workspace.deviceLookupsPerMinute | 2401                 | --device-lookups-per-minute=2401 | 1 to 2400
          put-workspace | workspace.key                 | "secret"                |                              | is not known
          put-workspace | acceptNewTarget               | 1                       |                              | true or false
          import-now    | workspaceId                   | "a b"                   |                              | must
          import-now    | cohortId                      | 12                      |                              | must
          import-now    | requestedBy                   | ""                      | --requested-by=              | 1 to 254
          import-now    | clientToken                   | "a\\nb"                 |                              | without line breaks
          import-now    | dryRun                        | "true"                  |                              | true or false
          import-now    | fullRefresh                   | 1                       |                              | true or false
          import-now    | confirmRemovals               | "the last one"          | --confirm-removals=the last one | an execution id such as
          import-now    | wait                          | "no"                    |                              | true or false
          """)
  void eachIsNamedByBothDoors(String action, String path, String value, String typed, String said)
      throws JsonProcessingException {
    JsonPath answer = send(with(right(action), path, value));

    assertThat(answer.getString("status")).isEqualTo("INVALID");
    assertThat(answer.getList("errors.field", String.class)).containsExactly(path);
    String message = answer.getString("errors[0].message");
    assertThat(message).contains(said).doesNotEndWith(".").doesNotContain("Exception", "secret");
    if (typed != null) {
      assertThat(errors(typed(action, typed))).containsExactly(new FieldError(path, message));
    }
  }

  private static JsonPath send(ObjectNode event) {
    return given()
        .baseUri("http://" + ConfigProvider.getConfig().getValue(LAMBDA, String.class))
        .contentType("application/json")
        .body(event.toString())
        .post("/")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private List<FieldError> errors(ObjectNode event) {
    Reading reading = reader.read(event, "request");
    return reading instanceof Reading.Invalid invalid ? invalid.errors() : List.of();
  }

  private ObjectNode right(String action) {
    ObjectNode event = event(action, RIGHT.get(action));
    assertThat(errors(event)).isEmpty();
    return event;
  }

  private static ObjectNode typed(String action, String wrong) {
    String name = wrong.substring(0, wrong.indexOf('=') + 1);
    List<String> options = new ArrayList<>(RIGHT.get(action));
    options.removeIf(option -> option.startsWith(name));
    options.add(wrong);
    return event(action, options);
  }

  private static ObjectNode event(String action, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of(action, "acme"));
    if (!action.equals("put-workspace")) {
      arguments.add("vip");
    }
    arguments.addAll(options);
    return ((CommandLine.Event) CommandLine.parse(arguments, "ann")).event();
  }

  private static ObjectNode with(ObjectNode event, String path, String value)
      throws JsonProcessingException {
    String[] names = path.replace("[0]", "").split("\\.", -1);
    ObjectNode parent = event;
    for (int i = 0; i < names.length - 1; i++) {
      parent = (ObjectNode) parent.get(names[i]);
    }
    parent.set(names[names.length - 1], JSON.readTree(value));
    return event;
  }
}

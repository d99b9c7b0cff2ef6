package ai.kubit.cohortimport.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.storage.DynamoJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * One cohort of a test: the events that make it, its exports, its records, and who holds it in
 * Braze. Its name in Braze is {@code Name of <cohortId>}.
 */
public final class TestCohort {
  private static final String ATTRIBUTE = "Kubit cohorts";
  private static final String TABLE = LocalCloud.TABLES.schedules();

  private final LocalCloud cloud;
  private final String workspaceId;
  private final String cohortId;

  public TestCohort(LocalCloud cloud, String workspaceId, String cohortId) {
    this.cloud = cloud;
    this.workspaceId = workspaceId;
    this.cohortId = cohortId;
  }

  public String workspaceId() {
    return workspaceId;
  }

  public String cohortId() {
    return cohortId;
  }

  public String name() {
    return "Name of " + cohortId;
  }

  public String recipient() {
    return cohortId + "@kubit.example";
  }

  // Events

  public String putWorkspace() {
    return """
        {"action": "put-workspace", "workspace": {
          "workspaceId": "%s", "restEndpoint": "https://rest.iad-01.braze.com"}}
        """
        .formatted(workspaceId);
  }

  /**
   * An event for a daily schedule whose next time is far off, so that nothing is due before the
   * test makes it due.
   */
  public String putSchedule() {
    return putSchedule("en", "Etc/UTC");
  }

  public String putSchedule(String locale, String timeZone) {
    return """
        {"action": "put-schedule", "schedule": {
          "workspaceId": "%s", "cohortId": "%s", "cohortName": "%s",
          "cadence": {"type": "DAILY", "timeOfDay": "%s"}, "timeZone": "%s",
          "recipients": ["%s"], "locale": "%s", "notify": "ALWAYS"}}
        """
        .formatted(workspaceId, cohortId, name(), farFromNow(), timeZone, recipient(), locale);
  }

  private static String farFromNow() {
    return Instant.now().toString().substring(11, 13).compareTo("12") < 0 ? "20:15" : "08:15";
  }

  /** An event of this action for this cohort; further fields as JSON, or empty. */
  public String event(String action, String furtherFields) {
    return "{\"action\":\"%s\",\"workspaceId\":\"%s\",\"cohortId\":\"%s\"%s}"
        .formatted(
            action, workspaceId, cohortId, furtherFields.isEmpty() ? "" : "," + furtherFields);
  }

  // Braze and the export

  /** External ids with these numbers. */
  public Set<String> members(int from, int to) {
    Set<String> ids = new TreeSet<>();
    IntStream.rangeClosed(from, to).forEach(i -> ids.add("%s-user-%05d".formatted(cohortId, i)));
    return ids;
  }

  public void createInBraze(Collection<String> ids) {
    cloud.braze().state().createUsers(ids.toArray(String[]::new));
  }

  public void export(Collection<String> ids) {
    export("external_id\n" + String.join("\n", ids) + "\n");
  }

  public void export(String csv) {
    export("members.csv", csv.getBytes(StandardCharsets.UTF_8));
  }

  public void export(String file, byte[] content) {
    cloud.putExport("exports/%s/%s/%s".formatted(workspaceId, cohortId, file), content);
  }

  /** Who holds the cohort's name in Braze. */
  public Set<String> holders() {
    return cloud.braze().state().holders(ATTRIBUTE, name());
  }

  public int mails() {
    return cloud.outbox().mailsTo(recipient()).size();
  }

  // Records

  public JsonNode entry() {
    return DynamoJson.toJson(item());
  }

  /** The lines of history, in the order of their ids. */
  public List<JsonNode> history() {
    return cloud
        .dynamo()
        .query(
            query ->
                query
                    .tableName(LocalCloud.TABLES.executions())
                    .consistentRead(true)
                    .keyConditionExpression("cohort = :c")
                    .expressionAttributeValues(
                        Map.of(":c", AttributeValue.fromS(workspaceId + "/" + cohortId))))
        .items()
        .stream()
        .<JsonNode>map(DynamoJson::toJson)
        .toList();
  }

  /** The only line of history with this state. */
  public JsonNode onlyExecution() {
    assertThat(history()).hasSize(1);
    return history().get(0);
  }

  /**
   * Changes the cohort's record as if an hour had passed: a lease has ended, and its margin, too;
   * what Braze answered has settled; mails may be tried again.
   */
  public void letTimePass() {
    edit(TestCohort::age);
  }

  private static void age(ObjectNode entry) {
    String longAgo = Instant.now().minus(Duration.ofHours(1)).toString();
    if (entry.path("active") instanceof ObjectNode active) {
      List.of("leaseUntil", "resumeAt").stream()
          .filter(active::has)
          .forEach(field -> active.put(field, longAgo));
    }
    if (entry.has("lastAnswerAt")) {
      entry.put("lastAnswerAt", longAgo);
    }
    entry.path("owedMails").forEach(mail -> ((ObjectNode) mail).put("lastTryAt", longAgo));
    boolean something = entry.has("active") || !entry.path("owedMails").isEmpty();
    if (something) {
      entry.put("dueAt", longAgo);
    }
  }

  /** Makes the next scheduled time come. Each call uses another minute. */
  public void makeDue() {
    edit(TestCohort::due);
  }

  private static void due(ObjectNode entry) {
    Instant time =
        entry.has("lastScheduledTime")
            ? Instant.parse(entry.get("lastScheduledTime").asText()).plus(Duration.ofMinutes(1))
            : Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES);
    entry.put("nextRunAt", time.toString()).put("due", "DUE").put("dueAt", time.toString());
  }

  /** Gives this cohort the schedule of another cohort of its workspace. */
  public void copyFrom(TestCohort other) {
    ObjectNode entry = (ObjectNode) other.entry();
    entry.put("cohortId", cohortId);
    ObjectNode schedule = (ObjectNode) entry.get("schedule");
    schedule.put("cohortId", cohortId).put("cohortName", name());
    schedule.putArray("recipients").add(recipient());
    cloud.dynamo().putItem(put -> put.tableName(TABLE).item(DynamoJson.toItem(entry)));
  }

  /**
   * Changes the record as it is at the moment of the write, because a request that was delivered
   * late, or a program that still runs, may have written meanwhile.
   */
  private void edit(Consumer<ObjectNode> change) {
    for (int attempt = 0; attempt < 20; attempt++) {
      ObjectNode entry = (ObjectNode) entry();
      Map<String, AttributeValue> read = Map.of(":read", DynamoJson.toItem(entry).get("version"));
      change.accept(entry);
      try {
        cloud
            .dynamo()
            .putItem(
                put ->
                    put.tableName(TABLE)
                        .item(DynamoJson.toItem(entry))
                        .conditionExpression("version = :read")
                        .expressionAttributeValues(read));
        return;
      } catch (ConditionalCheckFailedException e) {
        // Another writer was faster: try again with what is there now.
      }
    }
    throw new AssertionError("the entry of " + cohortId + " never stood still");
  }

  private Map<String, AttributeValue> item() {
    return cloud
        .dynamo()
        .getItem(
            get ->
                get.tableName(TABLE)
                    .consistentRead(true)
                    .key(
                        Map.of(
                            "workspaceId", AttributeValue.fromS(workspaceId),
                            "cohortId", AttributeValue.fromS(cohortId))))
        .item();
  }

  /** Checks what must be true of every line of history. */
  public static void assertCountsAddUp(JsonNode execution) {
    JsonNode counts = execution.path("counts");
    assertThat(sum(counts, "rowsRejected", "duplicates", "members"))
        .as("rowsRead of %s", counts)
        .isEqualTo(counts.path("rowsRead").asLong());
    assertThat(sum(counts, "unchanged", "addsPlanned", "unsupported"))
        .as("members of %s", counts)
        .isEqualTo(counts.path("members").asLong());
    assertThat(sum(counts, "accepted", "refused", "unknown", "notSent"))
        .as("changes of %s", counts)
        .isEqualTo(sum(counts, "addsPlanned", "removesPlanned"));
  }

  private static long sum(JsonNode counts, String... fields) {
    return List.of(fields).stream().mapToLong(field -> counts.path(field).asLong()).sum();
  }
}

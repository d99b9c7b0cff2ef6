package ai.kubit.cohortimport.local;

import static ai.kubit.cohortimport.local.LambdaDoor.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.kubit.cohortimport.local.aws.LocalDynamo;
import ai.kubit.cohortimport.time.Time;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * Runs the scripts of the runbook's chapter "Restore" on local tables, with the AWS CLI. Only AWS
 * can restore a table to a point in time, so here the test keeps the copy itself.
 */
@QuarkusTest
@QuarkusTestResource(LocalCloudResource.class)
class RestoreTest {
  @Inject Time time;

  private static final Path SCRIPTS = Path.of("src", "main", "scripts");
  private static final String SCHEDULES = LocalCloud.TABLES.schedules();

  LocalCloud cloud;

  @BeforeAll
  static void theToolsOfTheRunbookAreHere() {
    for (String tool : List.of("bash", "aws", "jq")) {
      assumeThat(isHere(tool)).as("%s is installed", tool).isTrue();
    }
  }

  private static boolean isHere(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
  }

  private static JsonPath importNow(TestCohort cohort) {
    return send(cohort.event("import-now", "\"requestedBy\":\"test\",\"wait\":true"));
  }

  private static String outcome(JsonPath answer) {
    return answer.getString("execution.outcome");
  }

  /** Makes a cohort with two imports, and a copy of its items as they were between the two. */
  private TestCohort cohortWithCopy(String id) {
    TestCohort cohort = new TestCohort(cloud, id, id);
    send(cohort.putWorkspace());
    send(cohort.putSchedule());
    cohort.createInBraze(cohort.members(1, 40));
    cohort.export(cohort.members(1, 20));
    assertThat(outcome(importNow(cohort))).isEqualTo("COMPLETED");
    LocalDynamo.createTables(
        cloud.dynamo(), new LocalDynamo.TableNames(copy(id), id + "-executions", id + "-w"));
    items(SCHEDULES, id)
        .forEach(item -> cloud.dynamo().putItem(put -> put.tableName(copy(id)).item(item)));
    aSecondLater();
    cohort.export(cohort.members(6, 25));
    assertThat(outcome(importNow(cohort))).isEqualTo("COMPLETED");
    return cohort;
  }

  /** Waits one second, because the history orders executions by their start, to the second. */
  private void aSecondLater() {
    try {
      time.pause(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String copy(String id) {
    return id + "-restored";
  }

  private List<Map<String, AttributeValue>> items(String table, String workspaceId) {
    return cloud.dynamo().scanPaginator(scan -> scan.tableName(table)).items().stream()
        .filter(item -> item.get("workspaceId").s().equals(workspaceId))
        .toList();
  }

  private void loseTheItemsOf(String id) {
    for (Map<String, AttributeValue> item : items(SCHEDULES, id)) {
      Map<String, AttributeValue> key =
          Map.of("workspaceId", item.get("workspaceId"), "cohortId", item.get("cohortId"));
      cloud.dynamo().deleteItem(delete -> delete.tableName(SCHEDULES).key(key));
    }
  }

  private void changeTheCopy(String id, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            items(copy(id), id).stream()
                .filter(one -> one.containsKey("schedule"))
                .findFirst()
                .orElseThrow());
    item.putAll(attributes);
    cloud.dynamo().putItem(put -> put.tableName(copy(id)).item(item));
  }

  /**
   * Checks that the next import makes Braze agree with a third export, and sends only what is
   * needed.
   */
  private void goesOn(TestCohort cohort) {
    cohort.export(cohort.members(11, 30));
    JsonPath answer = importNow(cohort);
    assertThat(outcome(answer)).isEqualTo("COMPLETED");
    assertThat(answer.getInt("execution.counts.addsPlanned")).isEqualTo(5);
    assertThat(answer.getInt("execution.counts.removesPlanned")).isEqualTo(5);
    assertThat(cohort.holders()).isEqualTo(cohort.members(11, 30));
  }

  private record Ended(int exit, String said) {}

  private Ended script(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", SCRIPTS.resolve(name).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(cloud.environment());
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.onExit().join().exitValue(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void succeeded(Ended ended) {
    assertThat(ended.exit()).as(ended.said()).isZero();
  }

  @Test
  void aLostTableComesBackAndTheNextImportSendsNoMoreThanItMust() {
    TestCohort cohort = cohortWithCopy("lost");
    loseTheItemsOf("lost");
    assertThat(send(cohort.event("get-schedule", "")).getString("status")).isEqualTo("NOT_FOUND");

    Ended ended = script("restore-schedules", copy("lost"), "lost");

    succeeded(ended);
    assertThat(ended.said())
        .contains("lost/lost: membership state/lost/lost/membership/", "import under way none");
    assertThat(send(cohort.event("get-schedule", "")).getString("state")).isEqualTo("LIVE");
    goesOn(cohort);
  }

  /** The history knows that the import is over; the restored item does not. */
  @Test
  void anImportThatWasUnderWayThenAndIsOverIsNotTakenOver() {
    TestCohort cohort = cohortWithCopy("under-way");
    String over =
        send(cohort.event("history", "\"limit\":1")).getString("executions[0].executionId");
    loseTheItemsOf("under-way");
    AttributeValue then = AttributeValue.fromS("2026-01-05T09:00:00Z");
    changeTheCopy(
        "under-way",
        Map.of(
            "active",
            AttributeValue.fromM(
                Map.of(
                    "executionId", AttributeValue.fromS(over),
                    "state", AttributeValue.fromS("RUNNING"),
                    "since", then,
                    "startedAt", then,
                    "owner", AttributeValue.fromS("somebody"),
                    "leaseUntil", then,
                    "leg", AttributeValue.fromN("1"))),
            "underWay",
            AttributeValue.fromS("UNDER_WAY"),
            "underWaySince",
            then));

    succeeded(script("restore-schedules", copy("under-way"), "under-way", "under-way"));

    goesOn(cohort);
  }

  /** The execution of that day is already in the history, so it would be "already done". */
  @Test
  void aScheduledImportThatIsDueAgainIsImported() {
    TestCohort cohort = cohortWithCopy("due-again");
    loseTheItemsOf("due-again");
    changeTheCopy("due-again", Map.of("nextRunAt", AttributeValue.fromS("2026-01-05T09:00:00Z")));

    succeeded(script("restore-schedules", copy("due-again"), "due-again"));

    assertThat(items(SCHEDULES, "due-again"))
        .filteredOn(item -> item.containsKey("schedule"))
        .singleElement()
        .satisfies(item -> assertThat(item.get("revision").n()).isEqualTo("2"));
    cohort.export(cohort.members(11, 30));
    send(cohort.event("work", ""));
    assertThat(cohort.holders()).isEqualTo(cohort.members(11, 30));
  }

  /** All files of a copied bucket are as new as the copy, so their dates say nothing. */
  @Test
  void theMembershipIsThatOfTheLastImportHoweverNewAnEarlierOneLooks() {
    TestCohort cohort = cohortWithCopy("copied");
    JsonPath history = send(cohort.event("history", "\"limit\":2"));
    String last = manifest("copied", history.getString("executions[0].executionId"));
    String earlier = manifest("copied", history.getString("executions[1].executionId"));
    cloud
        .s3()
        .copyObject(
            copy ->
                copy.sourceBucket(LocalCloud.BUCKET_STATE)
                    .sourceKey(last)
                    .destinationBucket(LocalCloud.BUCKET_STATE)
                    .destinationKey(earlier));

    Ended ended = script("restore-schedules", copy("copied"), "copied");

    succeeded(ended);
    assertThat(ended.said()).contains("membership " + last);
    goesOn(cohort);
  }

  private static String manifest(String id, String executionId) {
    return "state/" + id + "/" + id + "/membership/" + executionId + "/manifest.json";
  }

  @Test
  void filesOfStateThatWereDeletedComeBack() {
    cloud
        .s3()
        .putBucketVersioning(
            put ->
                put.bucket(LocalCloud.BUCKET_STATE)
                    .versioningConfiguration(
                        versions -> versions.status(BucketVersioningStatus.ENABLED)));
    TestCohort cohort = cohortWithCopy("deleted");
    String prefix = "state/deleted/deleted/membership/";
    List<String> before = cloud.listState(prefix);
    String since = Instant.now().minusSeconds(1).toString();
    before.forEach(
        key -> cloud.s3().deleteObject(delete -> delete.bucket(LocalCloud.BUCKET_STATE).key(key)));
    assertThat(cloud.listState(prefix)).isEmpty();

    Ended ended = script("restore-state", since, "deleted", "deleted");

    succeeded(ended);
    assertThat(Stream.of(ended.said().split("\n"))).containsAll(before);
    assertThat(cloud.listState(prefix)).containsAll(before);
    goesOn(cohort);
  }

  @Test
  void aCopyWithoutTheCohortIsSaidToHaveNone() {
    cohortWithCopy("nobody-else");

    Ended ended = script("restore-schedules", copy("nobody-else"), "elsewhere");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said()).contains("nothing to copy");
  }
}

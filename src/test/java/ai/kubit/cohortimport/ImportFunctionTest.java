package ai.kubit.cohortimport;

import static ai.kubit.cohortimport.local.LambdaDoor.send;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LambdaDoor;
import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.LocalCloudResource;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.braze.BrazeRequest;
import ai.kubit.cohortimport.local.braze.Fault;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Lambda door: events in, answers out, through Quarkus' stand-in for Lambda. */
@QuarkusTest
@QuarkusTestResource(LocalCloudResource.class)
class ImportFunctionTest {
  private static final int REQUESTS_FOR_200_MEMBERS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  LocalCloud cloud;

  @AfterEach
  void everythingWorksAgain() {
    cloud.clearFaults();
  }

  private static String status(String event) {
    return send(event).getString("status");
  }

  /** A cohort with a workspace, a schedule, and 200 members that Braze knows. */
  private TestCohort cohort(String id) {
    TestCohort cohort = new TestCohort(cloud, "door", id);
    assertThat(status(cohort.putWorkspace())).isEqualTo("OK");
    assertThat(status(cohort.putSchedule())).isEqualTo("OK");
    cohort.createInBraze(cohort.members(1, 300));
    cohort.export(cohort.members(1, 200));
    return cohort;
  }

  private static String ruleEvent(TestCohort cohort, String id, String time) {
    return """
        {"version": "0", "id": "%s", "detail-type": "Cohort due", "source": "kubit", "time": "%s",
         "resources": [], "detail": {"workspaceId": "%s", "cohortId": "%s"}}
        """
        .formatted(id, time, cohort.workspaceId(), cohort.cohortId());
  }

  private void assertImportedOnce(TestCohort cohort, Set<String> members) {
    assertThat(cohort.holders()).isEqualTo(members);
    assertThat(cohort.onlyExecution().path("outcome").asText()).isEqualTo("COMPLETED");
    TestCohort.assertCountsAddUp(cohort.onlyExecution());
    assertThat(cohort.mails()).isEqualTo(1);
  }

  // What is stored

  @Test
  void aWorkspaceAndAScheduleAreStoredAndShown() {
    TestCohort cohort = cohort("stored");

    JsonPath schedule = send(cohort.event("get-schedule", ""));
    JsonPath workspace = send("{\"action\":\"get-workspace\",\"workspaceId\":\"door\"}");

    assertThat(schedule.getString("schedule.cohortName")).isEqualTo(cohort.name());
    assertThat(schedule.getString("state")).isEqualTo("LIVE");
    assertThat(schedule.getString("nextRuns[0]")).matches("....-..-..T..:15:00Z");
    assertThat(workspace.getString("workspace.restEndpoint"))
        .isEqualTo("https://rest.iad-01.braze.com");
  }

  @Test
  void aSecondScheduleOfACohortIsAConflictUnlessItReplaces() {
    TestCohort cohort = cohort("second");

    assertThat(status(cohort.putSchedule())).isEqualTo("CONFLICT");
    assertThat(status(cohort.putSchedule().replaceFirst("\\{", "{\"replace\": true, ")))
        .isEqualTo("OK");
  }

  @Test
  void aWorkspaceWithMembersMovesToAnotherAttributeOnlyIfAPersonSaysSo() {
    TestCohort cohort = new TestCohort(cloud, "moving", "vips");
    send(cohort.putWorkspace());
    send(cohort.putSchedule());
    cohort.createInBraze(cohort.members(1, 20));
    cohort.export(cohort.members(1, 20));
    String moved =
        cohort
            .putWorkspace()
            .replace("\"workspaceId\"", "\"attributeName\": \"Audiences\", \"workspaceId\"");
    assertThat(status(moved)).as("nobody is left behind yet").isEqualTo("OK");
    send(cohort.event("import-now", "\"requestedBy\":\"ann\",\"wait\":true"));

    JsonPath refused = send(cohort.putWorkspace());
    JsonPath sameTarget = send(moved);
    JsonPath accepted =
        send(cohort.putWorkspace().replaceFirst("\\{", "{\"acceptNewTarget\": true, "));
    JsonPath next = send(cohort.event("import-now", "\"requestedBy\":\"ann\",\"wait\":true"));

    assertThat(refused.getString("status")).isEqualTo("CONFLICT");
    assertThat(refused.getString("conflict")).isEqualTo("TARGET_CHANGES");
    assertThat(refused.getList("cohorts")).containsExactly("vips");
    assertThat(sameTarget.getString("status")).isEqualTo("OK");
    assertThat(accepted.getString("status")).isEqualTo("OK");
    assertThat(next.getInt("execution.counts.addsPlanned")).isEqualTo(20);
  }

  @Test
  void twoCohortsOfAWorkspaceCannotHaveTheSameName() {
    TestCohort first = cohort("name-holder");
    TestCohort second = new TestCohort(cloud, "door", "name-seeker");

    JsonPath answer = send(second.putSchedule().replace(second.name(), first.name()));

    assertThat(answer.getString("status")).isEqualTo("CONFLICT");
    assertThat(answer.getString("conflict")).isEqualTo("NAME_TAKEN");
    assertThat(answer.getString("cohortId")).isEqualTo("name-holder");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    TestCohort unknown = new TestCohort(cloud, "door", "unknown");

    for (String action : List.of("get-schedule", "history", "import")) {
      assertThat(status(unknown.event(action, ""))).as(action).isEqualTo("NOT_FOUND");
    }
    assertThat(status(unknown.event("get-execution", "\"executionId\":\"e-1\"")))
        .isEqualTo("NOT_FOUND");
    assertThat(status("{\"action\":\"get-workspace\",\"workspaceId\":\"nowhere\"}"))
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void theReportOfAWorkspaceIsKeptInTheStateBucket() {
    TestCohort cohort = new TestCohort(cloud, "reported", "first");
    assertThat(status("{\"action\":\"report\",\"workspaceId\":\"reported\"}"))
        .isEqualTo("NOT_FOUND");
    assertThat(status(cohort.putWorkspace())).isEqualTo("OK");
    assertThat(status(cohort.putSchedule())).isEqualTo("OK");

    JsonPath answer = send("{\"action\":\"report\",\"workspaceId\":\"reported\"}");

    assertThat(answer.getString("status")).isEqualTo("OK");
    assertThat(answer.getInt("cohorts")).isEqualTo(1);
    String key = "state/reported/report.html";
    assertThat(answer.getString("key")).isEqualTo(key);
    assertThat(
            cloud
                .s3()
                .headObject(head -> head.bucket(LocalCloud.BUCKET_STATE).key(key))
                .contentType())
        .startsWith("text/html");
    assertThat(new String(cloud.readState(answer.getString("key")), StandardCharsets.UTF_8))
        .startsWith("<!DOCTYPE html>")
        .contains(cohort.name());
  }

  // Imports

  @Test
  void theCronTriggerOfACohortImportsIt() {
    TestCohort cohort = cohort("cron");

    JsonPath answer = send(cohort.event("import", "\"scheduledTime\":\"2026-01-05T08:00:00Z\""));

    assertThat(answer.getString("status")).isEqualTo("OK");
    assertThat(answer.getString("execution.executionId")).isEqualTo("e-20260105T080000Z");
    assertThat(answer.getString("execution.outcome")).isEqualTo("COMPLETED");
    assertThat(answer.getInt("execution.counts.usersImported")).isEqualTo(200);
    assertImportedOnce(cohort, cohort.members(1, 200));
  }

  @Test
  void aRuleEventNamingACohortImportsIt() {
    TestCohort cohort = cohort("rule");

    JsonPath answer = send(ruleEvent(cohort, "b1d1", "2026-01-05T08:00:00Z"));

    assertThat(answer.getString("execution.outcome")).isEqualTo("COMPLETED");
    assertThat(answer.getString("execution.trigger")).isEqualTo("EVENT");
    assertImportedOnce(cohort, cohort.members(1, 200));
  }

  @Test
  void theTickStartsAWorkerForWhatIsDue() {
    TestCohort cohort = cohort("swept");
    cohort.makeDue();

    JsonPath answer =
        send("{\"id\":\"1\",\"detail-type\":\"Scheduled Event\",\"detail\":{},\"resources\":[]}");

    assertThat(answer.getInt("due")).isEqualTo(1);
    assertThat(answer.getInt("dispatched")).isEqualTo(1);
    awaitDone(cohort);
    assertImportedOnce(cohort, cohort.members(1, 200));
    assertThat(cohort.onlyExecution().path("trigger").asText()).isEqualTo("SCHEDULED");
  }

  @Test
  void aTickWithNothingDueStartsNothing() {
    JsonPath answer = send("{\"action\":\"sweep\"}");

    assertThat(answer.getInt("due")).isZero();
    assertThat(answer.getInt("dispatched")).isZero();
  }

  @Test
  void aWorkerImportsWhatIsDue() {
    TestCohort cohort = cohort("worked");
    cohort.makeDue();

    JsonPath answer = send(cohort.event("work", ""));

    assertThat(answer.getInt("imports")).isEqualTo(1);
    assertImportedOnce(cohort, cohort.members(1, 200));
  }

  @Test
  void importNowAnswersAtOnceAndImportsMeanwhile() {
    TestCohort cohort = cohort("at-once");

    JsonPath answer = send(cohort.event("import-now", "\"requestedBy\":\"ann\""));

    assertThat(answer.getString("status")).isEqualTo("STARTED");
    assertThat(answer.getString("executionId")).matches("m-[0-9a-f]{26}");
    awaitDone(cohort);
    assertImportedOnce(cohort, cohort.members(1, 200));
    assertThat(cohort.onlyExecution().path("requestedBy").asText()).isEqualTo("ann");
  }

  @Test
  void importNowThatWaitsAnswersWithTheExecutionThatHistoryAndGetExecutionShow() {
    TestCohort cohort = cohort("waits");

    JsonPath answer = send(cohort.event("import-now", "\"requestedBy\":\"ann\",\"wait\":true"));

    String id = answer.getString("execution.executionId");
    assertThat(answer.getString("execution.outcome")).isEqualTo("COMPLETED");
    JsonPath shown = send(cohort.event("get-execution", "\"executionId\":\"" + id + "\""));
    assertThat(shown.getString("execution.outcome")).isEqualTo("COMPLETED");
    assertThat(shown.getInt("execution.counts.accepted")).isEqualTo(200);
    JsonPath history = send(cohort.event("history", "\"limit\":5"));
    assertThat(history.getList("executions.executionId")).containsExactly(id);
    assertImportedOnce(cohort, cohort.members(1, 200));
  }

  @Test
  void whatIsStoppedMeanwhileEndsAsCancelled() {
    TestCohort cohort = cohort("stopped");
    Stall stall = stallAtBraze(cohort);
    send(cohort.event("import-now", "\"requestedBy\":\"ann\""));
    stall.awaitStalled();

    assertThat(status(cohort.event("stop-import", ""))).isEqualTo("OK");
    stall.release();

    awaitDone(cohort);
    TestCohort.assertCountsAddUp(cohort.onlyExecution());
    assertThat(cohort.onlyExecution().path("outcome").asText()).isIn("CANCELLED", "COMPLETED");
    assertThat(status(cohort.event("stop-import", ""))).isEqualTo("NOT_FOUND");
  }

  // The same again

  @Test
  void anEventThatCameBeforeSendsNothingAndWritesNoSecondLine() {
    TestCohort cohort = cohort("again");
    send(ruleEvent(cohort, "first-id", "2026-01-05T08:00:00Z"));
    long requests = cloud.braze().log().requests();

    JsonPath same = send(ruleEvent(cohort, "first-id", "2026-01-05T08:00:00Z"));
    JsonPath otherId = send(ruleEvent(cohort, "other-id", "2026-01-05T08:00:00Z"));
    JsonPath older = send(ruleEvent(cohort, "older", "2026-01-04T08:00:00Z"));

    assertThat(same.getString("status")).isEqualTo("ALREADY_DONE");
    assertThat(older.getString("status")).isEqualTo("ALREADY_DONE");
    assertThat(otherId.getString("execution.executionId")).isEqualTo("e-other-id");
    assertThat(otherId.getString("execution.outcome")).isEqualTo("COMPLETED");
    assertThat(cloud.braze().log().requests()).isEqualTo((int) requests);
    assertThat(cohort.holders()).isEqualTo(cohort.members(1, 200));
    assertThat(cohort.history()).hasSize(2);
  }

  @Test
  void anEventWhileAnImportWorksSendsNothingAndWritesNoSecondLine() {
    TestCohort cohort = cohort("meanwhile");
    Stall stall = stallAtBraze(cohort);
    String click = cohort.event("import-now", "\"requestedBy\":\"ann\",\"clientToken\":\"t\"");
    int requests = cloud.braze().log().requests() + REQUESTS_FOR_200_MEMBERS;
    String executionId = send(click).getString("executionId");
    stall.awaitStalled();
    while (cloud.braze().log().requests() < requests) {
      Thread.onSpinWait();
    }

    JsonPath same = send(click);
    JsonPath rule = send(ruleEvent(cohort, "another", "2026-01-06T08:00:00Z"));
    JsonPath person = send(cohort.event("import-now", "\"requestedBy\":\"bob\""));

    assertThat(same.getString("status")).isEqualTo("ALREADY_DONE");
    assertThat(rule.getString("status")).isEqualTo("BUSY");
    assertThat(person.getString("status")).isEqualTo("BUSY");
    assertThat(person.getString("executionId")).isEqualTo(executionId);
    assertThat(person.getString("since")).isNotEmpty();
    assertThat(cloud.braze().log().requests()).isEqualTo(requests);
    stall.release();
    awaitDone(cohort);
    assertImportedOnce(cohort, cohort.members(1, 200));
  }

  @Test
  void theSameClickAfterAFailureIsAnsweredWithThatFailure() {
    TestCohort cohort = cohort("failed-click");
    cohort.export("name\nann\n");
    String click =
        cohort.event("import-now", "\"requestedBy\":\"ann\",\"clientToken\":\"t\",\"wait\":true");
    JsonPath first = send(click);

    JsonPath again = send(click);

    assertThat(first.getString("execution.outcome")).isEqualTo("FAILED");
    assertThat(again.getString("status")).isEqualTo("ALREADY_DONE");
    assertThat(again.getString("executionId")).isEqualTo(first.getString("execution.executionId"));
    assertThat(again.getString("execution.outcome")).isEqualTo("FAILED");
    assertThat(again.getString("execution.message"))
        .isEqualTo(first.getString("execution.message"));
  }

  @Test
  void aDoubleClickImportsOnce() {
    TestCohort cohort = cohort("double-click");
    String click = cohort.event("import-now", "\"requestedBy\":\"ann\",\"clientToken\":\"t-1\"");

    JsonPath first = send(click);
    JsonPath second = send(click);

    assertThat(first.getString("status")).isEqualTo("STARTED");
    assertThat(second.getString("status")).isIn("ALREADY_DONE", "BUSY");
    assertThat(second.getString("executionId")).isEqualTo(first.getString("executionId"));
    awaitDone(cohort);
    assertImportedOnce(cohort, cohort.members(1, 200));
  }

  // Bad input

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                             | action
          {"action":"imprt"}                                             | action
          {"action":7}                                                   | action
          {"action":"import","workspaceId":"../x","cohortId":"a"}        | workspaceId
          {"action":"import","workspaceId":"a"}                          | cohortId
          {"action":"import","workspaceId":"a","cohortId":"b","scheduledTime":"nine"} | scheduledTime
          {"action":"import-now","workspaceId":"a","cohortId":"b"}       | requestedBy
          {"action":"work","workspaceId":"a"}                            | cohortId
          {"action":"get-schedule","workspaceId":"a","cohortId":["b"]}   | cohortId
          {"action":"get-execution","workspaceId":"a","cohortId":"b"}    | executionId
          {"action":"history","workspaceId":"a","cohortId":"b","limit":0}| limit
          {"action":"history","workspaceId":"a","cohortId":"b","outcome":"FINE"} | outcome
          {"action":"put-workspace"}                                     | workspace
          {"action":"put-workspace","workspace":{"workspaceId":"a","restEndpoint":"https://evil.example"}} | workspace.restEndpoint
          {"action":"put-workspace","workspace":{"workspaceId":"a","restEndpoint":"https://rest.iad-01.braze.com","colour":1}} | workspace.colour
          {"action":"put-schedule","schedule":{"workspaceId":"a"}}       | schedule.cadence
          {"detail-type":"Cohort due","detail":{"workspaceId":"a"}}      | detail.cohortId
          {"detail-type":"Cohort due","detail":{}}                       | detail-type
          {"action":"import"                                             | event
          nonsense                                                       | event
          []                                                             | event
          """)
  void aBadEventIsAnsweredWithTheFieldThatIsWrong(String event, String field) {
    JsonPath answer = send(event);

    assertThat(answer.getString("status")).isEqualTo("INVALID");
    assertThat(answer.getList("errors.field", String.class)).contains(field);
    assertThat(answer.getList("errors.message", String.class))
        .allSatisfy(message -> assertThat(message).isNotBlank().doesNotContain("Exception"));
  }

  /** Whoever invokes asynchronously, as EventBridge does, never sees the answer. */
  @Test
  void anEventThatCannotBeFollowedIsAWarningInTheLog() {
    List<String> warnings = new CopyOnWriteArrayList<>();
    Handler handler = warningsTo(warnings);
    Logger log = Logger.getLogger(ImportFunction.class.getName());
    log.addHandler(handler);
    try {
      send("{\"action\":\"import\",\"workspaceId\":\"door\",\"cohortId\":\"nobody\"}");
      send("{\"action\":\"import\",\"workspaceId\":\"door\"}");
      send("{\"action\":\"get-schedule\",\"workspaceId\":\"door\",\"cohortId\":\"nobody\"}");
    } finally {
      log.removeHandler(handler);
    }

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .contains("NOT_FOUND, action import, workspaceId door, cohortId nob");
    assertThat(warnings.get(1)).contains("INVALID", "cohortId is missing");
  }

  private static Handler warningsTo(List<String> warnings) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        if (line.getLevel().intValue() == Level.WARNING.intValue()) {
          warnings.add(line.getMessage());
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    JsonPath answer =
        send(
            """
            {"action": "put-schedule", "schedule": {"workspaceId": "a/b", "cohortId": "c",
             "cohortName": "", "cadence": {"type": "HOURLY"}, "timeZone": "Mars/Olympus",
             "recipients": ["nobody"], "locale": "xx"}}
            """);

    assertThat(answer.getList("errors.field", String.class))
        .contains(
            "schedule.workspaceId",
            "schedule.cohortName",
            "schedule.cadence.type",
            "schedule.timeZone",
            "schedule.locale");
  }

  /** Not through REST-assured, which would print such events nicely. */
  @Test
  void anEventThatIsTooDeepOrTooLongIsRefused() throws Exception {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String longText = "{\"action\":\"sweep\",\"x\":\"" + "y".repeat(1_100_000) + "\"}";
    HttpClient client = HttpClient.newHttpClient();

    for (String event : List.of(deep, "{\"action\":" + deep + "}", longText)) {
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(LambdaDoor.url()))
                      .POST(HttpRequest.BodyPublishers.ofString(event))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      assertThat(answer).startsWith("{\"status\":\"INVALID\",\"errors\":[{\"field\":\"event\"");
    }
  }

  private Stall stallAtBraze(TestCohort cohort) {
    Stall stall = new Stall();
    cloud
        .braze()
        .faults()
        .add(When.nth(1, BrazeRequest.bodyContains(cohort.name())), Fault.stallBefore(stall));
    return stall;
  }

  /** Until nothing is under way for the cohort and its mail is out. */
  private static void awaitDone(TestCohort cohort) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      if (!cohort.history().isEmpty()
          && !cohort.entry().has("active")
          && cohort.entry().path("owedMails").isEmpty()) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the import did not end: " + cohort.history());
  }
}

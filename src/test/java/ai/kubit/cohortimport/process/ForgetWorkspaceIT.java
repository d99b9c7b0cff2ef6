package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.When;
import ai.kubit.cohortimport.process.Runs.Ended;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A customer leaves: in real tables and a real bucket nothing of it is left. */
class ForgetWorkspaceIT {
  private static final LocalCloud CLOUD = LocalCloud.shared();
  private static final Map<String, String> HERE = CLOUD.environment();

  /** More than one transaction can delete. */
  private static final int MORE_LINES = 130;

  @AfterEach
  void everythingWorksAgain() {
    CLOUD.clearFaults();
  }

  /** A workspace with one imported cohort. */
  private static TestCohort imported(String workspaceId) {
    TestCohort cohort = new TestCohort(CLOUD, workspaceId, workspaceId);
    Runs.store(HERE, cohort);
    cohort.createInBraze(cohort.members(1, 20));
    cohort.export(cohort.members(1, 20));
    Runs.run(HERE, "import-now", workspaceId, workspaceId).assertExit(0);
    return cohort;
  }

  private static Ended forget(String workspaceId) {
    return Runs.run(HERE, "forget-workspace", workspaceId, "--confirm", workspaceId);
  }

  private static void addLines(String workspaceId) {
    Map<String, AttributeValue> line =
        CLOUD
            .dynamo()
            .query(
                query ->
                    query
                        .tableName(LocalCloud.TABLES.executions())
                        .keyConditionExpression("cohort = :c")
                        .expressionAttributeValues(
                            Map.of(":c", AttributeValue.fromS(workspaceId + "/" + workspaceId))))
            .items()
            .get(0);
    for (int i = 0; i < MORE_LINES; i++) {
      Map<String, AttributeValue> more = new HashMap<>(line);
      more.put("executionId", AttributeValue.fromS("m-more-" + i));
      CLOUD.dynamo().putItem(put -> put.tableName(LocalCloud.TABLES.executions()).item(more));
    }
  }

  private static long items(String workspaceId) {
    return List.of(
            LocalCloud.TABLES.schedules(),
            LocalCloud.TABLES.executions(),
            LocalCloud.TABLES.workspaces())
        .stream()
        .flatMap(
            table -> CLOUD.dynamo().scanPaginator(scan -> scan.tableName(table)).items().stream())
        .filter(
            item ->
                item.getOrDefault("workspaceId", AttributeValue.fromS("")).s().equals(workspaceId))
        .count();
  }

  @Test
  void nothingIsLeftInTheTablesAndTheBucket() {
    imported("leaver");
    imported("leaver2");
    addLines("leaver");
    long others = items("leaver2");

    Ended ended = forget("leaver").assertExit(0);

    assertThat(ended.out())
        .contains("executions 131", "in Braze, 20 members of leaver/leaver", "exports/leaver/");
    assertThat(items("leaver")).isZero();
    assertThat(CLOUD.listState("state/leaver/")).isEmpty();
    assertThat(items("leaver2")).isEqualTo(others).isPositive();
    assertThat(CLOUD.listState("state/leaver2/")).isNotEmpty();
    forget("leaver").assertExit(8);
  }

  @Test
  void whatABrokenBucketKeptGoesWithTheRepetition() {
    imported("broken-leaver");
    CLOUD
        .s3Front()
        .add(
            When.every(HttpCall.request("POST", LocalCloud.BUCKET_STATE)),
            FrontFault.s3Error(403, "AccessDenied"));

    forget("broken-leaver").assertExit(5);
    assertThat(CLOUD.listState("state/broken-leaver/")).isNotEmpty();
    CLOUD.clearFaults();
    Runs.run(HERE, "import-now", "broken-leaver", "broken-leaver").assertExit(8);

    forget("broken-leaver").assertExit(0);
    assertThat(items("broken-leaver")).isZero();
    assertThat(CLOUD.listState("state/broken-leaver/")).isEmpty();
  }

  @Test
  void whoDoesNotConfirmIsAsked() {
    Ended ended = Runs.run(HERE, "forget-workspace", "leaver3").assertExit(2);

    assertThat(ended.err()).contains("confirm");
  }
}

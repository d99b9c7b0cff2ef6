package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.aws.OutboxMail;
import ai.kubit.cohortimport.local.braze.BrazeRequest;
import ai.kubit.cohortimport.local.braze.Fault;
import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import ai.kubit.cohortimport.process.Runs.Ended;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A key and a member that can be recognised appear nowhere but where they belong. */
class CanaryIT {
  private static final String WORKSPACE = "canary";
  private static final String KEY = "c4n4ry-k3y-8d1f";
  private static final String MEMBER = "c4n4ry-m3mb3r-5b7e";
  private static final String ECHO =
      "{\"message\":\"Invalid API key: " + KEY + " for " + MEMBER + "\"}";

  private static final LocalCloud CLOUD = LocalCloud.start();
  private static final Map<String, String> HERE =
      Runs.with(CLOUD.environment(), "KUBIT_LOCAL_KEY", KEY);
  private static final TestCohort TEMPLATE = new TestCohort(CLOUD, WORKSPACE, "template");

  private final List<String> outputs = new ArrayList<>();

  @BeforeAll
  static void storeAWorkspace() {
    CLOUD.braze().acceptOnly(KEY);
    CLOUD.braze().state().createUsers(MEMBER);
    Runs.store(HERE, TEMPLATE);
  }

  @AfterEach
  void everythingWorksAgain() {
    CLOUD.clearFaults();
  }

  @AfterAll
  static void close() throws IOException {
    CLOUD.close();
  }

  private static TestCohort cohort(String id) {
    TestCohort cohort = new TestCohort(CLOUD, WORKSPACE, id);
    cohort.copyFrom(TEMPLATE);
    cohort.export("external_id,alias_name,alias_label\n" + MEMBER + ",,\n," + MEMBER + ",\n");
    return cohort;
  }

  private Ended importNow(TestCohort cohort) {
    Ended ended = Runs.run(HERE, "import-now", WORKSPACE, cohort.cohortId(), "--json");
    outputs.add(ended.program().output());
    return ended;
  }

  private static void atBraze(TestCohort cohort, Fault fault) {
    CLOUD.braze().faults().add(When.every(BrazeRequest.bodyContains(cohort.name())), fault);
  }

  private void assertNothingIsShown() throws IOException {
    for (String output : outputs) {
      assertThat(output).doesNotContain(KEY, MEMBER);
    }
    for (String table :
        List.of(
            LocalCloud.TABLES.schedules(),
            LocalCloud.TABLES.executions(),
            LocalCloud.TABLES.workspaces())) {
      for (Map<String, AttributeValue> item :
          CLOUD.dynamo().scan(scan -> scan.tableName(table)).items()) {
        assertThat(item.toString()).doesNotContain(KEY, MEMBER);
      }
    }
    for (OutboxMail mail : CLOUD.outbox().mails()) {
      assertThat(mail.toString()).doesNotContain(KEY, MEMBER);
    }
    for (String key : CLOUD.listState()) {
      assertThat(key).doesNotContain(KEY, MEMBER);
      assertThat(content(key)).doesNotContain(KEY);
      if (key.endsWith(".json") || key.endsWith("rejected-rows.csv")) {
        assertThat(content(key)).as(key).doesNotContain(MEMBER);
      }
    }
  }

  private static String content(String key) throws IOException {
    byte[] bytes = CLOUD.readState(key);
    try (InputStream plain =
        key.endsWith(".gz")
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : new ByteArrayInputStream(bytes)) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void x2NotWhenAllIsWell() throws IOException {
    TestCohort cohort = cohort("fine");

    importNow(cohort).assertExit(3);

    assertThat(cohort.holders()).containsExactly(MEMBER);
    assertNothingIsShown();
  }

  @Test
  void x2NotWhenBrazeEchoesThemWithADenial() throws IOException {
    TestCohort cohort = cohort("denied");
    atBraze(cohort, Fault.status(401, ECHO));

    importNow(cohort).assertExit(5);

    assertNothingIsShown();
  }

  @Test
  void x2NotWhenBrazeEchoesThemWithARefusal() throws IOException {
    TestCohort cohort = cohort("refused");
    atBraze(cohort, Fault.status(400, ECHO));

    importNow(cohort);

    assertNothingIsShown();
  }

  @Test
  void x2NotWhenBrazeNamesThemInItsErrors() throws IOException {
    TestCohort cohort = cohort("errors");
    atBraze(
        cohort,
        Fault.successWithErrors(
            "[{\"index\":0,\"input_array\":\"attributes\",\"type\":\"" + MEMBER + KEY + "\"}]",
            false));

    importNow(cohort);

    assertNothingIsShown();
  }

  @Test
  void x2NotWhenTheAnswerCannotBeRead() throws IOException {
    TestCohort cohort = cohort("garbled");
    atBraze(cohort, Fault.success(ECHO.substring(0, ECHO.length() - 3), true));

    importNow(cohort);

    assertNothingIsShown();
  }

  @Test
  void x2NotWhenTheExportIsCorrupt() throws IOException {
    TestCohort cohort = cohort("corrupt");
    cohort.export("external_id\n" + MEMBER + "\n\"" + MEMBER + "\n" + MEMBER + "\"x\",\n");

    importNow(cohort);

    assertNothingIsShown();
  }

  @Test
  void x2NotWhenAwsFails() throws IOException {
    TestCohort cohort = cohort("broken");
    CLOUD
        .s3Front()
        .add(
            When.every(HttpCall.request("PUT", "/broken/plans/")),
            FrontFault.s3Error(403, "AccessDenied"));

    importNow(cohort).assertExit(5);

    assertNothingIsShown();
  }

  @Test
  void x2NotInTheMetricsAndTheLogOfAServer() throws IOException {
    TestCohort cohort = cohort("served");
    cohort.makeDue();
    try (Program server = Program.start(HERE, "serve")) {
      String metrics = server.awaitLine(line -> line.contains("\"Executions\":1"), Runs.PATIENCE);
      assertThat(metrics).contains("\"cohortId\":\"served\"", "\"UsersImported\":");
      server.terminate();
      server.waitFor(Runs.PATIENCE);
      assertThat(server.output()).contains("served s-", "accepted 1");
      outputs.add(server.output());
    }

    assertThat(cohort.holders()).containsExactly(MEMBER);
    assertNothingIsShown();
  }

  @Test
  void x2NotWhenTheProgramIsKilledAndAnotherGoesOn() throws IOException {
    TestCohort cohort = cohort("killed");
    Stall stall = new Stall();
    CLOUD
        .braze()
        .faults()
        .add(When.nth(1, BrazeRequest.bodyContains(cohort.name())), Fault.stallAfter(stall));
    try (Program program = Program.start(HERE, "import-now", WORKSPACE, "killed")) {
      stall.awaitStalled();
      program.kill();
      outputs.add(program.output());
    }
    stall.discard();
    cohort.letTimePass();

    Ended successor = Runs.run(HERE, "work", WORKSPACE, "killed");
    outputs.add(successor.program().output());

    assertThat(cohort.holders()).containsExactly(MEMBER);
    assertNothingIsShown();
  }
}

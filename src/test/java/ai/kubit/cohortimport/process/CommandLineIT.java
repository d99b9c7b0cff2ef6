package ai.kubit.cohortimport.process;

import static ai.kubit.cohortimport.process.Runs.end;
import static ai.kubit.cohortimport.process.Runs.event;
import static ai.kubit.cohortimport.process.Runs.run;
import static ai.kubit.cohortimport.process.Runs.with;
import static ai.kubit.cohortimport.process.Runs.without;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.braze.BrazeRequest;
import ai.kubit.cohortimport.local.braze.BrazeSimulator;
import ai.kubit.cohortimport.local.braze.Fault;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import ai.kubit.cohortimport.process.Runs.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged program as a person or a script meets it: arguments, output, exit codes. */
class CommandLineIT {
  private static final String WORKSPACE = "typed";
  private static final LocalCloud CLOUD = LocalCloud.shared();
  private static final Map<String, String> HERE = CLOUD.environment();
  private static final TestCohort FIRST = new TestCohort(CLOUD, WORKSPACE, "first");

  @BeforeAll
  static void storeAWorkspace() {
    Runs.store(HERE, FIRST);
  }

  @AfterEach
  void everythingWorksAgain() {
    CLOUD.clearFaults();
  }

  /** A cohort with a schedule, whose first 300 members Braze knows; no export yet. */
  private static TestCohort cohort(String id) {
    TestCohort cohort = new TestCohort(CLOUD, WORKSPACE, id);
    cohort.copyFrom(FIRST);
    cohort.createInBraze(cohort.members(1, 300));
    return cohort;
  }

  private static Ended importNow(Map<String, String> environment, TestCohort cohort) {
    return run(environment, "import-now", cohort.workspaceId(), cohort.cohortId());
  }

  // Help and usage

  @ParameterizedTest
  @CsvSource({"help", "--help", "help import-now", "import-now --help", "--version"})
  void whoAsksIsTold(String line) {
    Ended ended = run(HERE, line.split(" ", -1)).assertExit(0);

    assertThat(ended.out()).contains("kubit-cohort-import");
    assertThat(ended.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "improt-now, did you mean import-now",
    "import-now typed first --dry, --dry",
    "import-now typed first extra, extra",
    "history typed first --limit, --limit",
    "get-schedule typed, cohortId",
    "get-schedule typed ../first, cohortId",
    "history typed first --limit 0, limit",
    "--event no-such-file.json, no-such-file.json",
    "report, workspaceId",
    "report typed --out, --out needs a value"
  })
  void whatCannotBeUnderstoodIsSaidWithExitCodeTwo(String line, String named) {
    Ended ended = run(HERE, line.split(" ", -1)).assertExit(2);

    assertThat(ended.err()).contains(named).doesNotContain("Exception", "\tat ");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aWrongEventIsToldFieldByField() {
    Ended ended = event(HERE, FIRST.putSchedule().replace("DAILY", "HOURLY")).assertExit(2);

    assertThat(ended.err()).contains("schedule.cadence.type: ");
    assertThat(event(HERE, "{\"action\":").assertExit(2).err())
        .contains("event: is no valid JSON at line 1");
  }

  // Imports

  @Test
  void anImportShowsItsProgressAsPlainLinesAndItsResult() {
    TestCohort cohort = cohort("plain");
    cohort.export(cohort.members(1, 250));

    Ended ended = importNow(HERE, cohort).assertExit(0);

    assertThat(ended.out())
        .contains("COMPLETED", "rows 250", "users imported (accepted by Braze): 250");
    assertThat(ended.err()).contains("reading: ", "delivering: 100 %, 250 of 250 changes");
    assertThat(ended.err()).doesNotContain("\u001b", "ERROR");
    assertThat(cohort.holders()).isEqualTo(cohort.members(1, 250));
    assertThat(cohort.mails()).isEqualTo(1);
  }

  @Test
  void jsonIsTheOnlyThingOnStandardOutputWhenAskedFor() {
    TestCohort cohort = cohort("as-json");
    cohort.export(cohort.members(1, 10));

    Ended ended = run(HERE, "import-now", WORKSPACE, "as-json", "--json", "--requested-by", "ann");

    assertThat(ended.assertExit(0).json().path("execution").path("outcome").asText())
        .isEqualTo("COMPLETED");
    assertThat(ended.json().path("execution").path("requestedBy").asText()).isEqualTo("ann");
    Ended history = run(HERE, "history", WORKSPACE, "as-json", "--json").assertExit(0);
    assertThat(history.json().path("executions")).hasSize(1);
  }

  @Test
  void numbersAreWrittenTheSameWhateverTheMachinesLanguageIs() {
    TestCohort cohort = cohort("german-machine");
    cohort.export(cohort.members(1, 1_200));

    Ended ended =
        importNow(with(HERE, "JAVA_TOOL_OPTIONS", "-Duser.language=de -Duser.country=DE"), cohort);

    assertThat(ended.assertExit(0).out()).contains("Braze accepted 1,200 additions");
  }

  @Test
  void badRowsEndWithThreeAndAReport() {
    TestCohort cohort = cohort("bad-rows");
    cohort.export("external_id,alias_name,alias_label\n" + rows(cohort) + ",,\n,lonely,\n");

    Ended ended = importNow(HERE, cohort).assertExit(3);

    assertThat(ended.out()).contains("COMPLETED_WITH_ERRORS (ROWS_REJECTED)", "rejected 2");
    String report = cohort.onlyExecution().path("reports").path("rejectedRows").asText();
    assertThat(ended.out()).contains(report);
    assertThat(new String(CLOUD.readState(report), StandardCharsets.UTF_8))
        .startsWith("object,line,reason")
        .doesNotContain("lonely");
  }

  private static String rows(TestCohort cohort) {
    return String.join(",,\n", cohort.members(1, 300)) + ",,\n";
  }

  @Test
  void anEmptyExportIsRefusedWithFourAndNothingIsRemoved() {
    TestCohort cohort = cohort("emptied");
    cohort.export(cohort.members(1, 50));
    importNow(HERE, cohort).assertExit(0);
    cohort.export("external_id\n");

    Ended ended = importNow(HERE, cohort).assertExit(4);

    assertThat(ended.out()).contains("REFUSED (GUARD_EMPTY)");
    assertThat(cohort.holders()).isEqualTo(cohort.members(1, 50));
  }

  @Test
  void aMissingExportFailsWithFive() {
    TestCohort cohort = cohort("no-export");

    Ended ended = importNow(HERE, cohort).assertExit(5);

    assertThat(ended.out()).contains("FAILED (EXPORT_MISSING)", "Nothing was sent");
    assertThat(cohort.mails()).isEqualTo(1);
  }

  @Test
  void aCorruptExportFailsWithFiveAndSendsNothing() throws IOException {
    TestCohort cohort = cohort("corrupt");
    byte[] gzip = gzip("external_id\n" + String.join("\n", cohort.members(1, 300)) + "\n");
    gzip[gzip.length / 2] ^= 0x55;
    cohort.export("members.csv.gz", gzip);

    Ended ended = importNow(HERE, cohort).assertExit(5);

    assertThat(ended.out()).contains("FAILED (EXPORT_CORRUPT)");
    assertThat(cohort.holders()).isEmpty();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void aWrongKeyFailsWithFiveAndIsNeverShown() {
    TestCohort cohort = cohort("wrong-key");
    cohort.export(cohort.members(1, 10));

    Ended ended = importNow(with(HERE, "KUBIT_LOCAL_KEY", "not-the-right-key"), cohort);

    assertThat(ended.assertExit(5).out()).contains("FAILED (BRAZE_KEY)");
    assertThat(ended.program().output()).doesNotContain("not-the-right-key");
    assertThat(cohort.onlyExecution().toString()).doesNotContain("not-the-right-key");
  }

  @Test
  void aRedirectedBrazeNeverGetsAStoredKey() {
    TestCohort cohort = cohort("no-key");
    cohort.export(cohort.members(1, 10));
    CLOUD.parameters().put("/kubit-cohort-import/typed/rest-key", BrazeSimulator.LOCAL_KEY);

    Ended ended = importNow(without(HERE, "KUBIT_LOCAL_KEY"), cohort).assertExit(5);

    assertThat(ended.out()).contains("FAILED (KEY_MISSING)", "typed/rest-key", "KUBIT_LOCAL_KEY");
  }

  @Test
  void aCohortOfAnUnknownWorkspaceFailsWithFive() {
    TestCohort cohort = new TestCohort(CLOUD, "nowhere", "lost");
    event(HERE, cohort.putSchedule()).assertExit(0);
    cohort.export(cohort.members(1, 10));

    Ended ended = importNow(HERE, cohort).assertExit(5);

    assertThat(ended.out()).contains("FAILED (BAD_WORKSPACE)", "nowhere");
  }

  @Test
  void aCohortWithoutScheduleCannotBeImported() {
    Ended ended = run(HERE, "import-now", WORKSPACE, "never-put").assertExit(8);

    assertThat(ended.out()).contains("NOT_FOUND", "typed/never-put");
  }

  @Test
  void whileAnImportWorksTheNextIsBusyWithSix() {
    TestCohort cohort = cohort("busy");
    cohort.export(cohort.members(1, 10));
    Stall stall = new Stall();
    CLOUD
        .braze()
        .faults()
        .add(When.nth(1, BrazeRequest.bodyContains(cohort.name())), Fault.stallBefore(stall));
    try (Program first = Program.start(HERE, "import-now", WORKSPACE, "busy")) {
      stall.awaitStalled();

      Ended second = importNow(HERE, cohort).assertExit(6);

      assertThat(second.out())
          .contains("BUSY", cohort.onlyExecution().path("executionId").asText());
      stall.release();
      assertThat(first.waitFor(Runs.PATIENCE)).as(first.output()).isZero();
    }
    assertThat(cohort.history()).hasSize(1);
  }

  @Test
  void theSameTokenAfterAFailureIsShownThatFailureAndEndsWithFiveToo() {
    TestCohort cohort = cohort("failed-token");
    String[] click = {"import-now", WORKSPACE, "failed-token", "--client-token", "t"};
    run(HERE, click).assertExit(5);

    Ended again = run(HERE, click).assertExit(5);

    assertThat(again.out())
        .contains("ALREADY_DONE", "FAILED (EXPORT_MISSING)")
        .contains(cohort.onlyExecution().path("executionId").asText());
    assertThat(cohort.mails()).isEqualTo(1);
  }

  @Test
  void theScheduleInTheWayIsShown() {
    TestCohort cohort = cohort("in-the-way");

    Ended ended =
        end(new Program.Launch(HERE).stdin(cohort.putSchedule()).start("--event", "-"))
            .assertExit(8);

    assertThat(ended.out())
        .contains("CONFLICT: The cohort has a schedule already.", "--replace", "\"sentence\" : \"");
  }

  @Test
  void theSameEventTwiceAtOnceImportsOnce() {
    TestCohort cohort = cohort("twice");
    cohort.export(cohort.members(1, 100));
    String event = cohort.event("import", "\"scheduledTime\":\"2026-01-05T08:00:00Z\"");
    Program.Launch launch = new Program.Launch(HERE).stdin(event);

    Program first = launch.start("--event", "-");
    Ended second = end(launch.start("--event", "-"));
    Ended other = end(first);

    assertThat(second.out() + other.out()).containsAnyOf("ALREADY_DONE", "BUSY");
    assertThat(second.exit() * other.exit()).isZero();
    assertThat(cohort.onlyExecution().path("outcome").asText()).isEqualTo("COMPLETED");
    assertThat(cohort.holders()).isEqualTo(cohort.members(1, 100));
    assertThat(cohort.mails()).isEqualTo(1);
  }

  // Settings

  @ParameterizedTest
  @CsvSource({
    "KUBIT_BRAZE_URL, http://braze.example:8080, KUBIT_BRAZE_URL must point to this machine",
    "KUBIT_BRAZE_URL, http://169.254.169.254, KUBIT_BRAZE_URL must point to this machine",
    "KUBIT_MAX_WORKERS, 0, KUBIT_MAX_WORKERS must be 1 to 100",
    "KUBIT_LEG_LIMIT, PT0S, KUBIT_LEG_LIMIT must be a positive duration",
    "KUBIT_LEG_LIMIT, fast, KUBIT_LEG_LIMIT must be a positive duration",
    "KUBIT_MAX_WORKERS, ten, KUBIT_MAX_WORKERS must be a whole number",
    "KUBIT_BRAZE_URL, http://[, KUBIT_BRAZE_URL must be an address",
    "KUBIT_STAGE, '', KUBIT_STAGE is empty",
    "KUBIT_KEY_PREFIX, no-slash, KUBIT_KEY_PREFIX must start with a slash"
  })
  void aWrongSettingStopsTheStartAndIsNamed(String setting, String value, String message) {
    Ended ended = run(with(HERE, setting, value), "get-schedule", WORKSPACE, "first");

    assertThat(ended.exit()).as(ended.program().output()).isNotZero();
    assertThat(ended.err()).contains(message).doesNotContain("SRCFG");
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({".env", "config/application.properties", "application.properties"})
  void b15ADirectoryThatIsStrangeSetsNothing(String file, @TempDir Path strange)
      throws IOException {
    Path planted = strange.resolve(file);
    Files.createDirectories(planted.getParent());
    Files.writeString(
        planted,
        """
        kubit.max-workers=0
        KUBIT_MAX_WORKERS=0
        kubit.braze-url=http://127.0.0.1:9
        KUBIT_BRAZE_URL=http://127.0.0.1:9
        """);
    Map<String, String> environment = new HashMap<>(HERE);
    environment.keySet().removeAll(Set.of("KUBIT_BRAZE_URL", "KUBIT_LOCAL_KEY"));

    Ended ended =
        end(new Program.Launch(environment).in(strange).start("get-schedule", WORKSPACE, "first"))
            .assertExit(0);

    assertThat(ended.err()).doesNotContain("KUBIT_BRAZE_URL");
  }

  @Test
  void aLocalKeyWithoutALocalBrazeStopsTheStart() {
    Ended ended = run(without(HERE, "KUBIT_BRAZE_URL"), "get-schedule", WORKSPACE, "first");

    assertThat(ended.exit()).isNotZero();
    assertThat(ended.err()).contains("KUBIT_LOCAL_KEY", "only together with KUBIT_BRAZE_URL");
    assertThat(ended.program().output()).doesNotContain(HERE.get("KUBIT_LOCAL_KEY"));
  }

  /** The local run makes five commands; a warning with each of them would hide what they say. */
  @Test
  void onlyWhatSendsToBrazeWarnsOfAStandIn() {
    TestCohort cohort = cohort("warned");
    cohort.export(cohort.members(1, 10));

    Ended looked = run(HERE, "get-schedule", WORKSPACE, "first").assertExit(0);
    Ended sent = importNow(HERE, cohort).assertExit(0);

    assertThat(looked.err()).isEmpty();
    assertThat(sent.err()).containsOnlyOnce("KUBIT_BRAZE_URL is set");
  }
}

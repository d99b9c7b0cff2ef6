package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.aws.LambdaRuntimeApi;
import ai.kubit.cohortimport.local.aws.OutboxMail;
import ai.kubit.cohortimport.local.braze.BrazeRequest;
import ai.kubit.cohortimport.local.braze.BrazeSimulator;
import ai.kubit.cohortimport.local.braze.Fault;
import ai.kubit.cohortimport.local.http.FrontFault;
import ai.kubit.cohortimport.local.http.HttpCall;
import ai.kubit.cohortimport.local.http.Stall;
import ai.kubit.cohortimport.local.http.When;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The native executable as Lambda runs it: events through the runtime API, its own asynchronous
 * invocations delivered back to it, Braze over TLS.
 */
class LambdaRuntimeIT {
  private static final String WORKSPACE = "lambda";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration INVOCATION = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static LocalCloud cloud;
  private static LambdaRuntimeApi api;
  private static Program sandbox;

  @BeforeAll
  static void startASandbox() {
    assumeTrue(Program.isNative(), "the jar does not speak Lambda's runtime API");
    cloud =
        LocalCloud.start(
            LocalCloud.Places.free().withBraze(BrazeSimulator.Settings.plain().withTls()));
    api = LambdaRuntimeApi.start();
    cloud.lambda().deliverTo(call -> invoke(call.payload()));
    long start = System.nanoTime();
    sandbox = Program.start(cloud.lambdaEnvironment(api));
    invoke("{\"action\":\"sweep\"}");
    System.out.printf(
        "from exec to the first answer: %d ms%n",
        Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  @AfterEach
  void everythingWorksAgain() {
    cloud.clearFaults();
  }

  @AfterAll
  static void close() throws IOException {
    if (sandbox == null) {
      return;
    }
    System.out.printf("peak memory: %d MB%n", sandbox.usage().peakMemoryBytes() >> 20);
    sandbox.close();
    api.close();
    cloud.close();
  }

  private static LambdaRuntimeApi.Answer invoke(String event) {
    return api.invokeAsync(event, INVOCATION).orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static JsonNode answer(String event) {
    LambdaRuntimeApi.Answer answer = invoke(event);
    assertThat(answer.failed()).as(answer.body() + sandbox.output()).isFalse();
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + answer.body(), e);
    }
  }

  private static TestCohort cohort(String id, String locale) {
    TestCohort cohort = new TestCohort(cloud, WORKSPACE, id);
    assertThat(answer(cohort.putWorkspace()).path("status").asText()).isEqualTo("OK");
    assertThat(answer(cohort.putSchedule(locale, "Etc/UTC")).path("status").asText())
        .isEqualTo("OK");
    cohort.createInBraze(cohort.members(1, 500));
    cohort.export(cohort.members(1, 400));
    return cohort;
  }

  private static void awaitDone(TestCohort cohort) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (cohort.history().isEmpty()
        || cohort.entry().has("active")
        || !cohort.entry().path("owedMails").isEmpty()) {
      assertThat(System.nanoTime()).as(sandbox.output()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void assertImported(TestCohort cohort) {
    assertThat(cohort.onlyExecution().path("outcome").asText()).isEqualTo("COMPLETED");
    TestCohort.assertCountsAddUp(cohort.onlyExecution());
    assertThat(cohort.holders()).isEqualTo(cohort.members(1, 400));
    assertThat(cohort.mails()).isEqualTo(1);
  }

  // Events

  @Test
  void aTickWithNothingDueStartsNothing() {
    int invocations = cloud.lambda().invocations().size();

    JsonNode answer = answer("{\"id\":\"1\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}");

    assertThat(answer.path("due").asInt()).isZero();
    assertThat(cloud.lambda().invocations()).hasSize(invocations);
  }

  @Test
  void aTickInvokesAWorkerThatImports() {
    TestCohort cohort = cohort("ticked", "en");
    cohort.makeDue();

    JsonNode answer = answer("{\"id\":\"1\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}");

    assertThat(answer.path("dispatched").asInt()).isEqualTo(1);
    awaitDone(cohort);
    assertImported(cohort);
  }

  @Test
  void aCronTriggerImportsItsCohort() {
    TestCohort cohort = cohort("cron", "en");

    JsonNode answer = answer(cohort.event("import", "\"scheduledTime\":\"2026-01-05T08:00:00Z\""));

    assertThat(answer.path("execution").path("executionId").asText())
        .isEqualTo("e-20260105T080000Z");
    assertImported(cohort);
  }

  @Test
  void importNowInvokesTheFunctionItself() {
    TestCohort cohort = cohort("self", "en");

    JsonNode answer = answer(cohort.event("import-now", "\"requestedBy\":\"ann\""));

    assertThat(answer.path("status").asText()).isEqualTo("STARTED");
    awaitDone(cohort);
    assertImported(cohort);
    assertThat(cloud.lambda().invocations())
        .anySatisfy(
            call -> {
              assertThat(call.function()).isEqualTo("kubit-cohort-import%3Alive");
              assertThat(call.payload()).isEqualTo(cohort.event("work", ""));
            });
  }

  @Test
  void aLostInvocationIsMadeUpForByTheNextTick() {
    TestCohort cohort = cohort("lost", "en");
    cloud
        .lambdaFront()
        .add(When.every(HttpCall.any()), FrontFault.awsError(429, "TooManyRequestsException"));

    answer(cohort.event("import-now", "\"requestedBy\":\"ann\""));
    assertThat(cohort.onlyExecution().path("state").asText()).isEqualTo("QUEUED");
    cloud.clearFaults();
    answer("{\"action\":\"sweep\"}");

    awaitDone(cohort);
    assertImported(cohort);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"action":"imprt"}                                            | action
          {"action":"import","workspaceId":"../x","cohortId":"a"}       | workspaceId
          {"action":"put-workspace","workspace":{"workspaceId":"a","restEndpoint":"https://evil.example"}} | workspace.restEndpoint
          not json                                                      | event
          """)
  void aBadEventIsAnsweredAndNothingIsThrown(String event, String field) {
    JsonNode answer = answer(event);

    assertThat(answer.path("status").asText()).isEqualTo("INVALID");
    assertThat(answer.path("errors").findValuesAsText("field")).contains(field);
  }

  @Test
  void ourOwnTroubleIsAnErrorThatLambdaSees() {
    TestCohort cohort = cohort("trouble", "en");
    cloud
        .dynamoFront()
        .add(
            When.every(HttpCall.action("GetItem")),
            FrontFault.awsError(400, "AccessDeniedException"));

    LambdaRuntimeApi.Answer answer = invoke(cohort.event("get-schedule", ""));

    assertThat(answer.failed()).isTrue();
    assertThat(answer.body()).contains("errorType", "errorMessage");
    cloud.clearFaults();
    assertThat(answer(cohort.event("get-schedule", "")).path("status").asText()).isEqualTo("OK");
  }

  /** CloudWatch makes metrics of one kind of line, and fields to search for of the other. */
  @Test
  void metricsAndLogsAreJsonThatNamesTheExecutionAndNoMember() throws IOException {
    TestCohort cohort = cohort("told", "en");

    answer(cohort.event("import", "\"eventId\":\"told-1\""));

    JsonNode metrics = JSON.readTree(printed(sandbox.stdout(), "\"Executions\":1", "\"told\""));
    assertThat(metrics.path("_aws").path("CloudWatchMetrics")).isNotEmpty();
    assertThat(metrics.path("UsersImported").asLong()).isEqualTo(400);
    JsonNode story = JSON.readTree(printed(sandbox.stderr(), "lambda/told e-told-1 COMPLETED"));
    assertThat(story.path("level").asText()).isEqualTo("INFO");
    assertThat(story.path("mdc").path("executionId").asText()).isEqualTo("e-told-1");
    assertThat(story.path("mdc").path("workspaceId").asText()).isEqualTo(WORKSPACE);
    assertThat(story.path("mdc").path("cohortId").asText()).isEqualTo("told");
    assertThat(sandbox.output()).doesNotContain("told-user-", BrazeSimulator.LOCAL_KEY);
  }

  private static String printed(List<String> lines, String... parts) {
    return lines.stream()
        .filter(line -> Stream.of(parts).allMatch(line::contains))
        .findFirst()
        .orElseThrow(() -> new AssertionError(sandbox.output()));
  }

  // The end of a sandbox

  /** Lambda sends it to idle sandboxes alone, and waits for half a second at most. */
  @Test
  void anIdleSandboxEndsAtOnceWhenItIsTold() {
    try (LambdaRuntimeApi own = LambdaRuntimeApi.start();
        Program idle = Program.start(cloud.lambdaEnvironment(own))) {
      own.invokeAsync("{\"action\":\"sweep\"}", INVOCATION).orTimeout(60, TimeUnit.SECONDS).join();

      long start = System.nanoTime();
      idle.terminate();
      idle.waitFor(Duration.ofSeconds(10));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      // Quarkus tells of the connection to the Runtime API that it closes itself.
      assertThat(idle.stderr())
          .filteredOn(line -> line.contains("\"ERROR\""))
          .allMatch(line -> line.contains("[Error Occurred After Shutdown]"));
    }
  }

  @Test
  void whatASandboxLeavesWhenItIsToldToEndTheNextOneFinishes() {
    TestCohort cohort = cohort("told-to-end", "en");
    Stall stall = new Stall();
    cloud
        .braze()
        .faults()
        .add(When.nth(1, BrazeRequest.bodyContains(cohort.name())), Fault.stallAfter(stall));
    try (LambdaRuntimeApi own = LambdaRuntimeApi.start();
        Program busy = Program.start(cloud.lambdaEnvironment(own))) {
      var lost = own.invokeAsync(cohort.event("import", ""), INVOCATION);
      stall.awaitStalled();
      busy.terminate();
      busy.waitFor(Duration.ofSeconds(10));
      assertThat(lost.isDone() && !lost.join().failed()).as("answered as a success").isFalse();
    }
    stall.discard();
    cohort.letTimePass();

    answer(cohort.event("work", ""));

    assertImported(cohort);
  }

  // What native images lose easily

  @Test
  void anExportOfSeveralGzipMembersIsReadWhole() throws IOException {
    TestCohort cohort = cohort("members", "en");
    cloud.deleteExport("exports/lambda/members/members.csv");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    gzip(bytes, "external_id\n");
    gzip(bytes, String.join("\n", cohort.members(1, 200)) + "\n");
    gzip(bytes, String.join("\n", cohort.members(201, 400)) + "\n");
    cohort.export("members.csv.gz", bytes.toByteArray());

    answer(cohort.event("import", ""));

    assertImported(cohort);
  }

  private static void gzip(ByteArrayOutputStream bytes, String text) throws IOException {
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "pt-BR"})
  void mailsComeInEveryLanguage(String locale) {
    TestCohort cohort = cohort("mail-" + locale, locale);

    answer(cohort.event("import", ""));

    OutboxMail mail = cloud.outbox().mailsTo(cohort.recipient()).get(0);
    String ours =
        switch (locale) {
          case "de" -> "Braze hat";
          case "fr" -> "Braze a";
          case "pt-BR" -> "Braze";
          default -> "Braze";
        };
    assertThat(mail.text()).contains(ours, "400");
    assertThat(mail.html()).contains("<html", "lang=\"" + locale + "\"");
    assertThat(mail.subject()).contains(cohort.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"})
  void zonesKeepTheirRules(String zone) {
    TestCohort cohort = new TestCohort(cloud, WORKSPACE, "zone-" + zone.replace('/', '-'));

    JsonNode answer = answer(cohort.putSchedule("en", zone));

    Instant next = Instant.parse(answer.path("nextRuns").path(0).asText());
    LocalTime time =
        LocalTime.parse(cohort.putSchedule().replaceAll("(?s).*timeOfDay\": \"(.....).*", "$1"));
    LocalDate day = next.atZone(ZoneId.of(zone)).toLocalDate();
    assertThat(next).isEqualTo(day.atTime(time).atZone(ZoneId.of(zone)).toInstant());
  }

  @Test
  void noTwoSandboxesMakeTheSameTokens() {
    Set<String> writers = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      try (LambdaRuntimeApi own = LambdaRuntimeApi.start();
          Program other = Program.start(cloud.lambdaEnvironment(own))) {
        TestCohort cohort = new TestCohort(cloud, WORKSPACE, "token-" + i);
        own.invokeAsync(cohort.putSchedule(), INVOCATION).orTimeout(60, TimeUnit.SECONDS).join();
        writers.add(cohort.entry().path("writer").asText());
        assertThat(other.isAlive()).isTrue();
      }
    }
    assertThat(writers).hasSize(2).doesNotContain("");
  }
}

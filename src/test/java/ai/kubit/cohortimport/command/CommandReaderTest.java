package ai.kubit.cohortimport.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.workspace.Workspace.DeliveryMode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {
  private static final CohortKey VIP = new CohortKey("acme", "vip");
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  private static final String REQUEST = "request-1";
  private static final String SCHEDULE =
      "{'workspaceId':'acme','cohortId':'vip','cohortName':'VIP','timeZone':'UTC',"
          + "'cadence':{'type':'DAILY','timeOfDay':'09:00'},'recipients':['ana@example.com']}";
  private static final String WORKSPACE =
      "{'workspaceId':'acme','restEndpoint':'https://rest.iad-01.braze.com'}";

  private final CommandReader reader = new CommandReader(new FixedTime(NOW));

  private Reading read(String event) {
    return reader.read(event.replace('\'', '"').getBytes(UTF_8), REQUEST);
  }

  private Command command(String event) {
    assertThat(read(event)).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid) read(event)).command();
  }

  private static List<FieldError> errors(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Invalid.class);
    return ((Reading.Invalid) reading).errors();
  }

  private List<String> wrongFields(String event) {
    return errors(read(event)).stream().map(FieldError::field).toList();
  }

  @Test
  void aReportIsInTheLanguageThatIsAskedFor() {
    assertThat(command("{\"action\":\"report\",\"workspaceId\":\"acme\"}"))
        .isEqualTo(new Command.Report("acme", MailLocale.ENGLISH));
    assertThat(command("{\"action\":\"report\",\"workspaceId\":\"acme\",\"locale\":\"pt-BR\"}"))
        .isEqualTo(new Command.Report("acme", MailLocale.BRAZILIAN_PORTUGUESE));
    assertThat(wrongFields("{\"action\":\"report\",\"workspaceId\":\"acme\",\"locale\":\"pt\"}"))
        .containsExactly("locale");
  }

  private static String event(String action, String more) {
    return "{'action':'" + action + "','workspaceId':'acme','cohortId':'vip'" + more + "}";
  }

  private static BeginRequest manual(String token, ImportOptions options) {
    return BeginRequest.manual(VIP, BeginRequest.manualId(token), "Ana", options);
  }

  static Stream<Arguments> events() {
    Optional<Instant> nine = Optional.of(NOW);
    return Stream.of(
        Arguments.of("{'action':'sweep'}", new Command.Sweep()),
        Arguments.of(
            "{'version':'0','id':'53dc4d37','detail-type':'Scheduled Event','source':'aws.events',"
                + "'account':'123456789012','time':'2026-11-22T09:00:00Z','region':'eu-central-1',"
                + "'resources':['arn:aws:events:r:1:rule/tick'],'detail':{}}",
            new Command.Sweep()),
        Arguments.of("{'detail-type':'Scheduled Event'}", new Command.Sweep()),
        Arguments.of("{'detail-type':'Scheduled Event','detail':'{}'}", new Command.Sweep()),
        Arguments.of(
            "{'version':'0','id':'d32c5413','detail-type':'Scheduled Event','source':"
                + "'aws.scheduler','account':'123456789012','time':'2026-11-22T09:00:00Z','region':"
                + "'eu-central-1','resources':['arn:aws:scheduler:r:1:schedule/tick'],'detail':'{}'}",
            new Command.Sweep()),
        Arguments.of(
            "{'detail-type':'Due','id':'7','detail':"
                + "'{\\'workspaceId\\':\\'acme\\',\\'cohortId\\':\\'vip\\'}'}",
            new Command.Import(VIP, "7", Optional.empty())),
        Arguments.of(
            "{'detail-type':'Scheduled Event','id':'53dc4d37','time':'2026-11-22T09:00:00Z',"
                + "'detail':{'workspaceId':'acme','cohortId':'vip'}}",
            new Command.Import(VIP, "53dc4d37", nine)),
        Arguments.of(
            "{'detail-type':'Scheduled Event','detail':{'workspaceId':'acme','cohortId':'vip'}}",
            new Command.Import(VIP, REQUEST, Optional.empty())),
        Arguments.of(
            "{'detail-type':'Export Finished','id':'7','detail':"
                + "{'workspaceId':'acme','cohortId':'vip'}}",
            new Command.Import(VIP, "7", Optional.empty())),
        Arguments.of(event("import", ""), new Command.Import(VIP, REQUEST, Optional.empty())),
        Arguments.of(
            event("import", ",'scheduledTime':'2026-11-22T09:00:00Z'"),
            new Command.Import(VIP, "20261122T090000Z", nine)),
        Arguments.of(
            event("import", ",'scheduledTime':'2026-11-22T09:00:00Z','eventId':'x-1'"),
            new Command.Import(VIP, "x-1", nine)),
        Arguments.of("{'action':'work'}", new Command.Work(Optional.empty())),
        Arguments.of(event("work", ""), new Command.Work(Optional.of(VIP))),
        Arguments.of(
            event("import-now", ",'requestedBy':'Ana'"),
            new Command.ImportNow(manual(REQUEST, ImportOptions.PLAIN), false)),
        Arguments.of(
            event(
                "import-now",
                ",'requestedBy':'Ana','clientToken':'click 1','dryRun':true,'fullRefresh':true,"
                    + "'confirmRemovals':'s-20261122T0800Z-r3','wait':true"),
            new Command.ImportNow(
                manual("click 1", new ImportOptions(true, true, false))
                    .confirming("s-20261122T0800Z-r3"),
                true)),
        Arguments.of(event("stop-import", ""), new Command.StopImport(VIP)),
        Arguments.of(event("pause-schedule", ""), new Command.PauseSchedule(VIP)),
        Arguments.of(event("resume-schedule", ""), new Command.ResumeSchedule(VIP)),
        Arguments.of(event("cancel-schedule", ""), new Command.CancelSchedule(VIP, false, false)),
        Arguments.of(
            event("cancel-schedule", ",'drain':true"),
            new Command.CancelSchedule(VIP, true, false)),
        Arguments.of(
            event("cancel-schedule", ",'stopRunning':true"),
            new Command.CancelSchedule(VIP, false, true)),
        Arguments.of(event("get-schedule", ""), new Command.GetSchedule(VIP)),
        Arguments.of(
            "{'action':'list-schedules','workspaceId':'acme'}",
            new Command.ListSchedules("acme", 1000, Optional.empty())),
        Arguments.of(
            "{'action':'list-schedules','workspaceId':'acme','limit':2,'nextToken':'vip'}",
            new Command.ListSchedules("acme", 2, Optional.of("vip"))),
        Arguments.of(
            event("get-execution", ",'executionId':'m-0123456789abcdef'"),
            new Command.GetExecution(VIP, "m-0123456789abcdef")),
        Arguments.of(
            event("history", ""), new Command.History(VIP, 20, Optional.empty(), Optional.empty())),
        Arguments.of(
            event("history", ",'limit':100,'outcome':'FAILED','nextToken':'abc='"),
            new Command.History(VIP, 100, Optional.of(Outcome.FAILED), Optional.of("abc="))),
        Arguments.of(
            "{'action':'get-workspace','workspaceId':'acme'}", new Command.GetWorkspace("acme")),
        Arguments.of(
            "{'action':'check-workspace','workspaceId':'acme'}",
            new Command.CheckWorkspace("acme")),
        Arguments.of(
            "{'action':'forget-workspace','workspaceId':'acme','confirm':'acme'}",
            new Command.ForgetWorkspace("acme")));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyShapeOfEventIsUnderstood(String event, Command command) {
    assertThat(command(event)).isEqualTo(command);
  }

  @ParameterizedTest
  @EnumSource
  void everyActionHasACommandOfItsOwn(Action action) {
    assertThat(command(smallest(action)).action()).isEqualTo(action);
  }

  @ParameterizedTest
  @EnumSource
  void a5AFieldThatAnActionDoesNotKnowIsNamedBeforeAnythingIsDone(Action action) {
    String more = smallest(action).replaceFirst("}$", ",'dry_ru':true}");

    assertThat(wrongFields(more)).containsExactly("dry_ru");
  }

  private static String smallest(Action action) {
    return switch (action) {
      case SWEEP, WORK -> "{'action':'" + action.wireName() + "'}";
      case IMPORT,
          STOP_IMPORT,
          PAUSE_SCHEDULE,
          RESUME_SCHEDULE,
          CANCEL_SCHEDULE,
          GET_SCHEDULE,
          VERIFY,
          HISTORY ->
          event(action.wireName(), "");
      case IMPORT_NOW -> event(action.wireName(), ",'requestedBy':'Ana'");
      case GET_EXECUTION -> event(action.wireName(), ",'executionId':'s-1'");
      case PUT_SCHEDULE -> "{'action':'put-schedule','schedule':" + SCHEDULE + "}";
      case PUT_WORKSPACE -> "{'action':'put-workspace','workspace':" + WORKSPACE + "}";
      case LIST_SCHEDULES, GET_WORKSPACE, CHECK_WORKSPACE, REPORT, FORGET_WORKSPACE ->
          "{'action':'"
              + action.wireName()
              + "','workspaceId':'acme'"
              + (action == Action.FORGET_WORKSPACE ? ",'confirm':'acme'}" : "}");
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"'dryRun':true", "'fullRefresh':true", "'confirmRemovals':'m-1'"})
  void d29OnlyAPlainImportMayWaitUntilTheCohortIsFree(String option) {
    assertThat(errors(read(event("import-now", ",'requestedBy':'Ana','whenFree':true," + option))))
        .containsExactly(
            new FieldError(
                "whenFree",
                "keeps a plain import only: without dryRun, fullRefresh and confirmRemovals"));
  }

  @Test
  void aLookIsAtAThousandMembersUnlessItSaysOtherwise() {
    CohortKey cohort = new CohortKey("acme", "vip");
    assertThat(command(event("verify", ""))).isEqualTo(new Command.Verify(cohort, 1000, false));
    assertThat(command(event("verify", ",'sample':50,'wait':true")))
        .isEqualTo(new Command.Verify(cohort, 50, true));
    assertThat(command(event("verify", ",'all':true")))
        .isEqualTo(new Command.Verify(cohort, 0, false));
    assertThat(errors(read(event("verify", ",'all':true,'sample':50"))))
        .containsExactly(new FieldError("all", "looks at every member: leave out sample, or all"));
    assertThat(wrongFields(event("verify", ",'sample':0"))).containsExactly("sample");
  }

  @Test
  void b14ATokenThatIsLongerThanAnyOfOursIsRefused() {
    String token = "a".repeat(1_500);
    assertThat(errors(read(event("history", ",'nextToken':'" + token + "'"))))
        .extracting(FieldError::field)
        .containsExactly("nextToken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dryrun", "dry_run", "DryRun", "dry-run"})
  void a5ADryRunThatIsSpelledOtherwiseIsRefusedWithTheRightName(String spelled) {
    assertThat(errors(read(event("import-now", ",'requestedBy':'Ana','" + spelled + "':true"))))
        .containsExactly(new FieldError(spelled, "is not known; did you mean dryRun?"));
  }

  @Test
  void a5ADryRunThatAnActionOrARuleDoesNotKnowIsRefused() {
    String names = "is not known; the fields here are workspaceId, cohortId";

    assertThat(errors(read(event("import", ",'dryRun':true"))).get(0).message())
        .startsWith(
            "is not known; the fields here are action, scheduledTime, eventId, workspaceId");
    assertThat(
            errors(
                read(
                    "{'detail-type':'Due','detail':"
                        + "{'workspaceId':'acme','cohortId':'vip','dryRun':true}}")))
        .containsExactly(new FieldError("detail.dryRun", names));
    assertThat(wrongFields("{'detail-type':'Scheduled Event','detail':{'dryRun':true}}"))
        .containsExactly("detail.dryRun");
    assertThat(wrongFields("{'detail-type':'Scheduled Event','detail':{'cohort':'vip'}}"))
        .containsExactly("detail.cohort");
    assertThat(
            errors(
                read(
                    "{'detail-type':'Due','detail':{'action':'import-now','workspaceId':'acme',"
                        + "'cohortId':'vip'}}")))
        .singleElement()
        .satisfies(error -> assertThat(error.field()).isEqualTo("detail.action"))
        .satisfies(error -> assertThat(error.message()).startsWith("has no place in a rule"));
  }

  @Test
  void a5AnUnknownFieldOfAScheduleIsNamedOnce() {
    String wrong = SCHEDULE.replaceFirst("}$", ",'local':'de'}");

    assertThat(errors(read("{'action':'put-schedule','schedule':" + wrong + "}")))
        .containsExactly(new FieldError("schedule.local", "is not known; did you mean locale?"));
  }

  @Test
  void b10ADetailThatIsTheTextOfNoObjectIsRefused() {
    assertThat(wrongFields("{'detail-type':'Scheduled Event','detail':'x'}"))
        .containsExactly("detail");
    assertThat(wrongFields("{'detail-type':'Scheduled Event','detail':'[]'}"))
        .containsExactly("detail");
    assertThat(wrongFields("{'detail-type':'Scheduled Event','detail':''}"))
        .containsExactly("detail");
    assertThat(
            wrongFields("{'detail-type':'Scheduled Event','detail':'" + "[".repeat(100_000) + "'}"))
        .containsExactly("detail");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Records':[{'messageId':'1','body':'{}','eventSource':'aws:sqs'}]}|SQS messages",
        "{'Records':[{'EventSource':'aws:sns','Sns':{'Message':'{}'}}]}|SNS messages",
        "{'Records':[{'eventSource':'aws:s3','eventName':'ObjectCreated:Put'}]}|S3's own",
        "{'Records':[]}|records of an unknown sender",
        "[{'messageId':'1','body':'{}','eventSource':'aws:sqs'}]|SQS messages",
        "[{'action':'sweep'}]|records of an unknown sender"
      },
      quoteCharacter = '~')
  void a5AListOfRecordsIsNeverAnsweredAsDone(String event, String sender) {
    assertThat(read(event)).isInstanceOf(Reading.Unsupported.class);
    assertThat(((Reading.Unsupported) read(event)).error().message()).contains(sender);
  }

  @Test
  void aScheduleIsPut() {
    String event = "{'action':'put-schedule','schedule':" + SCHEDULE;

    Command.PutSchedule once = (Command.PutSchedule) command(event + "}");
    Command.PutSchedule again = (Command.PutSchedule) command(event + ",'replace':true}");

    assertThat(once.schedule().cohort()).isEqualTo(VIP);
    assertThat(once.replace()).isFalse();
    assertThat(again.replace()).isTrue();
  }

  @Test
  void aWorkspaceIsPut() {
    String event = "{'action':'put-workspace','workspace':" + WORKSPACE;

    Command.PutWorkspace once = (Command.PutWorkspace) command(event + "}");
    Command.PutWorkspace again = (Command.PutWorkspace) command(event + ",'acceptNewTarget':true}");

    assertThat(once.workspace().mode()).isEqualTo(DeliveryMode.ATTRIBUTE);
    assertThat(once.acceptNewTarget()).isFalse();
    assertThat(again.acceptNewTarget()).isTrue();
  }

  static Stream<Arguments> wrongEvents() {
    return Stream.of(
        Arguments.of("{}", List.of("action")),
        Arguments.of("{'action':null}", List.of("action")),
        Arguments.of("{'action':7}", List.of("action")),
        Arguments.of("{'action':'Import'}", List.of("action")),
        Arguments.of("[]", List.of("event")),
        Arguments.of("null", List.of("event")),
        Arguments.of("'sweep'", List.of("event")),
        Arguments.of("{'detail-type':'Object Created','detail':{}}", List.of("detail-type")),
        Arguments.of("{'detail-type':7}", List.of("detail-type")),
        Arguments.of("{'detail-type':'Scheduled Event','detail':[]}", List.of("detail")),
        Arguments.of(
            "{'detail-type':'Scheduled Event','detail':{'workspaceId':'acme'}}",
            List.of("detail.cohortId")),
        Arguments.of(
            "{'detail-type':'Scheduled Event','detail':{'cohortId':'vip'}}",
            List.of("detail.workspaceId")),
        Arguments.of(
            "{'detail-type':'Scheduled Event','id':'a/b','time':'now',"
                + "'detail':{'workspaceId':7,'cohortId':''}}",
            List.of("id", "time", "detail.workspaceId", "detail.cohortId")),
        Arguments.of("{'action':'import'}", List.of("workspaceId", "cohortId")),
        Arguments.of(
            event("import", ",'scheduledTime':'9','eventId':'../x'"),
            List.of("scheduledTime", "eventId")),
        Arguments.of(event("import-now", ",'requestedBy':'A\u200Bna'"), List.of("requestedBy")),
        Arguments.of(event("import-now", ",'requestedBy':'\u202EanA'"), List.of("requestedBy")),
        Arguments.of("{'action':'work','workspaceId':'acme'}", List.of("cohortId")),
        Arguments.of("{'action':'work','cohortId':'vip'}", List.of("workspaceId")),
        Arguments.of(
            "{'action':'import-now','dryRun':'yes','fullRefresh':1,'confirmRemovals':'x',"
                + "'clientToken':'','wait':'no'}",
            List.of(
                "workspaceId",
                "cohortId",
                "requestedBy",
                "clientToken",
                "dryRun",
                "fullRefresh",
                "confirmRemovals",
                "wait")),
        Arguments.of("{'action':'put-schedule'}", List.of("schedule")),
        Arguments.of("{'action':'put-schedule','schedule':'x'}", List.of("schedule")),
        Arguments.of(
            "{'action':'put-schedule','replace':1,'schedule':{'cohortName':5,'cadence':{}}}",
            List.of(
                "replace",
                "schedule.workspaceId",
                "schedule.cohortId",
                "schedule.cohortName",
                "schedule.cadence.type",
                "schedule.timeZone",
                "schedule.recipients")),
        Arguments.of(
            "{'action':'put-workspace','workspace':{'mode':'x','key':'k'}}",
            List.of(
                "workspace.workspaceId",
                "workspace.restEndpoint",
                "workspace.mode",
                "workspace.key")),
        Arguments.of(
            event("cancel-schedule", ",'drain':1,'stopRunning':2"),
            List.of("drain", "stopRunning")),
        Arguments.of(event("get-execution", ""), List.of("executionId")),
        Arguments.of(event("get-execution", ",'executionId':'s-../../x'"), List.of("executionId")),
        Arguments.of(event("get-execution", ",'executionId':'y-1'"), List.of("executionId")),
        Arguments.of(
            event("history", ",'limit':0,'outcome':'OK','nextToken':5"),
            List.of("limit", "outcome", "nextToken")),
        Arguments.of(event("history", ",'limit':101"), List.of("limit")),
        Arguments.of("{'action':'list-schedules'}", List.of("workspaceId")),
        Arguments.of(
            "{'action':'list-schedules','workspaceId':'a','limit':1001,'nextToken':'#value#x'}",
            List.of("limit", "nextToken")),
        Arguments.of("{'action':'forget-workspace','workspaceId':'acme'}", List.of("confirm")),
        Arguments.of(
            "{'action':'forget-workspace','workspaceId':'acme','confirm':'Acme'}",
            List.of("confirm")));
  }

  @ParameterizedTest
  @MethodSource("wrongEvents")
  void everyWrongFieldOfAnEventIsNamedAtOnce(String event, List<String> fields) {
    assertThat(wrongFields(event)).isEqualTo(fields);
  }

  @Test
  void anUnknownActionIsAnsweredWithTheActions() {
    String message = errors(read("{'action':'importnow'}")).get(0).message();

    assertThat(message).endsWith("; did you mean import-now?");
    assertThat(message).contains(Arrays.stream(Action.values()).map(Action::wireName).toList());
    assertThat(errors(read("{}")).get(0).message()).contains("sweep, work, import, import-now");
  }

  @Test
  void aOneTimeScheduleInThePastIsRefused() {
    String past =
        SCHEDULE.replace("'DAILY','timeOfDay':'09:00'", "'ONE_TIME','at':'2026-11-22T09:00'");

    assertThat(errors(read("{'action':'put-schedule','schedule':" + past + "}")))
        .containsExactly(
            new FieldError("schedule.cadence.at", "is in the past; leave it out to import now"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-22T09:15:01Z", "2031-01-01T00:00:00Z"})
  void aScheduledTimeFarAheadIsRefusedBecauseItWouldHoldBackWhatComesBefore(String time) {
    String message = "must be at most 15 minutes ahead of the time at which the event is read";

    assertThat(errors(read(event("import", ",'scheduledTime':'" + time + "'"))))
        .containsExactly(new FieldError("scheduledTime", message));
    assertThat(errors(read(ruleEvent(time)))).containsExactly(new FieldError("time", message));
  }

  @Test
  void aClockMayBeAQuarterOfAnHourAheadAndATickAsMuchAsItLikes() {
    Instant ahead = Instant.parse("2026-11-22T09:15:00Z");

    assertThat(command(ruleEvent(ahead.toString())))
        .isEqualTo(new Command.Import(VIP, REQUEST, Optional.of(ahead)));
    assertThat(command("{'detail-type':'Scheduled Event','time':'2031-01-01T00:00:00Z'}"))
        .isEqualTo(new Command.Sweep());
  }

  private static String ruleEvent(String time) {
    return "{'detail-type':'Due','time':'"
        + time
        + "','detail':{'workspaceId':'acme','cohortId':'vip'}}";
  }

  static Stream<String> hostileIds() {
    return Stream.of(
        "../other",
        "..",
        ".hidden",
        "a/b",
        "a\\b",
        "a b",
        "a\r\nb",
        "a\u0000",
        "a\n",
        "#value#x",
        "ä",
        "a\u202eb",
        "-a",
        "",
        " ",
        "x".repeat(65),
        "x".repeat(10_240),
        "a%2Fb",
        "{}",
        "*");
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void aHostileIdNeitherPassesNorIsRepeated(String id) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("action", "import").put("workspaceId", id).put("cohortId", id);

    List<FieldError> errors = errors(reader.read(event, REQUEST));

    assertThat(errors).extracting(FieldError::field).containsExactly("workspaceId", "cohortId");
    assertThat(errors)
        .allSatisfy(
            error ->
                assertThat(error.message())
                    .hasSizeLessThan(200)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
  }

  @Test
  void anIdHasUpToSixtyFourCharacters() {
    String id = "x".repeat(64);

    assertThat(command("{'action':'get-workspace','workspaceId':'" + id + "'}"))
        .isEqualTo(new Command.GetWorkspace(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{'action':'sweep'",
        "{'action':'sweep'}}",
        "{'action':'sweep'} {'action':'work'}",
        "{'action':'sweep',}",
        "{action:'sweep'}",
        "{'action':'sweep','action':'work'}",
        "{'a':NaN}",
        "\u0000"
      })
  void brokenJsonIsInvalid(String event) {
    assertThat(wrongFields(event)).containsExactly("event");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void c19AnEmptyPayloadIsCalledEmpty(String event) {
    assertThat(errors(read(event)).get(0).message()).startsWith("is empty; it must be a JSON");
  }

  @Test
  void brokenJsonIsNamedByLineAndColumnAndNotRepeated() {
    String message = errors(read("{'action':'sweep',\n  'b': secret}")).get(0).message();

    assertThat(message).contains("at line 2, column ").doesNotContain("secret");
  }

  @Test
  void bytesThatAreNoTextAreInvalid() {
    byte[] latin1 = "{\"action\":\"süß\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(errors(reader.read(latin1, REQUEST)))
        .extracting(FieldError::field)
        .containsExactly("event");
  }

  @Test
  void x6AnEventHasAtMostOneMegabyte() {
    String most = event("get-schedule", ",'x':'");
    String padding = "x".repeat(EventText.MAX_BYTES - most.length() - 1);

    assertThat(wrongFields(most + padding.substring(1) + "'}")).containsExactly("x");
    assertThat(wrongFields(most + padding + "'}")).containsExactly("event");
  }

  @Test
  void aFullMegabyteOfUnknownFieldsIsAnsweredBriefly() {
    StringBuilder schedule = new StringBuilder("{'action':'put-schedule','schedule':{'a':1");
    for (int i = 0; i < 60_000; i++) {
      schedule.append(",'field").append(i).append("':1");
    }

    List<FieldError> errors = errors(read(schedule.append("}}").toString()));

    assertThat(errors).hasSizeLessThan(110);
  }

  @Test
  void x6AnEventHasAtMost64Levels() {
    String open = "{'a':".repeat(62);
    String close = "}".repeat(62);

    assertThat(wrongFields("{'action':'sweep','x':{'y':" + open + "1" + close + "}}"))
        .containsExactly("x");
    assertThat(wrongFields("{'action':'sweep','x':{'y':" + open + "{}" + close + "}}"))
        .containsExactly("event");
    assertThat(wrongFields("[".repeat(500_000))).containsExactly("event");
  }

  @Test
  void aTreeHasAtMost64Levels() {
    assertThat(errors(reader.read(nested(62), REQUEST)).get(0).field()).isEqualTo("x");
    assertThat(errors(reader.read(nested(63), REQUEST)).get(0).field()).isEqualTo("event");
    assertThat(errors(reader.read(nested(1_000_000), REQUEST)).get(0).field()).isEqualTo("event");
  }

  /** An event with so many lists in one another, and 2 levels around them. */
  private static ObjectNode nested(int lists) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("action", "sweep");
    ArrayNode inner = event.putObject("x").putArray("y");
    for (int i = 1; i < lists; i++) {
      inner = inner.addArray();
    }
    return event;
  }

  @Test
  void nothingIsNoEvent() {
    JsonNode nothing = MissingNode.getInstance();

    assertThat(errors(reader.read(nothing, REQUEST)).get(0).field()).isEqualTo("event");
  }

  @Test
  void whatIsTypedIsStrongerThanTheFileBesideIt() {
    ObjectNode typed = JsonNodeFactory.instance.objectNode().put("action", "put-schedule");
    typed
        .putObject("schedule")
        .put("cohortName", "Typed")
        .putObject("cadence")
        .put("timeOfDay", "10:00");
    byte[] file =
        ("{'action':'sweep','schedule':" + SCHEDULE + "}").replace('\'', '"').getBytes(UTF_8);

    Command command = ((Reading.Valid) reader.read(file, typed, REQUEST)).command();

    assertThat(((Command.PutSchedule) command).schedule().cohortName()).isEqualTo("Typed");
    assertThat(((Command.PutSchedule) command).schedule().cadence().toString()).contains("10:00");
  }

  @Test
  void anInvalidReadingHasAnError() {
    assertThatThrownBy(() -> new Reading.Invalid(List.of(), EventSubject.UNKNOWN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

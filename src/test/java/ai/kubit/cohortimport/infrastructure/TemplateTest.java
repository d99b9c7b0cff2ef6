package ai.kubit.cohortimport.infrastructure;

import static ai.kubit.cohortimport.infrastructure.Template.list;
import static ai.kubit.cohortimport.infrastructure.Template.map;
import static ai.kubit.cohortimport.infrastructure.Template.texts;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.app.ImporterConfig;
import ai.kubit.cohortimport.local.Documents;
import ai.kubit.cohortimport.local.aws.LocalDynamo;
import ai.kubit.cohortimport.telemetry.Metric;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * What is deployed is what the code needs: no permission, setting or metric more, and none less.
 */
class TemplateTest {
  /** With every choice taken: what may stand in it at most. */
  private static final Template TEMPLATE = Template.read().with(DeploymentChoicesTest.EVERYTHING);

  private static final String SDK = "software.amazon.awssdk.services.";

  /** Every {@code *} in the role, and why it must be there. */
  private static final Map<String, String> WILDCARDS =
      Map.of(
          "${Exports.Arn}/exports/*", "the keys of exports hold the ids of all cohorts",
          "${State.Arn}/state/*", "the keys of state hold the ids of all cohorts",
          "exports/*", "the condition on what may be listed of the exports",
          "state/*", "the condition on what may be listed of the state",
          "parameter${KeyPrefix}/*", "the names of keys hold the ids of all workspaces",
          "parameter/aws/reference/secretsmanager${KeyPrefix}/*", "the same, in Secrets Manager",
          "secret:${Name}/*", "the same; and Secrets Manager ends each ARN by chance",
          "log-group:/kubit-cohort-import/${Stage}:*", "AWS names log streams no other way",
          "*", "network interfaces and traces have no names before they are made");

  /** The statements that AWS wants to be about everything, and {@link DeploymentChoicesTest}. */
  private static final Set<String> ABOUT_EVERYTHING =
      Set.of("ReachTheNetwork", "NotTheProgram", "Trace");

  /** The event that {@code EventFilesIT} sends to the program. */
  private static final Path TICK = Path.of("src", "main", "events", "tick.json");

  /** Local use, and the length of a leg, which Lambda itself knows best. */
  private static final Set<String> NOT_DEPLOYED =
      Set.of("KUBIT_BRAZE_URL", "KUBIT_BRAZE_CA_FILE", "KUBIT_LOCAL_KEY", "KUBIT_LEG_LIMIT");

  /** What each call of an AWS client needs. */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("DynamoDbClient.getItem", "dynamodb:GetItem"),
          Map.entry("DynamoDbClient.putItem", "dynamodb:PutItem"),
          Map.entry("DynamoDbClient.deleteItem", "dynamodb:DeleteItem"),
          Map.entry("DynamoDbClient.query", "dynamodb:Query"),
          Map.entry("DynamoDbClient.queryPaginator", "dynamodb:Query"),
          Map.entry("TransactWriteItem$Builder.put", "dynamodb:PutItem"),
          Map.entry("TransactWriteItem$Builder.delete", "dynamodb:DeleteItem"),
          Map.entry("S3Client.listObjectsV2Paginator", "s3:ListBucket"),
          Map.entry("S3Client.headObject", "s3:GetObject"),
          Map.entry("S3Client.getObject", "s3:GetObject"),
          Map.entry("S3Client.getObjectAsBytes", "s3:GetObject"),
          Map.entry("S3Client.putObject", "s3:PutObject"),
          Map.entry("S3Client.deleteObjects", "s3:DeleteObject"),
          Map.entry("SsmClient.getParameter", "ssm:GetParameter"),
          Map.entry("SesClient.sendRawEmail", "ses:SendRawEmail"),
          Map.entry("LambdaClient.invoke", "lambda:InvokeFunction"));

  /** Calls that reach no service by themselves: what a transaction holds is listed above. */
  private static final Set<String> NO_ACTION =
      Set.of("DynamoDbClient.transactWriteItems", "S3Client.builder", "LambdaClient.builder");

  /** What Lambda needs to do in the role's name. */
  private static final Set<String> OF_LAMBDA =
      Set.of(
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "sqs:SendMessage",
          "secretsmanager:GetSecretValue",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
          "ec2:CreateNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:DeleteNetworkInterface",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses",
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords");

  // Permissions

  @Test
  void theRoleAllowsWhatTheCodeCallsAndNothingElse() {
    Set<String> allowed = new TreeSet<>();
    for (Map<String, Object> statement : TEMPLATE.statementsOfTheRole()) {
      if (statement.get("Effect").equals("Allow")) {
        list(statement.get("Action")).forEach(action -> allowed.add((String) action));
      }
    }
    Set<String> needed = new TreeSet<>(OF_LAMBDA);
    for (String call : callsOfAws()) {
      if (!NO_ACTION.contains(call)) {
        assertThat(ACTIONS).as("what %s needs is not known here", call).containsKey(call);
        needed.add(ACTIONS.get(call));
      }
    }
    assertThat(allowed).isEqualTo(needed);
  }

  @Test
  void d32TheWorkspacesAllowWhatTheirAdapterCallsAndNothingElse() {
    Set<String> allowed = new TreeSet<>();
    for (Map<String, Object> statement : TEMPLATE.statementsOfTheRole()) {
      if (!texts(statement.get("Resource"), "Workspaces.Arn"::equals).isEmpty()) {
        list(statement.get("Action")).forEach(action -> allowed.add((String) action));
      }
    }

    assertThat(allowed)
        .isEqualTo(
            callsOfAws("ai.kubit.cohortimport.workspace").stream()
                .filter(call -> call.startsWith("DynamoDbClient."))
                .map(ACTIONS::get)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Set<String> callsOfAws() {
    return callsOfAws("ai.kubit.cohortimport");
  }

  private static Set<String> callsOfAws(String ofPackage) {
    Set<String> calls = new TreeSet<>();
    for (JavaClass javaClass :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ofPackage)) {
      for (JavaMethodCall call : javaClass.getMethodCallsFromSelf()) {
        String owner = call.getTargetOwner().getFullName();
        String name = owner.substring(owner.lastIndexOf('.') + 1);
        if (owner.startsWith(SDK)
            && (name.endsWith("Client") || name.equals("TransactWriteItem$Builder"))
            && !call.getName().equals("build")
            && !call.getName().equals("close")) {
          calls.add(name + "." + call.getName());
        }
      }
    }
    return calls;
  }

  @Test
  void everyStatementOfTheRoleNamesItsActionsAndResources() {
    for (Map<String, Object> statement : TEMPLATE.statementsOfTheRole()) {
      assertThat(statement).containsKeys("Sid", "Effect", "Action", "Resource");
      assertThat(statement).doesNotContainKeys("NotAction", "NotResource", "Principal");
      assertThat(texts(statement.get("Action"), action -> action.contains("*"))).isEmpty();
      assertThat(texts(statement, "*"::equals).isEmpty())
          .as("%s", statement)
          .isNotEqualTo(ABOUT_EVERYTHING.contains(statement.get("Sid")));
    }
  }

  @Test
  void everyWildcardIsJustifiedAndInUse() {
    Set<String> found = new TreeSet<>();
    List<Map<String, Object>> statements = new ArrayList<>(TEMPLATE.statementsOfTheRole());
    statements.addAll(Template.read().with(Map.of()).statementsOfTheRole());
    for (Map<String, Object> statement : statements) {
      for (String text : texts(statement, text -> text.contains("*"))) {
        found.add(
            text.replace(
                "arn:${AWS::Partition}:"
                    + text.replaceAll("^arn:\\$\\{AWS::Partition}:([a-z]+):.*", "$1")
                    + ":${AWS::Region}:${AWS::AccountId}:",
                ""));
      }
    }
    assertThat(found).isEqualTo(new TreeSet<>(WILDCARDS.keySet()));
  }

  @Test
  void mailsAreSentFromTheOneAddressOnly() {
    assertThat(statement("SendMails").get("Condition"))
        .isEqualTo(Map.of("StringEquals", Map.of("ses:FromAddress", Map.of("Ref", "MailFrom"))));
  }

  @Test
  void theFunctionInvokesNothingButItsOwnAlias() {
    Map<String, Object> function = TEMPLATE.properties("Function");
    String name = (String) map(function.get("FunctionName")).get("Fn::Sub");
    assertThat(texts(statement("StartWorkers").get("Resource"), text -> true))
        .singleElement()
        .asString()
        .endsWith(":function:" + name + ":" + function.get("AutoPublishAlias"));
  }

  private static Map<String, Object> statement(String sid) {
    return TEMPLATE.statementsOfTheRole().stream()
        .filter(statement -> statement.get("Sid").equals(sid))
        .findFirst()
        .orElseThrow();
  }

  // Outputs

  /** The command line's block, and the queries of the runbook. */
  @Test
  void everyOutputThatTheDocumentsAskForIsThere() {
    Set<String> asked = new TreeSet<>();
    Matcher out =
        Pattern.compile("\\$\\(out (\\w+)\\)|OutputKey=='(\\w+)'").matcher(Documents.text());
    while (out.find()) {
      asked.add(out.group(1) == null ? out.group(2) : out.group(1));
    }
    assertThat(asked).contains("KeyPrefix", "MailFrom", "DeadLetterQueue");
    assertThat(map(TEMPLATE.everything().get("Outputs")))
        .containsKeys(asked.toArray(String[]::new));
  }

  /** The command line reads the keys where the function does, and sends mails in the same name. */
  @Test
  void theCommandLineGetsWhatTheFunctionHas() {
    Map<String, Object> outputs = map(TEMPLATE.everything().get("Outputs"));
    Map<String, Object> variables =
        map(map(TEMPLATE.properties("Function").get("Environment")).get("Variables"));
    assertThat(map(outputs.get("KeyPrefix")).get("Value"))
        .isEqualTo(variables.get("KUBIT_KEY_PREFIX"));
    assertThat(map(outputs.get("MailFrom")).get("Value"))
        .isEqualTo(variables.get("KUBIT_MAIL_FROM"));
    assertThat(map(outputs.get("MailReplyTo")).get("Value"))
        .isEqualTo(variables.get("KUBIT_MAIL_REPLY_TO"));
  }

  // The function

  @Test
  void itIsWhatTheNativeBuildMakesAndNoOther() throws IOException {
    Map<String, Object> function = TEMPLATE.properties("Function");
    String zip = (String) function.get("CodeUri");
    assertThat(zip).isEqualTo("target/native/function.zip");
    assertThat(function.get("Runtime")).isEqualTo("provided.al2023");
    assertThat(map(TEMPLATE.parameters().get("Architecture")).get("Default")).isEqualTo("x86_64");

    String build = Files.readString(Path.of("pom.xml"));
    String ofTheNativeProfile =
        build.substring(build.indexOf("<id>native</id>"), build.indexOf("<id>native-x86</id>"));
    assertThat(ofTheNativeProfile).contains("${project.build.directory}/native<");
    assertThat(build.replace(ofTheNativeProfile, "")).doesNotContain("directory}/native<");
  }

  @Test
  void itsEnvironmentIsEverySettingAndNoOther() {
    Map<String, Object> environment = map(TEMPLATE.properties("Function").get("Environment"));
    Set<String> settings =
        Arrays.stream(ImporterConfig.class.getDeclaredMethods())
            .map(TemplateTest::variable)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(settings).containsAll(NOT_DEPLOYED);
    settings.removeAll(NOT_DEPLOYED);
    settings.add("DISABLE_SIGNAL_HANDLERS"); // Quarkus reads it
    settings.add("QUARKUS_LOG_CATEGORY__AI_KUBIT__LEVEL"); // and this

    assertThat(map(environment.get("Variables")).keySet()).isEqualTo(settings);
  }

  private static String variable(Method setting) {
    return "KUBIT_" + setting.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  @Test
  void onlyTheSweepTriesAgain() {
    Map<String, Object> config = map(TEMPLATE.properties("Function").get("EventInvokeConfig"));
    assertThat(config.get("MaximumRetryAttempts")).isEqualTo(0);
    assertThat(texts(config, "DeadLetters.Arn"::equals)).hasSize(1);
  }

  @Test
  void theSchedulerSendsTheTickEveryMinute() throws IOException {
    Map<String, Object> event = map(map(TEMPLATE.properties("Function").get("Events")).get("Tick"));
    Map<String, Object> tick = map(event.get("Properties"));
    assertThat(event.get("Type")).isEqualTo("ScheduleV2");
    assertThat(tick.get("ScheduleExpression")).isEqualTo("rate(1 minute)");
    assertThat(new ObjectMapper().readTree((String) tick.get("Input")))
        .isEqualTo(new ObjectMapper().readTree(Files.readString(TICK)));
    assertThat(texts(tick.get("DeadLetterConfig"), "DeadLetters.Arn"::equals)).hasSize(1);
    assertThat(map(tick.get("RetryPolicy")).get("MaximumEventAgeInSeconds")).isEqualTo(60);
    assertThat(tick.get("RoleArn")).isEqualTo(Map.of("Fn::GetAtt", "TickRole.Arn"));
  }

  @Test
  void theSchedulerMayInvokeTheAliasAndLeaveDeadLettersAndNothingElse() {
    List<Map<String, Object>> statements = TEMPLATE.statementsOf("TickRole");
    assertThat(statements)
        .extracting(statement -> statement.get("Action"))
        .containsExactly(
            "lambda:InvokeFunction",
            "sqs:SendMessage",
            List.of("kms:Decrypt", "kms:GenerateDataKey"));
    assertThat(statements.get(0).get("Resource"))
        .isEqualTo(statement("StartWorkers").get("Resource"));
    assertThat(statements.get(1).get("Resource"))
        .isEqualTo(Map.of("Fn::GetAtt", "DeadLetters.Arn"));
  }

  // Tables and buckets

  @Test
  void theTablesAreThoseThatTheTestsUse() {
    LocalDynamo.TableNames names =
        new LocalDynamo.TableNames("Schedules", "Executions", "Workspaces");
    for (CreateTableRequest local : LocalDynamo.tables(names)) {
      Map<String, Object> table = TEMPLATE.properties(local.tableName());
      assertThat(attributes(table)).as(local.tableName()).isEqualTo(attributes(local));
      assertThat(key(table)).as(local.tableName()).isEqualTo(key(local.keySchema()));
      assertThat(indexes(table)).as(local.tableName()).isEqualTo(indexes(local));
      assertThat(table.get("BillingMode")).isEqualTo(local.billingModeAsString());
    }
    assertThat(TEMPLATE.resources("AWS::DynamoDB::Table")).hasSize(3);
  }

  private static Map<String, String> attributes(Map<String, Object> table) {
    Map<String, String> attributes = new TreeMap<>();
    list(table.get("AttributeDefinitions"))
        .forEach(
            attribute ->
                attributes.put(
                    (String) map(attribute).get("AttributeName"),
                    (String) map(attribute).get("AttributeType")));
    return attributes;
  }

  private static Map<String, String> attributes(CreateTableRequest table) {
    Map<String, String> attributes = new TreeMap<>();
    table
        .attributeDefinitions()
        .forEach(
            attribute ->
                attributes.put(attribute.attributeName(), attribute.attributeTypeAsString()));
    return attributes;
  }

  private static List<String> key(Map<String, Object> table) {
    return list(table.get("KeySchema")).stream()
        .map(part -> map(part).get("AttributeName") + " " + map(part).get("KeyType"))
        .toList();
  }

  private static List<String> key(List<KeySchemaElement> schema) {
    return schema.stream().map(part -> part.attributeName() + " " + part.keyType()).toList();
  }

  private static Set<String> indexes(Map<String, Object> table) {
    return Stream.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
        .filter(table::containsKey)
        .flatMap(kind -> list(table.get(kind)).stream())
        .map(
            index ->
                map(index).get("IndexName")
                    + " "
                    + key(map(index))
                    + " "
                    + map(map(index).get("Projection")).get("ProjectionType"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> indexes(CreateTableRequest table) {
    Stream<String> global =
        table.globalSecondaryIndexes().stream()
            .map(
                index ->
                    index.indexName()
                        + " "
                        + key(index.keySchema())
                        + " "
                        + index.projection().projectionTypeAsString());
    Stream<String> local =
        table.localSecondaryIndexes().stream()
            .map(
                index ->
                    index.indexName()
                        + " "
                        + key(index.keySchema())
                        + " "
                        + index.projection().projectionTypeAsString());
    return Stream.concat(global, local).collect(Collectors.toCollection(TreeSet::new));
  }

  /** {@code DynamoCohortStoreTest} sees that executions carry it. */
  @Test
  void executionsExpireByTheAttributeThatTheyCarry() {
    assertThat(TEMPLATE.properties("Executions").get("TimeToLiveSpecification"))
        .isEqualTo(Map.of("AttributeName", "expiresAt", "Enabled", true));
  }

  @Test
  void whatHoldsDataOutlivesAMistakeWithTheStack() {
    Map<String, Map<String, Object>> holders =
        new TreeMap<>(TEMPLATE.resources("AWS::DynamoDB::Table"));
    holders.putAll(TEMPLATE.resources("AWS::S3::Bucket"));
    assertThat(holders).hasSize(5);
    holders.forEach(
        (name, resource) -> {
          assertThat(resource.get("DeletionPolicy")).as(name).isEqualTo("RetainExceptOnCreate");
          assertThat(resource.get("UpdateReplacePolicy")).as(name).isEqualTo("Retain");
        });
  }

  @Test
  void everyTableIsEncryptedAndCanBeSetBack() {
    TEMPLATE
        .resources("AWS::DynamoDB::Table")
        .forEach(
            (name, table) -> {
              Map<String, Object> properties = map(table.get("Properties"));
              assertThat(map(properties.get("SSESpecification")))
                  .as(name)
                  .containsEntry("SSEEnabled", true);
              assertThat(properties.get("PointInTimeRecoverySpecification"))
                  .as(name)
                  .isEqualTo(Map.of("PointInTimeRecoveryEnabled", true));
            });
  }

  @Test
  void everyBucketIsClosedEncryptedAndVersioned() {
    TEMPLATE
        .resources("AWS::S3::Bucket")
        .forEach(
            (name, bucket) -> {
              Map<String, Object> properties = map(bucket.get("Properties"));
              assertThat(map(properties.get("PublicAccessBlockConfiguration")).values())
                  .as(name)
                  .hasSize(4)
                  .containsOnly(true);
              assertThat(properties).containsKey("BucketEncryption");
              assertThat(properties.get("VersioningConfiguration"))
                  .isEqualTo(Map.of("Status", "Enabled"));
              assertThat(tlsOnly(name)).as("%s refuses plain HTTP", name).isTrue();
            });
  }

  private static boolean tlsOnly(String bucket) {
    return TEMPLATE.resources("AWS::S3::BucketPolicy").values().stream()
        .map(policy -> map(policy.get("Properties")))
        .filter(policy -> policy.get("Bucket").equals(Map.of("Ref", bucket)))
        .flatMap(policy -> Template.statements(policy).stream())
        .anyMatch(
            statement ->
                "Deny".equals(statement.get("Effect"))
                    && "*".equals(statement.get("Principal"))
                    && Map.of("Bool", Map.of("aws:SecureTransport", "false"))
                        .equals(statement.get("Condition")));
  }

  /** A membership may be as old as its cohort, and is lost with any of its files. */
  @Test
  void nothingOfTheStateExpiresByAge() {
    assertThat(texts(TEMPLATE.properties("State"), text -> true)).isNotEmpty();
    list(map(TEMPLATE.properties("State").get("LifecycleConfiguration")).get("Rules"))
        .forEach(
            rule ->
                assertThat(map(rule))
                    .doesNotContainKeys(
                        "ExpirationInDays", "ExpirationDate", "Transitions", "Transition"));
  }

  @Test
  void theLogIsNotKeptForEver() {
    assertThat(TEMPLATE.properties("Log").get("RetentionInDays"))
        .isEqualTo(Map.of("Ref", "LogRetentionDays"));
    assertThat(map(TEMPLATE.properties("Function").get("LoggingConfig")))
        .containsEntry("LogFormat", "JSON")
        .containsEntry("LogGroup", Map.of("Ref", "Log"));
  }

  // Alarms

  @Test
  void everyAlarmLooksAtAMetricThatThereIs() {
    Set<String> ours =
        Arrays.stream(Metric.values()).map(Metric::wireName).collect(Collectors.toSet());
    alarms()
        .forEach(
            (name, alarm) -> {
              String metric = (String) alarm.get("MetricName");
              switch ((String) alarm.get("Namespace")) {
                case "KubitCohortImport" -> {
                  assertThat(ours).as(name).contains(metric);
                  assertThat(alarm.get("Dimensions"))
                      .as(name)
                      .isEqualTo(List.of(Map.of("Name", "Stage", "Value", Map.of("Ref", "Stage"))));
                }
                case "AWS/Lambda" -> assertThat(metric).as(name).isIn("Errors", "Duration");
                case "AWS/SQS" ->
                    assertThat(metric).as(name).isEqualTo("ApproximateNumberOfMessagesVisible");
                default -> throw new AssertionError(name + " looks at " + alarm.get("Namespace"));
              }
            });
  }

  @Test
  void everyAlarmDecidesAboutMissingData() {
    alarms()
        .forEach(
            (name, alarm) ->
                assertThat(alarm).as(name).containsKeys("TreatMissingData", "AlarmDescription"));
  }

  /** Whoever is woken reads why in the alarm and what to do in the runbook. */
  @Test
  void anAlarmIsUrgentByTopicByWordsAndInTheRunbookOrByNone() {
    String runbook = Documents.read(Documents.PAGES.resolve("runbook.md"));
    Set<String> urgent = new TreeSet<>();
    alarms()
        .forEach(
            (name, alarm) -> {
              boolean wakes = alarm.get("AlarmActions").equals(List.of(Map.of("Ref", "Alarms")));
              if (wakes) {
                urgent.add(name);
              } else {
                assertThat(alarm.get("AlarmActions"))
                    .as(name)
                    .isEqualTo(List.of(Map.of("Ref", "Notices")));
              }
              assertThat(alarm.get("OKActions")).as(name).isEqualTo(alarm.get("AlarmActions"));
              assertThat(((String) alarm.get("AlarmDescription")).startsWith("URGENT. "))
                  .as(name)
                  .isEqualTo(wakes);
              assertThat(runbook)
                  .as(name)
                  .contains("| `" + entry(alarm) + "` | " + (wakes ? "**urgent**" : "can wait"));
            });
    assertThat(urgent).containsExactly("BacklogAlarm", "NoTickAlarm");
    assertThat(TEMPLATE.resources("AWS::SNS::Topic")).hasSize(2);
  }

  private static String entry(Map<String, Object> alarm) {
    String name = (String) map(alarm.get("AlarmName")).get("Fn::Sub");
    return name.replace("kubit-cohort-import-${Stage}-", "");
  }

  @Test
  void silenceIsAnAlarm() {
    Map<String, Object> noTick = alarms().get("NoTickAlarm");
    assertThat(noTick.get("MetricName")).isEqualTo("SweepCompleted");
    assertThat(noTick.get("TreatMissingData")).isEqualTo("breaching");
  }

  @Test
  void theAlarmOnDurationComesBeforeTheTimeout() {
    int timeout = (int) TEMPLATE.properties("Function").get("Timeout");
    assertThat((int) alarms().get("DurationAlarm").get("Threshold"))
        .isBetween(timeout * 900, timeout * 1000 - 1);
  }

  @Test
  void theDashboardShowsEveryMetricOfOurs() throws IOException {
    String body =
        (String) map(TEMPLATE.properties("Dashboard").get("DashboardBody")).get("Fn::Sub");
    Set<String> shown = new TreeSet<>();
    for (JsonNode widget : new ObjectMapper().readTree(body).path("widgets")) {
      for (JsonNode metric : widget.path("properties").path("metrics")) {
        if (metric.path(0).asText().equals(Metric.NAMESPACE)) {
          shown.add(metric.path(1).asText());
        }
      }
    }
    assertThat(shown)
        .isEqualTo(
            Arrays.stream(Metric.values())
                .map(Metric::wireName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Map<String, Map<String, Object>> alarms() {
    Map<String, Map<String, Object>> alarms = new TreeMap<>();
    TEMPLATE
        .resources("AWS::CloudWatch::Alarm")
        .forEach((name, alarm) -> alarms.put(name, map(alarm.get("Properties"))));
    assertThat(alarms).hasSizeGreaterThan(8);
    return alarms;
  }

  // Parameters

  @Test
  void theExamplesOfDeploymentsFitTheParameters() throws IOException {
    Matcher override =
        Pattern.compile("\"([A-Z][A-Za-z]+)=([^\"]*)\"")
            .matcher(Files.readString(Path.of("samconfig.toml")));
    List<String> seen = new ArrayList<>();
    while (override.find()) {
      Map<String, Object> parameter = map(TEMPLATE.parameters().get(override.group(1)));
      assertThat(parameter).as(override.group()).isNotNull();
      if (parameter.containsKey("AllowedPattern")) {
        assertThat(override.group(2)).matches((String) parameter.get("AllowedPattern"));
      }
      if (parameter.containsKey("AllowedValues")) {
        assertThat(texts(map(Map.of("v", strings(parameter))), override.group(2)::equals))
            .as(override.group())
            .hasSize(1);
      }
      seen.add(override.group(1));
    }
    assertThat(seen).contains("Stage", "MailFrom", "MailIdentity", "AlarmMail");
  }

  private static List<String> strings(Map<String, Object> parameter) {
    return list(parameter.get("AllowedValues")).stream().map(Object::toString).toList();
  }

  @Test
  void everyParameterIsExplainedInTheDocuments() {
    String documents = Documents.text();
    TEMPLATE
        .parameters()
        .forEach(
            (name, parameter) -> {
              assertThat(map(parameter)).as(name).containsKey("Description");
              assertThat(documents).contains("| `" + name + "` |");
            });
  }
}

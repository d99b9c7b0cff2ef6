package ai.kubit.cohortimport.infrastructure;

import static ai.kubit.cohortimport.infrastructure.Template.list;
import static ai.kubit.cohortimport.infrastructure.Template.map;
import static ai.kubit.cohortimport.infrastructure.Template.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each choice of a deployment changes what it names, and is left out where nobody made it. */
class DeploymentChoicesTest {
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1a2b";
  private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";
  private static final String WRITER = "arn:aws:iam::210987654321:role/kubit";
  private static final Map<String, Object> KEY_REF = Map.of("Ref", "DataKeyArn");
  private static final Map<String, Object> BOUNDARY_REF = Map.of("Ref", "PermissionsBoundaryArn");

  /** Every choice taken at once. */
  static final Map<String, String> EVERYTHING =
      Map.ofEntries(
          Map.entry("MailReplyTo", "data-team@example.com"),
          Map.entry("AlarmMail", "oncall@example.com"),
          Map.entry("NoticeMail", "team@example.com"),
          Map.entry("ExportWriterArn", WRITER),
          Map.entry("ExportKeyArns", KEY),
          Map.entry("KeyStore", "secrets-manager"),
          Map.entry("KeyEncryptionKeyArn", KEY),
          Map.entry("SubnetIds", "subnet-1,subnet-2"),
          Map.entry("SecurityGroupIds", "sg-1"),
          Map.entry("PermissionsBoundaryArn", BOUNDARY),
          Map.entry("DataKeyArn", KEY),
          Map.entry("ReservedConcurrency", "50"),
          Map.entry("Tracing", "ON"));

  private static final Template READ = Template.read();
  private static final Template PLAIN = READ.with(Map.of());
  private static final Template FULL = READ.with(EVERYTHING);

  private static Template with(String parameter, String value) {
    return READ.with(Map.of(parameter, value));
  }

  private static Map<String, Object> function(Template template) {
    return template.properties("Function");
  }

  private static List<Object> sids(Template template) {
    return template.statementsOfTheRole().stream().map(statement -> statement.get("Sid")).toList();
  }

  @Test
  void withoutAChoiceNothingOfItIsLeft() {
    assertThat(function(PLAIN)).doesNotContainKeys("VpcConfig", "ReservedConcurrentExecutions");
    assertThat(function(PLAIN).get("Tracing")).isEqualTo("PassThrough");
    assertThat(sids(PLAIN))
        .doesNotContain(
            "ReachTheNetwork", "UseTheDataKey", "DecryptExports", "DecryptKeys", "Trace");
    assertThat(texts(map(PLAIN.resources("AWS::IAM::Role")), BOUNDARY_REF.get("Ref")::equals))
        .isEmpty();
    assertThat(PLAIN.resources("AWS::SNS::Subscription")).isEmpty();
  }

  @Test
  void inAVpcTheFunctionHasItsSubnetsAndTheRoleMayReachThem() {
    Template inVpc =
        READ.with(Map.of("SubnetIds", "subnet-1,subnet-2", "SecurityGroupIds", "sg-1"));
    assertThat(function(inVpc).get("VpcConfig"))
        .isEqualTo(
            Map.of(
                "SubnetIds", Map.of("Ref", "SubnetIds"),
                "SecurityGroupIds", Map.of("Ref", "SecurityGroupIds")));
    // Within the role, not beside it: Lambda looks for it before it makes the function.
    assertThat(inVpc.statementsOf("Role"))
        .extracting(statement -> statement.get("Sid"))
        .contains("ReachTheNetwork", "NotTheProgram");
  }

  @Test
  void onlyLambdaMayTouchNetworkInterfacesNotTheProgram() {
    Map<String, Object> denied = statement(FULL, "NotTheProgram");
    assertThat(denied.get("Effect")).isEqualTo("Deny");
    assertThat(denied.get("Action")).isEqualTo(statement(FULL, "ReachTheNetwork").get("Action"));
    assertThat(texts(denied.get("Condition"), text -> true))
        .singleElement()
        .asString()
        .endsWith(":function:kubit-cohort-import-${Stage}");
  }

  private static Map<String, Object> statement(Template template, String sid) {
    return template.statementsOfTheRole().stream()
        .filter(statement -> statement.get("Sid").equals(sid))
        .findFirst()
        .orElseThrow();
  }

  /** SAM makes roles of its own for a schedule and for CodeDeploy, unless it is given some. */
  @Test
  void everyRoleThereIsHasTheBoundaryAndThePath() {
    assertThat(FULL.resources("AWS::IAM::Role").keySet())
        .containsExactly("DeployRole", "Role", "TickRole");
    FULL.resources("AWS::IAM::Role")
        .forEach(
            (name, role) ->
                assertThat(map(role.get("Properties")))
                    .as(name)
                    .containsEntry("PermissionsBoundary", BOUNDARY_REF)
                    .containsEntry("Path", Map.of("Ref", "RolePath")));
    assertThat(map(function(FULL).get("DeploymentPreference")))
        .containsEntry("Role", Map.of("Fn::GetAtt", "DeployRole.Arn"));
    assertThat(texts(function(FULL).get("Events"), "TickRole.Arn"::equals)).hasSize(1);
    assertThat(function(FULL)).containsEntry("Role", Map.of("Fn::GetAtt", "Role.Arn"));
  }

  @Test
  void anOwnKeyEncryptsAllThatIsKept() {
    Map<String, Object> kept = new TreeMap<>();
    for (String type :
        List.of(
            "AWS::DynamoDB::Table",
            "AWS::S3::Bucket",
            "AWS::Logs::LogGroup",
            "AWS::SQS::Queue",
            "AWS::SNS::Topic")) {
      kept.putAll(FULL.resources(type));
    }
    assertThat(kept).hasSize(9);
    kept.forEach(
        (name, resource) ->
            assertThat(texts(resource, KEY_REF.get("Ref")::equals)).as(name).hasSize(1));
    assertThat(texts(map(PLAIN.resources("AWS::DynamoDB::Table")), KEY_REF.get("Ref")::equals))
        .isEmpty();
    assertThat(PLAIN.properties("DeadLetters")).containsEntry("SqsManagedSseEnabled", true);
    assertThat(FULL.properties("DeadLetters")).doesNotContainKey("SqsManagedSseEnabled");
    assertThat(texts(PLAIN.properties("State"), "AES256"::equals)).hasSize(1);
    assertThat(texts(FULL.properties("State"), "aws:kms"::equals)).hasSize(1);
  }

  @Test
  void whoReadsAndWritesWhatAnOwnKeyEncryptsMayUseIt() {
    assertThat(statement(FULL, "UseTheDataKey").get("Resource")).isEqualTo(KEY_REF);
    assertThat(texts(statement(FULL, "UseTheDataKey").get("Condition"), text -> true))
        .containsExactly(
            "dynamodb.${AWS::Region}.${AWS::URLSuffix}",
            "s3.${AWS::Region}.${AWS::URLSuffix}",
            "sqs.${AWS::Region}.${AWS::URLSuffix}");
    assertThat(FULL.statementsOf("TickRole"))
        .anyMatch(statement -> statement.get("Resource").equals(KEY_REF));
    assertThat(PLAIN.statementsOf("TickRole"))
        .noneMatch(statement -> statement.get("Resource").equals(KEY_REF));
  }

  @Test
  void exportsThatACustomerEncryptedAreReadThroughS3Only() {
    Map<String, Object> statement = statement(with("ExportKeyArns", KEY), "DecryptExports");
    assertThat(statement)
        .containsEntry("Action", "kms:Decrypt")
        .containsEntry("Resource", Map.of("Ref", "ExportKeyArns"));
    assertThat(texts(statement.get("Condition"), text -> true))
        .containsExactly("s3.${AWS::Region}.${AWS::URLSuffix}");
  }

  @Test
  void anExportWriterWritesAndLooksBelowItsPrefixOnly() {
    Template written = with("ExportWriterArn", WRITER);
    Map<String, Map<String, Object>> statements = bySid(written.properties("ExportsPolicy"));
    String prefix = "exports/${ExportWriterWorkspace}/*";
    assertThat(statements.get("ExportWriter"))
        .containsEntry("Action", List.of("s3:PutObject", "s3:AbortMultipartUpload"))
        .containsEntry("Resource", Map.of("Fn::Sub", "${Exports.Arn}/" + prefix));
    assertThat(list(statements.get("ExportWriterLooks").get("Action"))).contains("s3:ListBucket");
    assertThat(statements.get("ExportWriterLooks").get("Condition"))
        .isEqualTo(Map.of("StringLike", Map.of("s3:prefix", Map.of("Fn::Sub", prefix))));
    assertThat(bySid(PLAIN.properties("ExportsPolicy"))).containsOnlyKeys("TlsOnly");
  }

  /** One stack for each further writer. */
  @Test
  void aFurtherWriterWritesAndLooksBelowItsWorkspaceOnly() {
    Template writer = Template.read(Path.of("src/main/cloudformation/export-writer.yaml"));
    Map<String, Map<String, Object>> statements = new HashMap<>();
    writer
        .with(Map.of("DataKeyArn", KEY))
        .statementsOf("Writer")
        .forEach(statement -> statements.put((String) statement.get("Sid"), statement));
    String prefix = "exports/${WorkspaceId}/*";
    assertThat(texts(statements.get("Write").get("Resource"), text -> text.endsWith("/" + prefix)))
        .hasSize(1);
    assertThat(texts(statements.get("Look").get("Condition"), prefix::equals)).hasSize(1);
    assertThat(statements).containsOnlyKeys("Write", "Look", "FindTheBucket", "Encrypt");
    assertThat(texts(writer.properties("Writer"), "ExternalId"::equals)).hasSize(1);
  }

  private static Map<String, Map<String, Object>> bySid(Map<String, Object> policy) {
    Map<String, Map<String, Object>> statements = new HashMap<>();
    Template.statements(policy)
        .forEach(statement -> statements.put((String) statement.get("Sid"), statement));
    return statements;
  }

  @Test
  void theQueueAndTheTopicsRefusePlainHttp() {
    for (String policy : List.of("DeadLettersPolicy", "TopicsPolicy")) {
      assertThat(bySid(PLAIN.properties(policy)).get("TlsOnly"))
          .as(policy)
          .containsEntry("Effect", "Deny")
          .containsEntry("Principal", "*")
          .containsEntry("Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    }
    assertThat(bySid(PLAIN.properties("TopicsPolicy")).get("AlarmsOfThisAccount"))
        .containsEntry("Action", "sns:Publish");
  }

  @Test
  void tablesAreProtectedWhereTheDeploymentSaysSo() {
    PLAIN
        .resources("AWS::DynamoDB::Table")
        .forEach(
            (name, table) ->
                assertThat(map(table.get("Properties")))
                    .as(name)
                    .containsEntry(
                        "DeletionProtectionEnabled", Map.of("Ref", "DeletionProtection")));
  }

  @Test
  void tracesAreSentWhereTheDeploymentSaysSo() {
    Template traced = with("Tracing", "ON");
    assertThat(function(traced)).containsEntry("Tracing", "Active");
    assertThat(sids(traced)).contains("Trace");
  }

  @Test
  void whoeverGetsTheUrgentAlarmsGetsTheOthersUnlessSomebodyElseDoes() {
    Template one = with("AlarmMail", "oncall@example.com");
    assertThat(one.properties("NoticeMailSubscription"))
        .containsEntry("Endpoint", Map.of("Ref", "AlarmMail"));
    assertThat(FULL.properties("NoticeMailSubscription"))
        .containsEntry("Endpoint", Map.of("Ref", "NoticeMail"));
    assertThat(FULL.properties("AlarmMailSubscription"))
        .containsEntry("Endpoint", Map.of("Ref", "AlarmMail"));
  }

  @Test
  void aColdStandbyMissesNoTick() {
    assertThat(PLAIN.has("NoTickAlarm")).isTrue();
    assertThat(with("TickState", "DISABLED").has("NoTickAlarm")).isFalse();
  }

  /** A condition that decides nothing is a parameter that lies. */
  @Test
  void everyConditionDecidesSomething() {
    assertThat(READ.conditions()).hasSizeGreaterThan(10);
    for (String condition : READ.conditions()) {
      assertThat(texts(READ.everything(), condition::equals)).as(condition).isNotEmpty();
    }
  }
}

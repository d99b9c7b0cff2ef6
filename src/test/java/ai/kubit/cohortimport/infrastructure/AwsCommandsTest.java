package ai.kubit.cohortimport.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.kubit.cohortimport.local.Documents;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command of the AWS CLI in documents and scripts is one that the CLI takes. */
class AwsCommandsTest {
  private static final Path MODEL = Path.of("src", "test", "scripts", "check-aws-commands.py");

  /** Of a name without braces {@code zsh} takes {@code :l} and others for what to do with it. */
  private static final Pattern CHANGED_BY_ZSH = Pattern.compile("\\$\\w+:[A-Za-z].*");

  private static final Set<String> GLOBAL =
      Set.of(
          "--query",
          "--output",
          "--region",
          "--endpoint-url",
          "--cli-read-timeout",
          "--cli-binary-format");

  /** The operations that are used, from the CLI's reference; {@code !} marks what must be there. */
  private static final String OPERATIONS =
      """
      athena get-query-execution --query-execution-id!
      athena start-query-execution --query-string! --work-group
      cloudformation deploy --template-file! --stack-name! --capabilities --parameter-overrides
      cloudformation describe-stack-resource --stack-name! --logical-resource-id!
      cloudformation describe-stack-resources --stack-name
      cloudformation describe-stacks --stack-name
      cloudwatch describe-alarms --alarm-names
      cloudwatch list-metrics --namespace
      deploy list-deployments --application-name --deployment-group-name --include-only-statuses
      deploy stop-deployment --deployment-id! --auto-rollback-enabled
      dynamodb delete-table --table-name!
      dynamodb get-item --table-name! --key! --consistent-read
      dynamodb put-item --table-name! --item!
      dynamodb restore-table-to-point-in-time --source-table-name --target-table-name! --restore-date-time
      dynamodb scan --table-name! --consistent-read
      dynamodb update-table --table-name! --no-deletion-protection-enabled
      dynamodb wait table-exists --table-name!
      iam simulate-principal-policy --policy-source-arn! --action-names! --resource-arns
      lambda delete-function --function-name! --qualifier
      lambda delete-function-concurrency --function-name!
      lambda get-account-settings
      lambda get-alias --function-name! --name!
      lambda get-function-configuration --function-name!
      lambda invoke --function-name! --payload --qualifier --log-type
      lambda list-versions-by-function --function-name!
      lambda publish-version --function-name!
      lambda put-function-concurrency --function-name! --reserved-concurrent-executions!
      lambda update-alias --function-name! --name! --function-version
      lambda update-function-configuration --function-name! --description
      lambda wait function-updated-v2 --function-name!
      lambda wait published-version-active --function-name! --qualifier
      s3 cp
      s3 rm --recursive
      s3 sync --exclude
      s3api delete-object --bucket! --key! --version-id
      s3api list-object-versions --bucket! --prefix
      s3api list-objects-v2 --bucket! --prefix
      s3api put-object --bucket! --key!
      scheduler get-schedule --name!
      scheduler update-schedule --cli-input-json!
      secretsmanager create-secret --name! --secret-string
      secretsmanager delete-secret --secret-id!
      secretsmanager put-secret-value --secret-id! --secret-string
      sqs purge-queue --queue-url!
      sqs receive-message --queue-url! --message-attribute-names
      ssm delete-parameters --names!
      ssm put-parameter --name! --value! --type --overwrite
      """;

  private static List<AwsCommand> commands() throws IOException {
    List<AwsCommand> commands = new ArrayList<>();
    Documents.files().forEach(file -> commands.addAll(AwsCommand.inDocument(file)));
    try (Stream<Path> scripts = Files.list(Path.of("src", "main", "scripts"))) {
      scripts.sorted().forEach(script -> commands.addAll(AwsCommand.in(Documents.read(script))));
    }
    assertThat(commands).hasSizeGreaterThan(40);
    return commands;
  }

  private static Map<String, Set<String>> operations() {
    Map<String, Set<String>> operations = new TreeMap<>();
    OPERATIONS
        .lines()
        .forEach(
            line -> {
              int options = line.indexOf(" --");
              String operation = options < 0 ? line : line.substring(0, options);
              operations.put(
                  operation,
                  options < 0 ? Set.of() : Set.of(line.substring(options + 1).split(" ")));
            });
    return operations;
  }

  @Test
  void everyCommandIsKnownWithEveryOptionAndLacksNone() throws IOException {
    Map<String, Set<String>> operations = operations();
    Set<String> used = new TreeSet<>();
    for (AwsCommand command : commands()) {
      assertThat(operations).as("%s", command).containsKey(command.operation());
      used.add(command.operation());
      Set<String> known = operations.get(command.operation());
      for (String option : command.options()) {
        assertThat(
                known.contains(option) || known.contains(option + "!") || GLOBAL.contains(option))
            .as("%s of %s", option, command)
            .isTrue();
      }
      known.stream()
          .filter(option -> option.endsWith("!"))
          .map(option -> option.substring(0, option.length() - 1))
          .forEach(option -> assertThat(command.options()).as("%s", command).contains(option));
    }
    assertThat(used).as("no operation is listed in vain").isEqualTo(operations.keySet());
  }

  /** Where Python and botocore are, which the CLI itself is made of. */
  @Test
  void everyCommandIsTakenByTheModelOfTheCli() throws IOException, InterruptedException {
    assumeThat(ended(python("-c", "import botocore"), "")).isEqualTo("0 ");
    StringBuilder lines = new StringBuilder();
    for (AwsCommand command : commands()) {
      lines.append(new ObjectMapper().writeValueAsString(command.words())).append('\n');
    }
    assertThat(ended(python(MODEL.toString()), lines.toString())).isEqualTo("0 ");
  }

  private static ProcessBuilder python(String... arguments) {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static String ended(ProcessBuilder builder, String stdin)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException notInstalled) {
      return "not installed";
    }
    try (var in = process.getOutputStream()) {
      in.write(stdin.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }

  @Test
  void aCommandIsReadOverLinesAndQuotesAndEndsWhereTheShellSaysSo() {
    String shell =
        """
        x() { aws sqs purge-queue --queue-url "a b" \\
         --output text | cat; }
        # aws s3 rm x
        """;
    assertThat(AwsCommand.in(shell))
        .containsExactly(
            new AwsCommand(
                List.of("sqs", "purge-queue", "--queue-url", "a b", "--output", "text")));
  }

  @Test
  void inZshEveryNameIsWhatItIsInBash() {
    assertThat(Documents.lines()).filteredOn(line -> CHANGED_BY_ZSH.matcher(line).find()).isEmpty();
  }

  /** Version 1 does not know it. */
  @Test
  void whoeverSendsAnEventIsToldWhichVersionOfTheCliItTakes() {
    String deploy = Documents.read(Documents.PAGES.resolve("deploy.md"));
    assertThat(deploy.indexOf("AWS CLI **version 2**"))
        .isBetween(0, deploy.indexOf("--cli-binary-format"));
  }
}

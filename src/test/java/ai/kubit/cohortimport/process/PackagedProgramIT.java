package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.TestCohort;
import ai.kubit.cohortimport.local.aws.LambdaRuntimeApi;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What the build makes, and what must not be fixed when it is made. */
class PackagedProgramIT {
  private static final String WORKSPACE = "packaged";
  private static final LocalCloud CLOUD = LocalCloud.shared();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path target() {
    return Program.file().getParent();
  }

  /** What DynamoDB Local's licence forbids to ship is in the tests only. */
  @Test
  void theBillOfMaterialsNamesEveryLibraryThatIsShipped() throws IOException {
    JsonNode bill = JSON.readTree(target().resolve("kubit-cohort-import.cdx.json").toFile());
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    Set<String> named = new TreeSet<>();
    for (JsonNode component : bill.path("components")) {
      named.add(
          "%s.%s-%s.jar"
              .formatted(
                  component.path("group").asText(),
                  component.path("name").asText(),
                  component.path("version").asText()));
    }
    assertThat(named).noneMatch(name -> name.contains("DynamoDBLocal") || name.contains("junit"));
    assumeTrue(Files.isDirectory(target().resolve("lib")), "the executable has no libraries");
    try (Stream<Path> lib = Files.list(target().resolve("lib"))) {
      // Quarkus marks the libraries that it took classes out of.
      assertThat(lib.map(file -> file.getFileName().toString().replaceFirst("^modified-", "")))
          .isSubsetOf(named)
          .isNotEmpty();
    }
  }

  @Test
  void functionZipHoldsTheExecutableAlone() throws IOException {
    assumeTrue(Program.isNative(), "only the executable is deployed");
    try (ZipFile zip = new ZipFile(target().resolve("function.zip").toFile())) {
      assertThat(zip.stream().map(Object::toString)).containsExactly("bootstrap");
    }
  }

  @Test
  void theVersionNamesTheTimeZoneData() {
    assertThat(Runs.run(CLOUD.environment(), "--version").assertExit(0).out())
        .matches("kubit-cohort-import [0-9].*, time zone data 20[0-9]{2}[a-z]");
  }

  /** Tokens, ids and clocks: an image that fixed them would give each process the same ones. */
  @Test
  void noTwoProcessesAreAlike() {
    TestCohort cohort = new TestCohort(CLOUD, WORKSPACE, "twice");
    Runs.store(CLOUD.environment(), cohort);
    cohort.export(cohort.members(1, 3));
    Set<String> writers = new HashSet<>();
    Set<String> executions = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      Instant before = Instant.now().minusSeconds(2);
      JsonNode execution =
          Runs.run(CLOUD.environment(), "import-now", WORKSPACE, "twice", "--json")
              .json()
              .path("execution");
      assertThat(Instant.parse(execution.path("startedAt").asText())).isAfter(before);
      executions.add(execution.path("executionId").asText());
      writers.add(cohort.entry().path("writer").asText());
    }
    assertThat(executions).hasSize(2);
    assertThat(writers).hasSize(2).doesNotContain("");
  }

  /** Lambda's filters, and whoever searches the log, rely on one JSON object in each line. */
  @Test
  void theLogIsJsonInLambdaAndPlainElsewhere() {
    try (LambdaRuntimeApi api = LambdaRuntimeApi.start()) {
      Map<String, String> wrong = new HashMap<>(CLOUD.lambdaEnvironment(api));
      wrong.put("KUBIT_MAX_WORKERS", "0");
      try (Program inLambda = Program.start(wrong)) {
        inLambda.waitFor(Duration.ofSeconds(60));
        assertThat(jsonWithLevel(inLambda.stderr(), "ERROR"))
            .anyMatch(line -> line.toString().contains("KUBIT_MAX_WORKERS must be 1 to 100"));
      }
      wrong.put("KUBIT_MAX_WORKERS", "ten");
      try (Program inLambda = Program.start(wrong)) {
        inLambda.waitFor(Duration.ofSeconds(60));
        assertThat(inLambda.stderr())
            .singleElement()
            .satisfies(
                line ->
                    assertThat(json(line).path("message").asText())
                        .contains("KUBIT_MAX_WORKERS must be a whole number"));
      }
      Map<String, String> typed = Runs.with(CLOUD.environment(), "KUBIT_MAX_WORKERS", "0");
      Program onTheCommandLine = Runs.run(typed, "sweep").program();
      assertThat(jsonWithLevel(onTheCommandLine.stderr(), "ERROR")).isEmpty();
      assertThat(onTheCommandLine.output()).contains("KUBIT_MAX_WORKERS must be 1 to 100");
    }
  }

  private static List<JsonNode> jsonWithLevel(List<String> lines, String level) {
    return lines.stream()
        .filter(line -> line.startsWith("{"))
        .map(PackagedProgramIT::json)
        .filter(line -> line.path("level").asText().equals(level))
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}

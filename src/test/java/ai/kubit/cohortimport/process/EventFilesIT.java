package ai.kubit.cohortimport.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.local.LocalCloud;
import ai.kubit.cohortimport.local.Program;
import ai.kubit.cohortimport.local.SampleCohort;
import ai.kubit.cohortimport.local.aws.LambdaRuntimeApi;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The events that deploy.md sends with SAM local, in its order: to the executable through Lambda's
 * runtime API, to the jar from a file.
 */
class EventFilesIT {
  private static final Path EVENTS = Path.of("src", "main", "events");
  private static final Duration INVOCATION = Duration.ofMinutes(5);

  private static LocalCloud cloud;
  private static LambdaRuntimeApi api;
  private static Program sandbox;

  @BeforeAll
  static void start() throws IOException {
    cloud = LocalCloud.start();
    SampleCohort.seed(cloud.braze().state());
    cloud.putExport(SampleCohort.EXPORT_KEY, SampleCohort.firstDay().gzip());
    if (Program.isNative()) {
      api = LambdaRuntimeApi.start();
      sandbox = Program.start(cloud.lambdaEnvironment(api));
    }
  }

  @AfterAll
  static void close() throws IOException {
    if (sandbox != null) {
      sandbox.close();
      api.close();
    }
    cloud.close();
  }

  private static JsonNode send(String file) throws IOException {
    if (sandbox == null) {
      return Runs.run(cloud.environment(), "--event", EVENTS.resolve(file).toString(), "--json")
          .json();
    }
    LambdaRuntimeApi.Answer answer =
        api.invokeAsync(Files.readString(EVENTS.resolve(file)), INVOCATION)
            .orTimeout(INVOCATION.toSeconds(), TimeUnit.SECONDS)
            .join();
    assertThat(answer.failed()).as(answer.body()).isFalse();
    return json(answer.body());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  @Test
  void eachDoesWhatItIsCalled() throws IOException {
    assertThat(send("put-workspace.json").path("status").asText()).isEqualTo("OK");
    assertThat(send("put-schedule.json").path("state").asText()).isEqualTo("LIVE");

    JsonNode imported = send("import-now.json").path("execution");
    assertThat(imported.path("outcome").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
    assertThat(imported.path("counts").path("accepted").asLong()).isPositive();

    assertThat(send("tick.json").path("due").isIntegralNumber()).isTrue();
    assertThat(send("work.json").path("status").asText()).isEqualTo("OK");
    assertThat(send("cron.json").path("execution").path("trigger").asText()).isEqualTo("EVENT");
    assertThat(send("history.json").path("executions")).hasSize(2);
  }

  @Test
  void thereIsNoOtherFile() throws IOException {
    TreeSet<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.list(EVENTS)) {
      found.forEach(file -> files.add(file.getFileName().toString()));
    }
    assertThat(files)
        .containsExactly(
            "cron.json",
            "history.json",
            "import-now.json",
            "put-schedule.json",
            "put-workspace.json",
            "tick.json",
            "work.json");
  }
}

package ai.kubit.cohortimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.input.Fields;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that were stored before such characters were refused reach a terminal as what they are. */
class InvisibleTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(boolean json) {
    return new Terminal(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), json, false);
  }

  private static Answer workspace(String attributeName) {
    ObjectNode stored =
        JSON.createObjectNode()
            .put("workspaceId", "acme")
            .put("restEndpoint", "https://rest.iad-01.braze.com");
    Workspace workspace = WorkspaceJson.read(Fields.of(stored)).orElseThrow();
    return new Answer.WorkspaceFound(
        new Workspace(
            workspace.workspaceId(),
            workspace.restEndpoint(),
            new Workspace.DeliveryWay(workspace.mode(), attributeName, workspace.partnerName()),
            new Workspace.WorkspaceLimits(
                workspace.requestsPerSecond(),
                workspace.maxBatchSize(),
                workspace.maxParallelImports()),
            new Workspace.DeviceLookups(
                workspace.deviceLookup(), workspace.deviceLookupsPerMinute())));
  }

  /** CSI of C1, an override of direction, a space without width, a tag, a hidden letter, DEL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u009b2Jb",
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\udb40\udc41b",
        "a\u3164b",
        "a\u007fb",
        "a\u2028b",
        "a\u0085b",
        "a\ufeffb"
      })
  void b12JsonEscapesWhatIsInvisibleAndMeansTheSame(String name) throws JsonProcessingException {
    terminal(true).show(workspace(name));

    assertThat(out.toString(UTF_8)).contains("\\u").doesNotContain(name.substring(1, 2));
    assertThat(out.toString(UTF_8).lines()).hasSize(1);
    assertThat(JSON.readTree(out.toString(UTF_8)).path("workspace").path("attributeName").asText())
        .isEqualTo(name);
  }

  @Test
  void b12WhatIsShownAsJsonInWordsIsEscapedToo() throws JsonProcessingException {
    terminal(false).show(workspace("a\u009b2J\u202eb"));

    assertThat(out.toString(UTF_8)).contains("a\\u009b2J\\u202eb");
    JsonNode shown = JSON.readTree(out.toString(UTF_8));
    assertThat(shown.path("workspace").path("attributeName").asText())
        .isEqualTo("a\u009b2J\u202eb");
    assertThat(out.toString(UTF_8).lines().count()).isGreaterThan(1);
  }

  @Test
  void b12WordsAreCleanedLineByLine() {
    terminal(false).show(new Answer.WorkspaceWorks("a\u009b2J\u202eb\n  c\u200bd"));
    terminal(false).show(new Answer.WrongEvent("name", "must be \u202etext\u009bX"));
    terminal(false).failed(new IllegalStateException("x\u0085y"));

    assertThat(out.toString(UTF_8).lines()).containsExactly("a 2Jb", "  cd");
    assertThat(err.toString(UTF_8).lines()).contains("name: must be text X", "failed: x y");
  }

  @Test
  void namesThatAreVisibleAreShownAsTheyAre() {
    terminal(true).show(workspace("Grüße 東京 \ud83d\udc69\u200d\ud83d\udcbb"));

    assertThat(out.toString(UTF_8)).contains("Grüße 東京 \ud83d\udc69\u200d\ud83d\udcbb");
  }
}

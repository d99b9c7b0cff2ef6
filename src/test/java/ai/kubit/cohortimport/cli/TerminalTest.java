package ai.kubit.cohortimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.command.Answer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** What the command line writes where. */
class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Warnings were taken out of the result together with what was to print them. */
  @Test
  void aWarningStandsBelowTheResultAndNotInIt() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("state", "LIVE");
    body.putArray("warnings").add("There is no workspace acme yet.");

    new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false)
        .show(Answer.ok(body));

    assertThat(out.toString(UTF_8)).contains("\"state\" : \"LIVE\"").doesNotContain("warnings");
    assertThat(err.toString(UTF_8))
        .isEqualToIgnoringNewLines("warning: There is no workspace acme yet.");
  }
}

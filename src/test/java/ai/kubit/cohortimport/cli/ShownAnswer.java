package ai.kubit.cohortimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.kubit.cohortimport.command.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** An answer as every reader gets it: exit code, JSON, and the words on both streams. */
public final class ShownAnswer {
  private ShownAnswer() {}

  /** All four, in this order. */
  public static String of(Answer answer) {
    return "exit %d%n%s%s"
        .formatted(ExitCode.of(answer).code(), shown(answer, true), shown(answer, false));
  }

  private static String shown(Answer answer, boolean json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), json, false)
        .show(answer);
    String warned = err.toString(UTF_8);
    return out.toString(UTF_8) + (warned.isEmpty() ? "" : "on standard error:\n" + warned);
  }
}

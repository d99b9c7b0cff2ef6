package ai.kubit.cohortimport.local.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The process of {@link Backends}, for the benchmark. */
final class BackendsProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final Map<String, String> environment;

  /**
   * Starts the process and waits until it is ready.
   *
   * @param prefix words before the command, such as those that pin the process to a core
   */
  BackendsProcess(List<String> prefix, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx6g",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            System.getProperty("java.class.path"),
            Backends.class.getName()));
    command.addAll(List.of(arguments));
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      output = process.inputReader(StandardCharsets.UTF_8);
      input = process.outputWriter(StandardCharsets.UTF_8);
      environment = JSON.readValue(line(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Sends a line and returns the answer. */
  String ask(String line) {
    try {
      input.write(line + "\n");
      input.flush();
      return line();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode tally() {
    try {
      return JSON.readTree(ask("tally"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IllegalStateException("the backends ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}

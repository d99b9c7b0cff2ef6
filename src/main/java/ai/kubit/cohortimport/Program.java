package ai.kubit.cohortimport;

import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.Command;
import ai.kubit.cohortimport.command.CommandLine;
import ai.kubit.cohortimport.command.CommandReader;
import ai.kubit.cohortimport.command.Commands;
import ai.kubit.cohortimport.command.ExitCode;
import ai.kubit.cohortimport.command.Invocation;
import ai.kubit.cohortimport.command.Reading;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The command line: the same commands through the same reader as in Lambda. */
public class Program implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(Program.class);

  private final CommandReader reader;
  private final Commands commands;
  private final LegLimit legs;
  private final Server server;

  @Inject
  Program(CommandReader reader, Commands commands, LegLimit legs, Server server) {
    this.reader = reader;
    this.commands = commands;
    this.legs = legs;
    this.server = server;
  }

  @Override
  public int run(String... arguments) throws InterruptedException {
    CommandLine line = CommandLine.parse(List.of(arguments), System.getProperty("user.name", ""));
    if (line instanceof CommandLine.Event event) {
      return run(event);
    }
    if (line instanceof CommandLine.Serve) {
      return server.serve();
    }
    System.err.println("report is not there yet; it comes with a later version");
    return ExitCode.NOT_POSSIBLE.code();
  }

  private int run(CommandLine.Event event) throws InterruptedException {
    Terminal terminal = Terminal.here(event.json());
    Reading reading;
    try {
      reading = read(event);
    } catch (NoSuchFileException e) {
      System.err.println("--event: there is no file " + e.getFile());
      return ExitCode.USAGE.code();
    } catch (IOException e) {
      System.err.println("--event: the file cannot be read: " + e.getMessage());
      return ExitCode.USAGE.code();
    }
    if (reading instanceof Reading.Invalid invalid) {
      terminal.show(Answer.invalid(invalid.errors()));
      return ExitCode.USAGE.code();
    }
    Command command = ((Reading.Valid) reading).command();
    try {
      Answer answer =
          commands.run(
              command, new Invocation(legs.elsewhere(), Optional.of(legs::elsewhere), terminal));
      terminal.show(answer);
      return ExitCode.of(command.action(), answer).code();
    } catch (RuntimeException e) {
      LOG.debug("the command failed", e);
      terminal.failed(e);
      return ExitCode.FAILED.code();
    }
  }

  private Reading read(CommandLine.Event event) throws IOException {
    String requestId = UUID.randomUUID().toString();
    if (event.eventFile().isEmpty()) {
      return reader.read(event.event(), requestId);
    }
    return reader.read(content(event.eventFile().get()), event.event(), requestId);
  }

  private static byte[] content(String file) throws IOException {
    if (!file.equals("-")) {
      return Files.readAllBytes(Path.of(file));
    }
    try (InputStream input = System.in) {
      return input.readAllBytes();
    }
  }
}

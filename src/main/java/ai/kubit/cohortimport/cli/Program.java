package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.app.Clients;
import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.Command;
import ai.kubit.cohortimport.command.CommandReader;
import ai.kubit.cohortimport.command.Reading;
import ai.kubit.cohortimport.command.ReportCommands;
import ai.kubit.cohortimport.report.WorkspaceReport;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The command line. It reads events with the same reader, and runs the same commands, as the Lambda
 * function.
 */
public class Program implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(Program.class);

  private final CommandReader reader;
  private final LocalRun local;
  private final ReportCommands reports;
  private final Server server;

  @Inject
  Program(CommandReader reader, LocalRun local, ReportCommands reports, Server server) {
    this.reader = reader;
    this.local = local;
    this.reports = reports;
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
    return run((CommandLine.ReportIntoFile) line);
  }

  private int run(CommandLine.ReportIntoFile line) {
    Terminal terminal = Terminal.here(line.event().json());
    Optional<Command> understood = understand(line.event(), terminal);
    if (understood.isEmpty()) {
      return ExitCode.USAGE.code();
    }
    Command.Report command = (Command.Report) understood.get();
    try {
      Optional<WorkspaceReport.Page> page = reports.page(command);
      if (page.isEmpty()) {
        terminal.show(ReportCommands.unknown(command));
        return ExitCode.NOT_POSSIBLE.code();
      }
      Path file = Path.of(line.out()).toAbsolutePath().normalize();
      Files.writeString(file, page.get().html());
      terminal.show(ReportCommands.written(page.get(), file.toString()));
      return ExitCode.SUCCESS.code();
    } catch (IOException | InvalidPathException e) {
      System.err.println("--out: the file cannot be written: " + reason(e));
      return ExitCode.USAGE.code();
    } catch (RuntimeException e) {
      LOG.debug("the report failed", e);
      terminal.failed(e);
      return ExitCode.FAILED.code();
    }
  }

  /**
   * Why a file could not be written or read. The JDK's own message is often only the file's name.
   */
  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": there is no such folder";
    }
    return e instanceof FileSystemException system && system.getReason() == null
        ? system.getFile() + ": " + e.getClass().getSimpleName()
        : e.getMessage();
  }

  private int run(CommandLine.Event event) throws InterruptedException {
    Terminal terminal = Terminal.here(event.json());
    Optional<Command> understood = understand(event, terminal);
    if (understood.isEmpty()) {
      return ExitCode.USAGE.code();
    }
    Command command = understood.get();
    try {
      Answer answer = local.answer(command, terminal);
      terminal.show(answer);
      if (answer instanceof Answer.ImportStarted) {
        terminal.phase("importing here; this command ends when the import does");
      }
      local.awaitIdle();
      return ExitCode.of(answer).code();
    } catch (RuntimeException e) {
      LOG.debug("the command failed", e);
      terminal.failed(e);
      return ExitCode.FAILED.code();
    }
  }

  /** The command; empty if the event is wrong, which the terminal has then shown. */
  private Optional<Command> understand(CommandLine.Event event, Terminal terminal) {
    try {
      Reading reading = read(event);
      if (reading instanceof Reading.Invalid invalid) {
        terminal.show(new Answer.WrongEvent(invalid.errors()));
        return Optional.empty();
      }
      if (reading instanceof Reading.Unsupported unsupported) {
        terminal.show(new Answer.WrongEvent(List.of(unsupported.error())));
        return Optional.empty();
      }
      return Optional.of(((Reading.Valid) reading).command());
    } catch (NoSuchFileException e) {
      System.err.println("--event: there is no file " + e.getFile());
    } catch (IOException e) {
      System.err.println("--event: the file cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Reading read(CommandLine.Event event) throws IOException {
    String requestId = Clients.token();
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

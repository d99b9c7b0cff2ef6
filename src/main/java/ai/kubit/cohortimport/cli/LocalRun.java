package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.app.LegLimit;
import ai.kubit.cohortimport.app.ProcessEnd;
import ai.kubit.cohortimport.command.Answer;
import ai.kubit.cohortimport.command.Command;
import ai.kubit.cohortimport.command.Commands;
import ai.kubit.cohortimport.command.Invocation;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.work.Workers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Carries commands out in this process, which nobody ends but a person: an import that is told to
 * end writes down where it is first, and goes on in further legs as long as it needs.
 */
@Singleton
class LocalRun {
  private final Commands commands;
  private final LegLimit legs;
  private final ProcessEnd end;
  private final Workers workers;

  @Inject
  LocalRun(Commands commands, LegLimit legs, ProcessEnd end, Workers workers) {
    this.commands = commands;
    this.legs = legs;
    this.end = end;
    this.workers = workers;
  }

  Answer answer(Command command, ImportProgress progress) throws InterruptedException {
    Invocation invocation =
        new Invocation(legs.elsewhere(), Optional.of(legs::elsewhere), progress);
    return switch (command.action()) {
      case IMPORT, IMPORT_NOW, WORK -> end.during(() -> commands.run(command, invocation));
      default -> commands.run(command, invocation);
    };
  }

  /** Waits for the imports that a command began in this process beside its own answer. */
  void awaitIdle() throws InterruptedException {
    workers.awaitIdle();
  }
}

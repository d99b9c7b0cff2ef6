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
 * Carries out commands in this process. Nothing but a person ends it, so an import goes on in
 * further legs as long as it needs. If the process is told to end, the import first stores how far
 * it is.
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
      case IMPORT, IMPORT_NOW, WORK, VERIFY -> end.during(() -> commands.run(command, invocation));
      default -> commands.run(command, invocation);
    };
  }

  /** Waits for the imports that a command started in this process in addition to its own. */
  void awaitIdle() throws InterruptedException {
    workers.awaitIdle();
  }
}

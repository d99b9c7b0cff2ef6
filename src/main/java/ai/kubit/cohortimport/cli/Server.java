package ai.kubit.cohortimport.cli;

import ai.kubit.cohortimport.app.LegLimit;
import ai.kubit.cohortimport.command.Command;
import ai.kubit.cohortimport.command.Commands;
import ai.kubit.cohortimport.command.Invocation;
import ai.kubit.cohortimport.importer.ImportProgress;
import io.quarkus.runtime.Quarkus;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** {@code serve}: a tick each minute, for use without EventBridge. */
@ApplicationScoped
class Server {
  private static final Logger LOG = Logger.getLogger(Server.class);

  private final Scheduler scheduler;
  private final Commands commands;
  private final LegLimit legs;

  Server(Scheduler scheduler, Commands commands, LegLimit legs) {
    this.scheduler = scheduler;
    this.commands = commands;
    this.legs = legs;
  }

  int serve() {
    scheduler
        .newJob("tick")
        .setInterval("60s")
        .setConcurrentExecution(ConcurrentExecution.SKIP)
        .setTask(execution -> tick())
        .schedule();
    System.out.println("ready: looking for due imports every minute");
    System.out.flush();
    Quarkus.waitForExit();
    System.out.println("ended: the next sweep, by any process, continues what is not done");
    return ExitCode.SUCCESS.code();
  }

  private void tick() {
    try {
      commands.run(
          new Command.Sweep(),
          new Invocation(legs.elsewhere(), Optional.empty(), ImportProgress.SILENT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the tick failed; the next one tries again", e);
    }
  }
}

package ai.kubit.cohortimport.command;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The commands that only look: at the history, or at what Braze holds. */
@Singleton
public final class LookingCommands {
  private final ReportCommands reports;
  private final VerifyCommands verification;

  @Inject
  public LookingCommands(ReportCommands reports, VerifyCommands verification) {
    this.reports = reports;
    this.verification = verification;
  }

  Answer report(Command.Report command) {
    return reports.store(command);
  }

  Answer verify(Command.Verify command, Invocation invocation) throws InterruptedException {
    return verification.verify(command, invocation);
  }
}

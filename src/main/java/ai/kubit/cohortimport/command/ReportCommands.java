package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.report.WorkspaceReport;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.workspace.Workspaces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The history page of a workspace, for whoever asks for it. */
@Singleton
public final class ReportCommands {
  private final Workspaces workspaces;
  private final CohortStore store;
  private final WorkspaceReport report;
  private final ObjectStore state;

  /**
   * The commands.
   *
   * @param state the bucket that keeps the page where the caller has no files
   */
  @Inject
  public ReportCommands(
      Workspaces workspaces,
      CohortStore store,
      WorkspaceReport report,
      @Named("state") ObjectStore state) {
    this.workspaces = workspaces;
    this.store = store;
    this.report = report;
    this.state = state;
  }

  /** The page as it is now; empty where nothing is known of the workspace. */
  public Optional<WorkspaceReport.Page> page(Command.Report command) {
    boolean known =
        workspaces.find(command.workspaceId()).isPresent()
            || !store.records(command.workspaceId()).isEmpty();
    return known
        ? Optional.of(report.of(command.workspaceId(), command.locale()))
        : Optional.empty();
  }

  /** Writes the page to the state bucket, over the one before, and answers its key. */
  Answer store(Command.Report command) {
    return page(command)
        .map(page -> stored(page, keyOf(command.workspaceId())))
        .orElseGet(() -> unknown(command));
  }

  private Answer stored(WorkspaceReport.Page page, String key) {
    state.put(key, page.html().getBytes(StandardCharsets.UTF_8));
    return new Answer.ReportStored(page.cohorts(), page.executions(), key);
  }

  /** The answer to who asked for a workspace that is not there. */
  public static Answer unknown(Command.Report command) {
    return new Answer.NothingThere("There is no workspace %s.".formatted(command.workspaceId()));
  }

  /** The answer to who got the page as a file. */
  public static Answer written(WorkspaceReport.Page page, String file) {
    return new Answer.ReportSaved(page.cohorts(), page.executions(), file);
  }

  /** No cohort's folder: those lie below the workspace's, with a slash after their names. */
  private static String keyOf(String workspaceId) {
    return "state/" + workspaceId + "/report.html";
  }
}

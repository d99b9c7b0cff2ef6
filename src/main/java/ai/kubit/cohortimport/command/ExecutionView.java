package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.ledger.ActiveExecution;
import ai.kubit.cohortimport.ledger.ExecutionJson;
import ai.kubit.cohortimport.ledger.ImportExecution;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An execution as people see it; one that is under way with how far it is and what it waits for.
 */
final class ExecutionView {
  private ExecutionView() {}

  /**
   * The view.
   *
   * @param active what the cohort is busy with, if anything
   */
  static ObjectNode of(ImportExecution execution, Optional<ActiveExecution> active) {
    ObjectNode json = ExecutionJson.forPeople(execution);
    execution
        .delivery()
        .ifPresent(
            delivery ->
                json.putObject("progress")
                    .put("changesAnswered", delivery.changesAnswered())
                    .put("changesPlanned", execution.counts().changes().planned()));
    active
        .filter(underWay -> underWay.executionId().equals(execution.executionId()))
        .filter(underWay -> execution.state() != ImportExecution.State.DONE)
        .ifPresent(underWay -> put(json, underWay));
    return json;
  }

  private static void put(ObjectNode json, ActiveExecution underWay) {
    json.put("leg", underWay.leg());
    if (underWay.stopRequested()) {
      json.put("stopRequested", true);
    }
    if (underWay.state() == ImportExecution.State.INTERRUPTED) {
      json.put("waitsBecause", underWay.waitsBecause());
      underWay.resumeAt().ifPresent(at -> json.put("resumeAt", text(at)));
    }
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

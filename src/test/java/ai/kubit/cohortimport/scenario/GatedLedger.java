package ai.kubit.cohortimport.scenario;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.ImportExecution;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The ledger as one process reaches it. */
final class GatedLedger implements CohortStore {
  private final CohortStore ledger;
  private final Gate gate;
  private final Running process;
  private final Consumer<StoreWrite> witness;

  /**
   * A view.
   *
   * @param witness sees every write just before it happens
   */
  GatedLedger(CohortStore ledger, Gate gate, Running process, Consumer<StoreWrite> witness) {
    this.ledger = ledger;
    this.gate = gate;
    this.process = process;
    this.witness = witness;
  }

  @Override
  public Optional<CohortRecord> entry(CohortKey cohort) {
    gate.refuseTheDead(process);
    return ledger.entry(cohort);
  }

  @Override
  public List<CohortRecord> entries(String workspaceId) {
    gate.refuseTheDead(process);
    return ledger.entries(workspaceId);
  }

  @Override
  public List<CohortRecord> entries(String workspaceId, Optional<String> after, int limit) {
    gate.refuseTheDead(process);
    return ledger.entries(workspaceId, after, limit);
  }

  @Override
  public List<DueCohort> due(Instant now, int limit) {
    gate.refuseTheDead(process);
    return ledger.due(now, limit);
  }

  @Override
  public Optional<Instant> oldestUnderWay() {
    gate.refuseTheDead(process);
    return ledger.oldestUnderWay();
  }

  @Override
  public Optional<ImportExecution> execution(CohortKey cohort, String executionId) {
    gate.refuseTheDead(process);
    return ledger.execution(cohort, executionId);
  }

  @Override
  public ExecutionPage history(CohortKey cohort, HistoryQuery query) {
    gate.refuseTheDead(process);
    return ledger.history(cohort, query);
  }

  @Override
  public Optional<String> holderOf(String workspaceId, String value) {
    gate.refuseTheDead(process);
    return ledger.holderOf(workspaceId, value);
  }

  @Override
  public boolean write(StoreWrite write) {
    return gate.pass(
        process,
        Port.LEDGER,
        () -> {
          long version = ledger.entry(write.entry().cohort()).map(CohortRecord::version).orElse(0L);
          if (version == write.entry().version()) {
            witness.accept(write);
          }
          return ledger.write(write);
        });
  }

  @Override
  public int forgetSomeHistory(CohortKey cohort) {
    return gate.pass(process, Port.LEDGER, () -> ledger.forgetSomeHistory(cohort));
  }

  @Override
  public boolean forget(CohortRecord entry) {
    return gate.pass(process, Port.LEDGER, () -> ledger.forget(entry));
  }

  @Override
  public void forgetValues(String workspaceId) {
    gate.pass(
        process,
        Port.LEDGER,
        () -> {
          ledger.forgetValues(workspaceId);
          return true;
        });
  }
}

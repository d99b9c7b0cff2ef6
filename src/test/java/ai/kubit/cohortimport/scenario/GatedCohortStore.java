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
final class GatedCohortStore implements CohortStore {
  private final CohortStore store;
  private final Gate gate;
  private final Running process;
  private final Consumer<StoreWrite> witness;

  /**
   * A view.
   *
   * @param witness sees every write just before it happens
   */
  GatedCohortStore(CohortStore store, Gate gate, Running process, Consumer<StoreWrite> witness) {
    this.store = store;
    this.gate = gate;
    this.process = process;
    this.witness = witness;
  }

  @Override
  public Optional<CohortRecord> record(CohortKey cohort) {
    gate.refuseTheDead(process);
    return store.record(cohort);
  }

  @Override
  public List<CohortRecord> records(String workspaceId) {
    gate.refuseTheDead(process);
    return store.records(workspaceId);
  }

  @Override
  public List<CohortRecord> records(String workspaceId, Optional<String> after, int limit) {
    gate.refuseTheDead(process);
    return store.records(workspaceId, after, limit);
  }

  @Override
  public List<DueCohort> due(Instant now, int limit) {
    gate.refuseTheDead(process);
    return store.due(now, limit);
  }

  @Override
  public Optional<Instant> oldestUnderWay() {
    gate.refuseTheDead(process);
    return store.oldestUnderWay();
  }

  @Override
  public Optional<ImportExecution> execution(CohortKey cohort, String executionId) {
    gate.refuseTheDead(process);
    return store.execution(cohort, executionId);
  }

  @Override
  public ExecutionPage history(CohortKey cohort, HistoryQuery query) {
    gate.refuseTheDead(process);
    return store.history(cohort, query);
  }

  @Override
  public Optional<String> holderOf(String workspaceId, String value) {
    gate.refuseTheDead(process);
    return store.holderOf(workspaceId, value);
  }

  @Override
  public boolean write(StoreWrite write) {
    return gate.pass(
        process,
        Port.LEDGER,
        () -> {
          long version =
              store.record(write.record().cohort()).map(CohortRecord::version).orElse(0L);
          if (version == write.record().version()) {
            witness.accept(write);
          }
          return store.write(write);
        });
  }

  @Override
  public int forgetSomeHistory(CohortKey cohort) {
    return gate.pass(process, Port.LEDGER, () -> store.forgetSomeHistory(cohort));
  }

  @Override
  public boolean forget(CohortRecord record) {
    return gate.pass(process, Port.LEDGER, () -> store.forget(record));
  }

  @Override
  public void forgetValues(String workspaceId) {
    gate.pass(
        process,
        Port.LEDGER,
        () -> {
          store.forgetValues(workspaceId);
          return true;
        });
  }
}

package ai.kubit.cohortimport.ledger;

import java.util.concurrent.atomic.AtomicInteger;

class InMemoryLedgerTest extends CohortLedgerContract {
  private static final AtomicInteger WORKSPACES = new AtomicInteger();

  @Override
  CohortLedger ledger() {
    return new InMemoryLedger();
  }

  @Override
  String newWorkspace() {
    return "w" + WORKSPACES.incrementAndGet();
  }
}

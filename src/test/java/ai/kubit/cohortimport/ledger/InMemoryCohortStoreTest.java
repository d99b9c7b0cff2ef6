package ai.kubit.cohortimport.ledger;

import java.util.concurrent.atomic.AtomicInteger;

class InMemoryCohortStoreTest extends CohortStoreContract {
  private static final AtomicInteger WORKSPACES = new AtomicInteger();

  @Override
  CohortStore ledger() {
    return new InMemoryCohortStore();
  }

  @Override
  String newWorkspace() {
    return "w" + WORKSPACES.incrementAndGet();
  }
}

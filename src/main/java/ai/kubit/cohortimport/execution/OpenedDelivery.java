package ai.kubit.cohortimport.execution;

import ai.kubit.cohortimport.braze.CohortDelivery;
import java.util.Objects;

/**
 * A delivery and what it sends through; both are closed together.
 *
 * @param delivery the delivery
 * @param connection what is to be closed after it
 */
public record OpenedDelivery(CohortDelivery delivery, Runnable connection)
    implements AutoCloseable {
  public OpenedDelivery {
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(connection, "connection");
  }

  @Override
  public void close() {
    delivery.close();
    connection.run();
  }
}

package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryEffort;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ways to Braze of one leg, and what they go through; all are closed together.
 *
 * @param delivery of the changes
 * @param naming of the cohort's name; absent where Braze knows no cohorts but values
 * @param lookups of devices; absent where nothing needs a lookup or lookups are off
 * @param connection what is to be closed after them
 */
public record OpenedDelivery(
    CohortDelivery delivery,
    Optional<CohortDelivery> naming,
    Optional<CohortDelivery> lookups,
    Runnable connection)
    implements AutoCloseable {
  public OpenedDelivery {
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(naming, "naming");
    Objects.requireNonNull(lookups, "lookups");
    Objects.requireNonNull(connection, "connection");
  }

  /** What all of them took so far. */
  DeliveryEffort effort() {
    return all().map(CohortDelivery::effort).reduce(DeliveryEffort.NONE, DeliveryEffort::plus);
  }

  private Stream<CohortDelivery> all() {
    return Stream.concat(Stream.of(delivery), Stream.concat(naming.stream(), lookups.stream()));
  }

  @Override
  public void close() {
    all().forEach(CohortDelivery::close);
    connection.run();
  }
}

package ai.kubit.cohortimport.importer;

import ai.kubit.cohortimport.delivery.CohortDelivery;
import ai.kubit.cohortimport.delivery.DeliveryEffort;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one leg sends to Braze with: up to three deliveries over one connection. All are closed
 * together.
 *
 * @param delivery sends the changes
 * @param naming sends the cohort's name; empty in mode ATTRIBUTE, where Braze knows values of an
 *     attribute but no cohorts
 * @param lookups looks up devices; empty if the mode needs no lookups or they are off
 * @param connection closes the connection, after the deliveries are closed
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

  /** The effort of all of them so far. */
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

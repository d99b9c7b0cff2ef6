package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What makes an import begin.
 *
 * @param trigger who asks for it
 * @param requestedBy the person, as the caller named them; empty for schedules and events
 * @param scheduledTime the time that the schedule or the event says; absent where none is said
 */
public record ImportCause(Trigger trigger, String requestedBy, Optional<Instant> scheduledTime) {
  public ImportCause {
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(requestedBy, "requestedBy");
    Objects.requireNonNull(scheduledTime, "scheduledTime");
  }
}

package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Fields;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A schedule as the table holds it. A person may have edited it there, so it may be wrong. */
public final class StoredSchedule {
  private final Optional<ImportSchedule> schedule;
  private final List<FieldError> errors;

  public StoredSchedule(ObjectNode definition) {
    Fields fields = Fields.of("schedule", definition);
    this.schedule = ScheduleReader.read(fields);
    this.errors = fields.errors();
  }

  public boolean isValid() {
    return schedule.isPresent();
  }

  /** The schedule, or empty where some field is wrong. */
  public Optional<ImportSchedule> schedule() {
    return schedule;
  }

  /** Everything that is wrong; empty for a valid schedule. */
  public List<FieldError> errors() {
    return errors;
  }

  /** The next appointment after a moment; empty where there is none, or the schedule is wrong. */
  public Optional<Instant> nextRunAfter(Instant moment) {
    return schedule.flatMap(valid -> valid.cadence().next(moment, valid.timeZone()));
  }
}

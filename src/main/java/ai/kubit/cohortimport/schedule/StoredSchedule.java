package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Fields;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * The appointments from one on, that one first.
   *
   * @param first absent where none is to come
   * @param most how many at most
   */
  public List<Instant> runsFrom(Optional<Instant> first, int most) {
    List<Instant> runs = new ArrayList<>();
    Optional<Instant> next = first;
    while (next.isPresent() && runs.size() < most) {
      runs.add(next.get());
      next = nextRunAfter(next.get());
    }
    return runs;
  }

  /** The next appointment after a moment; empty where there is none, or the schedule is wrong. */
  public Optional<Instant> nextRunAfter(Instant moment) {
    return schedule.flatMap(valid -> valid.cadence().next(moment, valid.timeZone()));
  }
}

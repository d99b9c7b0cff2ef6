package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.FieldError;
import ai.kubit.cohortimport.input.Fields;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A schedule as the table holds it. A person may have edited it there, so it may be wrong. */
public final class StoredSchedule {
  /** The field of the schedule that an error is about, or lies within. */
  private static final Pattern FIELD = Pattern.compile("^schedule\\.([A-Za-z]+).*$");

  /** What stands in for a field that cannot be read, where only a mail is to be written. */
  private final ObjectNode definition;

  private final Optional<ImportSchedule> schedule;
  private final List<FieldError> errors;

  public StoredSchedule(ObjectNode definition) {
    Fields fields = Fields.of("schedule", definition);
    this.definition = definition;
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

  /**
   * The schedule as far as a mail needs it: whoever is to be told that it is wrong stands in it.
   * What is wrong is left out, and the cohort's key comes from outside. Never to be imported by.
   *
   * @return empty where not one recipient is right
   */
  public Optional<ImportSchedule> forMails(CohortKey key) {
    if (schedule.isPresent()) {
      return schedule;
    }
    ObjectNode right = definition.deepCopy();
    errors.forEach(error -> right.remove(FIELD.matcher(error.field()).replaceFirst("$1")));
    right.put("workspaceId", key.workspaceId()).put("cohortId", key.cohortId());
    right.putObject("cadence").put("type", Cadence.Type.ONE_TIME.name());
    if (!right.has("cohortName")) {
      right.put("cohortName", key.cohortId());
    }
    if (!right.has("timeZone")) {
      right.put("timeZone", "UTC");
    }
    ArrayNode recipients = right.putArray("recipients");
    Recipients.read(Fields.of("schedule", definition).required("recipients"))
        .forEach(recipients::add);
    return ScheduleReader.read(Fields.of("schedule", right));
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

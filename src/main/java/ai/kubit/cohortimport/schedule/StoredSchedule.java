package ai.kubit.cohortimport.schedule;

import ai.kubit.cohortimport.input.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A schedule as the table holds it, parsed once, when its item is read. A person may have edited it
 * there, so it may be wrong. Whatever it is, each write of the item writes it back as it was.
 */
public sealed interface StoredSchedule {

  /**
   * The JSON text of what is stored, with fields that this version does not know. Only {@link
   * ScheduleJson} looks into it.
   */
  String asStored();

  /** The schedule, or empty where some field is wrong. */
  Optional<ImportSchedule> schedule();

  /** Everything that is wrong; empty for a valid schedule. */
  List<FieldError> errors();

  /** The cohort's name, as far as it can be told; empty where it cannot. */
  String cohortName();

  /**
   * The schedule as far as a mail needs it: it names those who must be told that it is wrong. Never
   * to be imported by.
   *
   * @return empty where not one recipient is right
   */
  Optional<ImportSchedule> forMails();

  /**
   * The next scheduled time after a moment; empty where there is none, or the schedule is wrong.
   */
  default Optional<Instant> nextRunAfter(Instant moment) {
    return schedule().flatMap(valid -> valid.cadence().next(moment, valid.timeZone()));
  }

  /**
   * The scheduled times from one on, that one first.
   *
   * @param first when it is due; the list is empty without it
   * @param most how many at most
   */
  default List<Instant> runsFrom(Instant first, int most) {
    List<Instant> runs = new ArrayList<>();
    Optional<Instant> next = Optional.of(first);
    while (next.isPresent() && runs.size() < most) {
      runs.add(next.get());
      next = nextRunAfter(next.get());
    }
    return runs;
  }

  /**
   * A schedule that can be imported by.
   *
   * @param read what it says
   */
  record ValidSchedule(ImportSchedule read, String asStored) implements StoredSchedule {
    public ValidSchedule {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(asStored, "asStored");
    }

    @Override
    public Optional<ImportSchedule> schedule() {
      return Optional.of(read);
    }

    @Override
    public List<FieldError> errors() {
      return List.of();
    }

    @Override
    public String cohortName() {
      return read.cohortName();
    }

    @Override
    public Optional<ImportSchedule> forMails() {
      return Optional.of(read);
    }
  }

  /**
   * A schedule that no import may use.
   *
   * @param errors every field that is wrong, at least one
   * @param told what can still be told: the fields that are right, and defaults for the others; it
   *     may have no recipients
   */
  record BrokenSchedule(
      List<FieldError> errors, String cohortName, ImportSchedule told, String asStored)
      implements StoredSchedule {
    public BrokenSchedule {
      errors = List.copyOf(errors);
      Objects.requireNonNull(cohortName, "cohortName");
      Objects.requireNonNull(told, "told");
      Objects.requireNonNull(asStored, "asStored");
    }

    @Override
    public Optional<ImportSchedule> schedule() {
      return Optional.empty();
    }

    @Override
    public Optional<ImportSchedule> forMails() {
      return Optional.of(told).filter(schedule -> !schedule.recipients().isEmpty());
    }
  }
}

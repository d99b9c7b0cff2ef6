package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One import of one cohort, over all its legs: the line of history, the answer to whoever asked,
 * and the source of the mail. It holds counts and keys of reports, never a member id.
 *
 * @param cohort whose import
 * @param executionId names it within the cohort; derived from what triggered it
 * @param cohortName the value that was to be added
 * @param origin who asked for it, when, and for what
 * @param state where it is
 * @param ending how it ended; present once {@code state} is {@link State#DONE}
 * @param counts what was counted so far
 * @param export the export that was read; absent until it was found
 * @param reports keys in the state bucket, by the report's name
 * @param mail what became of the mails
 * @param delivery how far the delivery is; absent until there is a plan
 */
public record ImportExecution(
    CohortKey cohort,
    String executionId,
    String cohortName,
    Origin origin,
    State state,
    Optional<Ending> ending,
    Counts counts,
    Optional<ExportFacts> export,
    Map<String, String> reports,
    MailStatus mail,
    Optional<DeliveryProgress> delivery) {

  /** Where an execution is. */
  public enum State {
    /** Asked for; waits for a worker. */
    QUEUED,
    /** A worker holds its lease. */
    RUNNING,
    /** Will be continued by another leg. */
    INTERRUPTED,
    /** Over; the ending says how. */
    DONE
  }

  /** What started an execution. */
  public enum Trigger {
    /** The schedule's appointment. */
    SCHEDULED,
    /** A person. */
    MANUAL,
    /** An EventBridge event that names the cohort. */
    EVENT
  }

  /**
   * Who asked, when, and for what.
   *
   * @param requestedBy the person, as the caller named them; empty for schedules and events
   * @param scheduledTime the appointment; absent for manual imports
   * @param startedAt when the execution was begun
   * @param wish what was asked for beyond a plain import
   */
  public record Origin(
      Trigger trigger,
      String requestedBy,
      Optional<Instant> scheduledTime,
      Instant startedAt,
      Wish wish) {}

  /**
   * What was asked for beyond a plain import.
   *
   * @param dryRun plan and count, send nothing
   * @param fullRefresh send every member again
   * @param drain remove everyone
   * @param confirmation what the guard had asked about and a person confirmed; absent for nothing
   */
  public record Wish(
      boolean dryRun, boolean fullRefresh, boolean drain, Optional<Confirmation> confirmation) {
    public static final Wish PLAIN = new Wish(false, false, false);

    public Wish {
      Objects.requireNonNull(confirmation, "confirmation");
    }

    /** Nothing confirmed. */
    public Wish(boolean dryRun, boolean fullRefresh, boolean drain) {
      this(dryRun, fullRefresh, drain, Optional.empty());
    }

    /** Whether a person confirmed what the guard had asked about. */
    public boolean isConfirmed() {
      return confirmation.isPresent();
    }

    Wish confirming(Optional<Confirmation> confirmed) {
      return new Wish(dryRun, fullRefresh, drain, confirmed);
    }
  }

  /**
   * How it ended.
   *
   * @param reason absent only for a plain success or a cancelled import
   * @param message one or two sentences for the recipient, in English
   */
  public record Ending(
      Outcome outcome, Optional<Reason> reason, String message, Instant finishedAt) {}

  /**
   * The export that was read.
   *
   * @param name the object's or the folder's name
   * @param exportedAt when Kubit wrote or evaluated it: the "members as of" of the mail
   * @param notes what else the recipient must know about it, whatever the import's ending:
   *     sentences in English
   */
  public record ExportFacts(
      String name, Instant exportedAt, int objects, long bytes, List<String> notes) {

    public ExportFacts {
      notes = List.copyOf(notes);
    }

    /** An export about which there is nothing more to say. */
    public ExportFacts(String name, Instant exportedAt, int objects, long bytes) {
      this(name, exportedAt, objects, bytes, List.of());
    }

    public ExportFacts and(List<String> moreNotes) {
      return new ExportFacts(
          name,
          exportedAt,
          objects,
          bytes,
          Stream.concat(notes.stream(), moreNotes.stream()).toList());
    }
  }

  /**
   * What became of the mails, in recipients.
   *
   * @param sent accepted by SES
   * @param owed still to be sent
   * @param failed given up
   */
  public record MailStatus(int sent, int owed, int failed) {
    public static final MailStatus NONE = new MailStatus(0, 0, 0);
  }

  public ImportExecution {
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(executionId, "executionId");
    Objects.requireNonNull(cohortName, "cohortName");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(ending, "ending");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(export, "export");
    reports = Map.copyOf(reports);
    Objects.requireNonNull(mail, "mail");
    Objects.requireNonNull(delivery, "delivery");
    if (ending.isPresent() != (state == State.DONE)) {
      throw new IllegalArgumentException("an execution has an ending when it is done");
    }
  }

  /**
   * What the guard's question was about: those who would have been removed, and those whom they
   * were judged against.
   *
   * @param gone the leavers, and those who left within the last days
   * @param largest the largest size of the last days
   */
  public record GuardFigures(long leavers, long members, long gone, long largest) {}

  /**
   * The figures that the guard looked at; absent where it was not asked, or not by this version.
   */
  public Optional<GuardFigures> guardFigures() {
    return delivery
        .flatMap(progress -> progress.verdict().totals())
        .map(
            totals ->
                new GuardFigures(
                    totals.leavers(),
                    totals.believedMembers(),
                    totals.gone(),
                    totals.largestLately()));
  }

  ImportExecution in(State newState) {
    return new ImportExecution(
        cohort,
        executionId,
        cohortName,
        origin,
        newState,
        ending,
        counts,
        export,
        reports,
        mail,
        delivery);
  }

  /** Notes on the export end the message: they hold whatever became of the import. */
  public ImportExecution ended(Ending newEnding) {
    return new ImportExecution(
        cohort,
        executionId,
        cohortName,
        origin,
        State.DONE,
        Optional.of(withNotes(newEnding)),
        counts,
        export,
        reports,
        mail,
        delivery);
  }

  private Ending withNotes(Ending ending) {
    List<String> notes = export.map(ExportFacts::notes).orElse(List.of());
    return notes.isEmpty()
        ? ending
        : new Ending(
            ending.outcome(),
            ending.reason(),
            ending.message() + " " + String.join(" ", notes),
            ending.finishedAt());
  }

  public ImportExecution with(Counts newCounts) {
    return new ImportExecution(
        cohort,
        executionId,
        cohortName,
        origin,
        state,
        ending,
        newCounts,
        export,
        reports,
        mail,
        delivery);
  }

  public ImportExecution with(ExportFacts newExport) {
    return new ImportExecution(
        cohort,
        executionId,
        cohortName,
        origin,
        state,
        ending,
        counts,
        Optional.of(newExport),
        reports,
        mail,
        delivery);
  }

  public ImportExecution with(DeliveryProgress newDelivery) {
    return new ImportExecution(
        cohort,
        executionId,
        cohortName,
        origin,
        state,
        ending,
        counts,
        export,
        reports,
        mail,
        Optional.of(newDelivery));
  }

  public ImportExecution with(MailStatus newMail) {
    return new ImportExecution(
        cohort,
        executionId,
        cohortName,
        origin,
        state,
        ending,
        counts,
        export,
        reports,
        newMail,
        delivery);
  }

  public ImportExecution withReport(String name, String key) {
    Map<String, String> more = new TreeMap<>(reports);
    more.put(name, key);
    return new ImportExecution(
        cohort,
        executionId,
        cohortName,
        origin,
        state,
        ending,
        counts,
        export,
        more,
        mail,
        delivery);
  }
}

package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.verification.Verification;
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
 * @param identity which import
 * @param origin who asked for it, when, and for what
 * @param lifecycle where it is, and how it ended
 * @param work what was done so far
 * @param output what people get of it
 */
public record ImportExecution(
    Identity identity, Origin origin, Lifecycle lifecycle, WorkDone work, Output output) {

  /**
   * Which import.
   *
   * @param cohort whose
   * @param executionId names it within the cohort; derived from what triggered it
   * @param cohortName the value that was to be added
   */
  public record Identity(CohortKey cohort, String executionId, String cohortName) {
    public Identity {
      Objects.requireNonNull(cohort, "cohort");
      Objects.requireNonNull(executionId, "executionId");
      Objects.requireNonNull(cohortName, "cohortName");
    }
  }

  /**
   * Where it is.
   *
   * @param ending how it ended; present exactly when {@code state} is {@link State#DONE}
   */
  public record Lifecycle(State state, Optional<Ending> ending) {
    public Lifecycle {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(ending, "ending");
      if (ending.isPresent() != (state == State.DONE)) {
        throw new IllegalArgumentException("an execution has an ending when it is done");
      }
    }
  }

  /**
   * What was done so far.
   *
   * @param counts what was counted
   * @param export the export that was read; absent until it was found
   * @param delivery how far the delivery is; absent until there is a plan
   */
  public record WorkDone(
      Counts counts, Optional<ExportFacts> export, Optional<DeliveryProgress> delivery) {
    static final WorkDone NOTHING = new WorkDone(Counts.NONE, Optional.empty(), Optional.empty());

    public WorkDone {
      Objects.requireNonNull(counts, "counts");
      Objects.requireNonNull(export, "export");
      Objects.requireNonNull(delivery, "delivery");
    }
  }

  /**
   * What people get of it.
   *
   * @param reports keys in the state bucket, by the report's name
   * @param mail what became of the mails
   * @param verification what a look at Braze found afterwards; absent until there was one
   */
  public record Output(
      Map<String, String> reports, MailStatus mail, Optional<Verification> verification) {
    static final Output NONE = new Output(Map.of(), MailStatus.NONE, Optional.empty());

    public Output {
      reports = Map.copyOf(reports);
      Objects.requireNonNull(mail, "mail");
      Objects.requireNonNull(verification, "verification");
    }

    /** Of an import that no look at Braze has followed yet. */
    public Output(Map<String, String> reports, MailStatus mail) {
      this(reports, mail, Optional.empty());
    }
  }

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
    /** The schedule. */
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
   * @param scheduledTime the time the schedule or the event says; absent for manual imports
   * @param startedAt when the execution was begun
   * @param options what was asked for beyond a plain import
   */
  public record Origin(
      Trigger trigger,
      String requestedBy,
      Optional<Instant> scheduledTime,
      Instant startedAt,
      ImportOptions options) {}

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
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(lifecycle, "lifecycle");
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(output, "output");
  }

  public CohortKey cohort() {
    return identity.cohort();
  }

  public String executionId() {
    return identity.executionId();
  }

  public String cohortName() {
    return identity.cohortName();
  }

  public State state() {
    return lifecycle.state();
  }

  public Optional<Ending> ending() {
    return lifecycle.ending();
  }

  public Counts counts() {
    return work.counts();
  }

  public Optional<ExportFacts> export() {
    return work.export();
  }

  public Optional<DeliveryProgress> delivery() {
    return work.delivery();
  }

  public Map<String, String> reports() {
    return output.reports();
  }

  public MailStatus mail() {
    return output.mail();
  }

  public Optional<Verification> verification() {
    return output.verification();
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
    return delivery()
        .flatMap(progress -> progress.decision().totals())
        .map(
            totals ->
                new GuardFigures(
                    totals.leavers(),
                    totals.believedMembers(),
                    totals.gone(),
                    totals.largestLately()));
  }

  ImportExecution in(State newState) {
    return with(new Lifecycle(newState, ending()));
  }

  /** Notes on the export end the message: they hold whatever became of the import. */
  public ImportExecution ended(Ending ending) {
    return with(new Lifecycle(State.DONE, Optional.of(withNotes(ending))));
  }

  private Ending withNotes(Ending ending) {
    List<String> notes = export().map(ExportFacts::notes).orElse(List.of());
    return notes.isEmpty()
        ? ending
        : new Ending(
            ending.outcome(),
            ending.reason(),
            ending.message() + " " + String.join(" ", notes),
            ending.finishedAt());
  }

  public ImportExecution with(Counts counts) {
    return with(new WorkDone(counts, export(), delivery()));
  }

  public ImportExecution with(ExportFacts export) {
    return with(new WorkDone(counts(), Optional.of(export), delivery()));
  }

  public ImportExecution with(DeliveryProgress delivery) {
    return with(new WorkDone(counts(), export(), Optional.of(delivery)));
  }

  public ImportExecution with(MailStatus mail) {
    return with(new Output(reports(), mail, verification()));
  }

  public ImportExecution withReport(String name, String key) {
    Map<String, String> more = new TreeMap<>(reports());
    more.put(name, key);
    return with(new Output(more, mail(), verification()));
  }

  /**
   * With what a look at Braze found.
   *
   * @param moreReports keys of reports, by name
   */
  public ImportExecution with(Verification verification, Map<String, String> moreReports) {
    Map<String, String> all = new TreeMap<>(reports());
    all.putAll(moreReports);
    return with(new Output(all, mail(), Optional.of(verification)));
  }

  private ImportExecution with(Lifecycle newLifecycle) {
    return new ImportExecution(identity, origin, newLifecycle, work, output);
  }

  private ImportExecution with(WorkDone newWork) {
    return new ImportExecution(identity, origin, lifecycle, newWork, output);
  }

  private ImportExecution with(Output newOutput) {
    return new ImportExecution(identity, origin, lifecycle, work, newOutput);
  }
}

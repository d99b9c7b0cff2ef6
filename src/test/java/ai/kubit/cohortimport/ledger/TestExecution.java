package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.ledger.ImportExecution.Identity;
import ai.kubit.cohortimport.ledger.ImportExecution.Lifecycle;
import ai.kubit.cohortimport.ledger.ImportExecution.MailStatus;
import ai.kubit.cohortimport.ledger.ImportExecution.Origin;
import ai.kubit.cohortimport.ledger.ImportExecution.Output;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.ledger.ImportExecution.WorkDone;
import ai.kubit.cohortimport.outcome.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An execution of a test. Each call tells what is not as in the execution that it starts from. */
public final class TestExecution {
  private Identity identity;
  private Origin origin;
  private Lifecycle lifecycle;
  private WorkDone work;
  private Output output;

  private TestExecution(ImportExecution sample) {
    this.identity = sample.identity();
    this.origin = sample.origin();
    this.lifecycle = sample.lifecycle();
    this.work = sample.work();
    this.output = sample.output();
  }

  /** A plain import that a schedule began then, and that waits for a worker. */
  public static TestExecution scheduled(CohortKey cohort, String cohortName, Instant at) {
    return new TestExecution(
        new ImportExecution(
            new Identity(cohort, "s-20261122T0800Z-r1", cohortName),
            new Origin(Trigger.SCHEDULED, "", Optional.of(at), at, ImportOptions.PLAIN),
            new Lifecycle(State.QUEUED, Optional.empty()),
            WorkDone.NOTHING,
            Output.NONE));
  }

  public static TestExecution like(ImportExecution sample) {
    return new TestExecution(sample);
  }

  public TestExecution id(String executionId) {
    identity = new Identity(identity.cohort(), executionId, identity.cohortName());
    return this;
  }

  public TestExecution named(String cohortName) {
    identity = new Identity(identity.cohort(), identity.executionId(), cohortName);
    return this;
  }

  public TestExecution scheduledFor(Instant time) {
    return from(new Origin(Trigger.SCHEDULED, "", Optional.of(time), time, origin.options()));
  }

  /** A person's, or nobody's whom the caller named, begun then. */
  public TestExecution askedForBy(String person, Instant startedAt) {
    return from(new Origin(Trigger.MANUAL, person, Optional.empty(), startedAt, origin.options()));
  }

  public TestExecution from(Origin newOrigin) {
    origin = newOrigin;
    return this;
  }

  public TestExecution with(ImportOptions options) {
    return from(
        new Origin(
            origin.trigger(),
            origin.requestedBy(),
            origin.scheduledTime(),
            origin.startedAt(),
            options));
  }

  public TestExecution dryRun() {
    return with(new ImportOptions(true, false, false));
  }

  /** Removes everyone, and so reads no export. */
  public TestExecution drain() {
    work = new WorkDone(work.counts(), Optional.empty(), work.delivery());
    return with(ImportOptions.DRAIN);
  }

  public TestExecution in(State state) {
    lifecycle = new Lifecycle(state, Optional.empty());
    return this;
  }

  public TestExecution completed(Instant at) {
    return ended(new Ending(Outcome.COMPLETED, Optional.empty(), "", at));
  }

  public TestExecution ended(Ending ending) {
    lifecycle = new Lifecycle(State.DONE, Optional.of(ending));
    return this;
  }

  /** Says that of its ending. */
  public TestExecution saying(String message) {
    Ending ending = ending();
    return ended(new Ending(ending.outcome(), ending.reason(), message, ending.finishedAt()));
  }

  public TestExecution endedAt(Instant moment) {
    Ending ending = ending();
    return ended(new Ending(ending.outcome(), ending.reason(), ending.message(), moment));
  }

  private Ending ending() {
    return lifecycle.ending().orElseThrow();
  }

  public TestExecution counting(Counts counts) {
    work = new WorkDone(counts, work.export(), work.delivery());
    return this;
  }

  /** Counts these changes and nothing else. */
  public TestExecution counting(TestChanges changes) {
    return counting(changes.alone());
  }

  public TestExecution reading(ExportFacts export) {
    work = new WorkDone(work.counts(), Optional.of(export), work.delivery());
    return this;
  }

  public TestExecution delivering(Optional<DeliveryProgress> delivery) {
    work = new WorkDone(work.counts(), work.export(), delivery);
    return this;
  }

  public TestExecution reporting(Map<String, String> reports) {
    output = new Output(reports, output.mail());
    return this;
  }

  public TestExecution mailed(MailStatus mail) {
    output = new Output(output.reports(), mail);
    return this;
  }

  public ImportExecution build() {
    return new ImportExecution(identity, origin, lifecycle, work, output);
  }
}

package ai.kubit.cohortimport.work;

import ai.kubit.cohortimport.importer.CohortImporter;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.ledger.CohortRecord;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.LeaseLostException;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.mail.MailOutbox;
import ai.kubit.cohortimport.storage.StorageException;
import ai.kubit.cohortimport.telemetry.OperationsLog;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Runs a leg of an import, and tells people of it: operators in the log, recipients by mail. */
@Singleton
public final class LegRunner {
  private static final Logger LOG = Logger.getLogger(LegRunner.class);

  private final CohortImporter importer;
  private final LookWorker looks;
  private final MailOutbox outbox;
  private final OperationsLog operationsLog;
  private final Time time;

  @Inject
  public LegRunner(
      CohortImporter importer,
      LookWorker looks,
      MailOutbox outbox,
      OperationsLog operationsLog,
      Time time) {
    this.importer = importer;
    this.looks = looks;
    this.outbox = outbox;
    this.operationsLog = operationsLog;
    this.time = time;
  }

  /**
   * Runs one leg. Every line of the log that is written meanwhile names the execution.
   *
   * @param legEnd when the process may be ended
   * @return the execution, DONE or INTERRUPTED
   * @throws LeaseLostException when another leg has taken over
   */
  ImportExecution run(LegLease lease, Deadline legEnd, ImportProgress progress)
      throws InterruptedException {
    long start = time.nanos();
    MDC.put("workspaceId", lease.cohort().workspaceId());
    MDC.put("cohortId", lease.cohort().cohortId());
    MDC.put("executionId", lease.execution().executionId());
    try {
      ImportExecution execution = importer.run(lease, legEnd, progress);
      operationsLog.legEnded(lease.execution(), execution, Duration.ofNanos(time.nanos() - start));
      return execution;
    } catch (LeaseLostException lost) {
      throw lost;
    } catch (StorageException e) {
      operationsLog.legFailed(lease.leg(), e);
      throw e;
    } catch (RuntimeException e) {
      LOG.errorf(e, "leg %d failed; the sweep tries again after its lease", lease.leg());
      throw e;
    } finally {
      MDC.remove("workspaceId");
      MDC.remove("cohortId");
      MDC.remove("executionId");
    }
  }

  /** Looks at what Braze holds, where that is due and no import is. */
  LookWorker looks() {
    return looks;
  }

  /** Sends the mails that a cohort's recipients are owed and may be tried now. Never throws. */
  void sendOwedMails(CohortRecord record) {
    operationsLog.mailsFailed(record.cohort(), outbox.sendOwed(record));
  }
}

package ai.kubit.cohortimport.telemetry;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.ImportExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What those who run this function get to see: one line of the log for each leg, and metrics. Both
 * hold counts and the ids of workspace, cohort and execution, never a member or a key. Safe for use
 * by several threads.
 */
public final class OperationsLog {
  private static final Logger LOG = Logger.getLogger(OperationsLog.class);

  private final Optional<Consumer<String>> lines;
  private final Supplier<Instant> now;
  private final String stage;

  private OperationsLog(Optional<Consumer<String>> lines, Supplier<Instant> now, String stage) {
    this.lines = lines;
    this.now = now;
    this.stage = stage;
  }

  /** Tells nobody, where whoever asked sees the answer itself. */
  public static OperationsLog silent() {
    return new OperationsLog(Optional.empty(), () -> Instant.EPOCH, "");
  }

  /**
   * Tells the operators.
   *
   * @param lines takes lines of CloudWatch's embedded metric format, such as standard output
   * @param stage the dimension of every metric
   */
  public static OperationsLog to(Consumer<String> lines, Supplier<Instant> now, String stage) {
    return new OperationsLog(Optional.of(lines), now, stage);
  }

  /**
   * A sweep is over.
   *
   * @param due how many cohorts were due
   * @param dispatched how many workers were started
   * @param backlog for how long the most overdue one has been due
   * @param oldestRunning for how long the oldest import has been under way; zero for none
   */
  public void swept(int due, int dispatched, Duration backlog, Duration oldestRunning) {
    write(
        metrics()
            .metric(Metric.SWEEP_COMPLETED, 1)
            .metric(Metric.DUE_BACKLOG_SECONDS, backlog.toSeconds())
            .metric(Metric.OLDEST_RUNNING_SECONDS, oldestRunning.toSeconds())
            .property("due", due)
            .property("dispatched", dispatched));
  }

  /**
   * A leg is over.
   *
   * @param before the execution as the leg took it
   * @param after the execution as the leg left it: DONE or INTERRUPTED
   * @param took how long the leg worked
   */
  public void legEnded(ImportExecution before, ImportExecution after, Duration took) {
    if (lines.isEmpty()) {
      return;
    }
    write(new LegMetrics(before, after, took).on(metrics()));
    LegSummary summary = new LegSummary(after);
    LOG.log(summary.needsALook() ? Logger.Level.WARN : Logger.Level.INFO, summary.sentence());
  }

  /**
   * A leg failed because a table or a bucket did; what was thrown tells whoever waits for it.
   *
   * @param leg the number of the leg
   */
  public void legFailed(int leg, RuntimeException failure) {
    if (lines.isPresent()) {
      LOG.errorf(failure, "leg %d failed; the sweep tries again after its lease", leg);
    }
  }

  /** A look at what Braze holds is over; the line of history says what it found. */
  public void lookedAt(ImportExecution line) {
    line.verification()
        .ifPresent(
            found -> {
              MetricLine told =
                  metrics()
                      .metric(
                          Metric.MEMBERS_LACKING,
                          found.lookedUp().lacks() + found.lookedUp().leaversHold())
                      .cohort(line.cohort())
                      .property("executionId", line.executionId())
                      .property("diagnosis", found.diagnosis().name());
              found
                  .estimate()
                  .ifPresent(share -> told.metric(Metric.MATCH_PERCENT, share.percent()));
              write(told);
              LOG.logf(
                  found.isWell() ? Logger.Level.INFO : Logger.Level.WARN,
                  "%s of %s looked at in Braze: %s, %d looked up, %d absent, %d without the name %s",
                  line.executionId(),
                  line.cohort(),
                  found.diagnosis(),
                  found.lookedUp().looked(),
                  found.lookedUp().absent(),
                  found.lookedUp().lacks(),
                  found.message());
            });
  }

  /** Mails were given up: refused, or tried too often. */
  public void mailsFailed(CohortKey cohort, int recipients) {
    if (recipients > 0) {
      write(metrics().metric(Metric.MAIL_FAILURES, recipients).cohort(cohort));
    }
  }

  private MetricLine metrics() {
    return new MetricLine(stage, now.get());
  }

  private void write(MetricLine line) {
    lines.ifPresent(out -> out.accept(line.json()));
  }
}

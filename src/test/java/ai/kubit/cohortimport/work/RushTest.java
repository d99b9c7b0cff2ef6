package ai.kubit.cohortimport.work;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.importer.CohortImporter;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.importer.TestImporter;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.mail.ImportMail;
import ai.kubit.cohortimport.mail.MailOutbox;
import ai.kubit.cohortimport.mail.RecordingMailSender;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.telemetry.OperationsLog;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import ai.kubit.cohortimport.workspace.ImportSlots;
import ai.kubit.cohortimport.workspace.InMemoryWorkspaces;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand small cohorts that are due within one minute, and a giant before them all. None has a
 * workspace, so each import is a whole one that ends at once; the giant's does not end until the
 * test lets it.
 */
class RushTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final int COHORTS = 1_000;
  private static final int WORKERS = 10;
  private static final CohortKey GIANT = new CohortKey("giants", "giant");

  @TempDir Path scratch;
  private final VirtualTime time = new VirtualTime(NOW);
  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final ImportExecutions executions =
      new ImportExecutions(store, time, () -> UUID.randomUUID().toString());
  private final List<CohortKey> byDueTime = new ArrayList<>();
  private final Queue<CohortKey> ended = new ConcurrentLinkedQueue<>();
  private final Map<CohortKey, Thread> workerOf = new ConcurrentHashMap<>();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger mostWorking = new AtomicInteger();
  private final CountDownLatch smallOnesLeft = new CountDownLatch(COHORTS);
  private final CountDownLatch giantMayEnd = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(2 * WORKERS);
  private LocalWorkers workers;
  private DueSweep sweep;

  @BeforeEach
  void makeThemDue() {
    put(GIANT, NOW.minusSeconds(61));
    for (int i = 0; i < COHORTS; i++) {
      CohortKey cohort = new CohortKey("acme", "cohort-" + (COHORTS - i));
      byDueTime.add(cohort);
      put(cohort, NOW.minusSeconds(60).plusMillis(60L * i));
    }
    Worker worker = worker();
    workers =
        new LocalWorkers(
            threads,
            WORKERS,
            first -> {
              mostWorking.accumulateAndGet(working.incrementAndGet(), Math::max);
              try {
                worker.workFrom(
                    first, Deadline.in(time, Duration.ofHours(1)), ImportProgress.SILENT);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                working.decrementAndGet();
              }
            });
    sweep = new DueSweep(store, workers, WORKERS, time, OperationsLog.silent());
  }

  private void put(CohortKey cohort, Instant dueAt) {
    Schedules.stored(
        store,
        Schedules.entry(
            cohort,
            Schedules.daily(cohort, "Name " + cohort.cohortId()),
            ScheduleState.LIVE,
            Optional.of(dueAt)));
  }

  private Worker worker() {
    InMemoryObjectStore bucket = new InMemoryObjectStore();
    InMemoryWorkspaces workspaces = new InMemoryWorkspaces();
    CohortImporter importer =
        new TestImporter(
                workspaces, executions, bucket, new Memberships(bucket, new ObjectMapper()), time)
            .sendingNothing((schedule, execution) -> ending(execution), scratch);
    MailOutbox outbox =
        new MailOutbox(
            store,
            new ImportMail()::render,
            new RecordingMailSender(),
            time,
            new MailOutbox.Installation("bucket", "test"));
    return new Worker(
        store,
        executions,
        new ImportSlots(workspaces, time),
        new LegRunner(importer, LookWorkers.idle(), outbox, OperationsLog.silent(), time),
        time);
  }

  /** Called by the importer in its lease, just before it commits. */
  private List<String> ending(ImportExecution execution) {
    CohortKey cohort = execution.cohort();
    workerOf.put(cohort, Thread.currentThread());
    if (cohort.equals(GIANT)) {
      await(giantMayEnd);
    } else {
      ended.add(cohort);
      smallOnesLeft.countDown();
    }
    return List.of();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @AfterEach
  void end() {
    giantMayEnd.countDown();
    threads.shutdownNow();
  }

  /** Ticks come while workers work, and twice. */
  private void rush() throws InterruptedException {
    assertThat(sweep.sweep())
        .isEqualTo(new DueSweep.Seen(1_000, true, WORKERS, Duration.ofSeconds(61)));
    assertThat(sweep.sweep().dispatched()).isZero();
    await(smallOnesLeft);
    sweep.sweep();
    giantMayEnd.countDown();
    workers.awaitIdle();
  }

  @Test
  void eachIsBegunExactlyOnceByAtMostTheAllowedWorkers() throws InterruptedException {
    rush();

    assertThat(ended).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(byDueTime);
    for (CohortKey cohort : byDueTime) {
      assertThat(history(cohort)).hasSize(1).allMatch(line -> line.ending().isPresent());
    }
    assertThat(history(GIANT)).hasSize(1).allMatch(line -> line.ending().isPresent());
    assertThat(mostWorking).hasValue(WORKERS);
    assertThat(store.due(time.now(), 1)).isEmpty();
  }

  /**
   * When a cohort has ended, those that were due before it have ended or are in another worker's
   * hands, however slow that worker is.
   */
  @Test
  void theyAreImportedInTheOrderInWhichTheyAreDue() throws InterruptedException {
    rush();

    BitSet endedSoFar = new BitSet();
    for (CohortKey cohort : ended) {
      int place = byDueTime.indexOf(cohort);
      endedSoFar.set(place);
      int earlierOnesOpen = place - endedSoFar.get(0, place).cardinality();
      assertThat(earlierOnesOpen).isLessThan(WORKERS);
    }
  }

  @Test
  void aGiantOccupiesOneWorkerOnly() throws InterruptedException {
    rush();

    Thread giants = workerOf.get(GIANT);
    Set<Thread> others = ConcurrentHashMap.newKeySet();
    byDueTime.forEach(cohort -> others.add(workerOf.get(cohort)));
    assertThat(others).hasSizeBetween(2, WORKERS - 1).doesNotContain(giants);
  }

  private List<ImportExecution> history(CohortKey cohort) {
    return store
        .history(cohort, new HistoryQuery(100, Optional.empty(), Optional.empty()))
        .executions();
  }
}

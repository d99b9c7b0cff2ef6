package ai.kubit.cohortimport.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.importer.CohortImporter;
import ai.kubit.cohortimport.importer.ImportProgress;
import ai.kubit.cohortimport.importer.TestImporter;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.CohortStore.DueCohort;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.mail.ImportMail;
import ai.kubit.cohortimport.mail.MailOutbox;
import ai.kubit.cohortimport.mail.RecordingMailSender;
import ai.kubit.cohortimport.membership.Memberships;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.telemetry.OperationsLog;
import ai.kubit.cohortimport.time.Deadline;
import ai.kubit.cohortimport.time.VirtualTime;
import ai.kubit.cohortimport.workspace.ImportSlots;
import ai.kubit.cohortimport.workspace.InMemoryWorkspaces;
import ai.kubit.cohortimport.workspace.RestEndpoint;
import ai.kubit.cohortimport.workspace.Workspace;
import ai.kubit.cohortimport.workspace.WorkspaceRecord;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No cohort here has a workspace, so each import is a whole one that ends at once. */
class WorkerTest {
  private static final CohortKey ONE = new CohortKey("acme", "one");
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @TempDir Path scratch;
  private final VirtualTime time = new VirtualTime(NOW);
  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final List<String> metrics = new ArrayList<>();
  private final OperationsLog operationsLog = OperationsLog.to(metrics::add, time::now, "test");
  private final InMemoryWorkspaces workspaces = new InMemoryWorkspaces();
  private final ImportExecutions executions =
      new ImportExecutions(store, time, () -> UUID.randomUUID().toString());

  private Worker worker() {
    InMemoryObjectStore bucket = new InMemoryObjectStore();
    CohortImporter importer =
        new TestImporter(
                workspaces, executions, bucket, new Memberships(bucket, new ObjectMapper()), time)
            .sendingNothing((schedule, execution) -> List.of(), scratch);
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
        new LegRunner(importer, LookWorkers.idle(), outbox, operationsLog, time),
        time);
  }

  private CohortKey cohort(String id, Instant nextRunAt) {
    CohortKey cohort = new CohortKey("acme", id);
    Schedules.stored(
        store,
        Schedules.entry(
            cohort,
            Schedules.daily(cohort, "Name " + id),
            ScheduleState.LIVE,
            Optional.of(nextRunAt)));
    return cohort;
  }

  private List<ImportExecution> history(CohortKey cohort) {
    return store
        .history(cohort, new HistoryQuery(100, Optional.empty(), Optional.empty()))
        .executions();
  }

  private Deadline leg() {
    return Deadline.in(time, Duration.ofMinutes(14));
  }

  private Worker.Done work(Optional<CohortKey> first) throws InterruptedException {
    return first.isPresent()
        ? worker().workFrom(first.get(), leg(), ImportProgress.SILENT)
        : worker().work(leg(), ImportProgress.SILENT);
  }

  @Test
  void d29AnEventThatMetARunningImportIsImportedByTheNextWorker() throws InterruptedException {
    CohortKey one = cohort("one", NOW);
    executions.begin(BeginRequest.scheduled(one));
    executions.begin(BeginRequest.event(one, "e-1", Optional.of(NOW.plusSeconds(1))));

    work(Optional.empty());
    work(Optional.empty());
    work(Optional.empty());

    assertThat(history(one))
        .extracting(ImportExecution::executionId)
        .containsExactlyInAnyOrder("e-1", "s-20261122T0800Z-r1");
  }

  @Test
  void aWorkerImportsWhatIsDueUntilNothingIs() throws InterruptedException {
    CohortKey one = cohort("one", NOW);
    CohortKey two = cohort("two", NOW.minusSeconds(60));
    CohortKey later = cohort("later", NOW.plusSeconds(1));

    Worker.Done done = work(Optional.empty());

    assertThat(done.imports()).isEqualTo(2);
    assertThat(done.last().orElseThrow().cohort()).isEqualTo(one);
    assertThat(history(one)).hasSize(1);
    assertThat(history(two)).hasSize(1);
    assertThat(history(two).get(0).ending().orElseThrow().reason()).contains(Reason.BAD_WORKSPACE);
    assertThat(history(later)).isEmpty();
    assertThat(store.due(time.now(), 100)).isEmpty();
  }

  @Test
  void aSecondWorkerFindsNothing() throws InterruptedException {
    CohortKey one = cohort("one", NOW);
    work(Optional.of(one));

    assertThat(work(Optional.of(one))).isEqualTo(new Worker.Done(0, Optional.empty()));
    assertThat(history(one)).hasSize(1);
  }

  @Test
  void aWorkerOfAnUnknownCohortDoesNothing() throws InterruptedException {
    assertThat(work(Optional.of(new CohortKey("acme", "nobody"))).imports()).isZero();
  }

  @Test
  void aCohortThatAnotherWorkerHoldsIsLeftAlone() throws InterruptedException {
    CohortKey one = cohort("one", NOW);
    executions.begin(BeginRequest.scheduled(one));
    executions.take(one, NOW.plusSeconds(900));
    long version = store.record(one).orElseThrow().version();

    assertThat(work(Optional.of(one)).imports()).isZero();
    assertThat(history(one).get(0).state()).isEqualTo(ImportExecution.State.RUNNING);
    // Another write would only make the one at work write again.
    assertThat(store.record(one).orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void whatACrashedWorkerLeftIsTakenOver() throws InterruptedException {
    CohortKey one = cohort("one", NOW);
    executions.begin(BeginRequest.scheduled(one));
    executions.take(one, NOW.plusSeconds(900));
    time.pause(Duration.ofMinutes(16));

    assertThat(work(Optional.empty()).imports()).isEqualTo(1);

    assertThat(history(one)).hasSize(1);
    assertThat(history(one).get(0).state()).isEqualTo(ImportExecution.State.DONE);
  }

  @Test
  void aWorkerThatHasLittleTimeLeftStartsNothingMore() throws InterruptedException {
    cohort("one", NOW);
    cohort("two", NOW);
    Deadline leg = leg();
    store.beforeWrite(() -> time.pause(Duration.ofMinutes(5)));

    Worker.Done done = worker().work(leg, ImportProgress.SILENT);

    assertThat(done.imports()).isEqualTo(1);
  }

  // Places

  private void workspaceWithPlaces(String id, int places) {
    workspaces.put(
        WorkspaceRecord.first(
            new Workspace(
                id,
                RestEndpoint.of("https://rest.iad-01.braze.com"),
                new Workspace.DeliveryWay(
                    Workspace.DeliveryMode.ATTRIBUTE, "Kubit cohorts", "kubit"),
                new Workspace.WorkspaceLimits(500, 75, places),
                new Workspace.DeviceLookups(Workspace.DeviceLookup.OFF, 250))));
  }

  private void occupy(String workspaceId, String cohortId) {
    workspaces.put(
        workspaces
            .find(workspaceId)
            .orElseThrow()
            .withActive(cohortId, NOW.plus(Duration.ofMinutes(10))));
  }

  @Test
  void aCohortWithoutAPlaceStaysDueAndLeavesNoLineOfHistory() throws InterruptedException {
    CohortKey one = cohort("one", NOW);
    workspaceWithPlaces("acme", 1);
    occupy("acme", "another");

    assertThat(work(Optional.of(one)).imports()).isZero();

    assertThat(history(one)).isEmpty();
    assertThat(store.due(time.now(), 10)).extracting(DueCohort::cohort).containsExactly(one);
  }

  @Test
  void otherWorkspacesGoOnWhileOneIsFull() throws InterruptedException {
    for (int i = 0; i < 60; i++) {
      cohort("full" + i, NOW.minusSeconds(60));
    }
    CohortKey free = new CohortKey("other", "free");
    Schedules.stored(
        store,
        Schedules.entry(free, Schedules.daily(free, "Free"), ScheduleState.LIVE, Optional.of(NOW)));
    workspaceWithPlaces("acme", 1);
    occupy("acme", "another");

    assertThat(work(Optional.empty()).imports()).isEqualTo(1);

    assertThat(history(free)).hasSize(1);
  }

  @Test
  void theDeadMakeRoomAndWhoeverWaitedIsImported() throws InterruptedException {
    CohortKey one = cohort("one", NOW);
    workspaceWithPlaces("acme", 1);
    occupy("acme", "another");
    work(Optional.of(one));
    time.pause(Duration.ofMinutes(10));

    assertThat(work(Optional.of(one)).imports()).isEqualTo(1);

    assertThat(history(one).get(0).state()).isEqualTo(ImportExecution.State.DONE);
    assertThat(workspaces.find("acme").orElseThrow().active()).isEmpty();
  }

  @Test
  void aQueuedImportWithoutAPlaceStaysQueued() throws InterruptedException {
    CohortKey one = cohort("one", NOW);
    executions.begin(BeginRequest.scheduled(one));
    workspaceWithPlaces("acme", 1);
    occupy("acme", "another");

    assertThat(worker().importNow(one, leg(), ImportProgress.SILENT)).isEmpty();

    assertThat(history(one).get(0).state()).isEqualTo(ImportExecution.State.QUEUED);
    assertThat(store.due(time.now(), 10)).extracting(DueCohort::cohort).containsExactly(one);
  }

  // Sweep

  private static final class Started implements Workers {
    private final List<CohortKey> firsts = new ArrayList<>();
    private int places = Integer.MAX_VALUE;

    @Override
    public boolean start(CohortKey first) {
      if (firsts.size() >= places) {
        return false;
      }
      return firsts.add(first);
    }
  }

  @Test
  void aSweepStartsAWorkerForEachDueCohortUpToTheLimit() {
    CohortKey one = cohort("one", NOW.minusSeconds(90));
    CohortKey two = cohort("two", NOW.minusSeconds(30));
    cohort("three", NOW);
    Started started = new Started();

    DueSweep.Seen seen = new DueSweep(store, started, 2, time, operationsLog).sweep();

    assertThat(seen).isEqualTo(new DueSweep.Seen(3, false, 2, Duration.ofSeconds(90)));
    assertThat(started.firsts).containsExactly(one, two);
  }

  @Test
  void d31ASweepThatDoesNotCountEveryoneSaysSo() {
    for (int i = 0; i < 1_001; i++) {
      cohort("cohort-" + i, NOW);
    }

    DueSweep.Seen seen = new DueSweep(store, new Started(), 2, time, operationsLog).sweep();

    assertThat(seen).isEqualTo(new DueSweep.Seen(1_000, true, 2, Duration.ZERO));
  }

  @Test
  void aSweepTellsHowOverdueAndHowOldWhatIsUnderWayIs() {
    CohortKey running = cohort("running", NOW);
    executions.begin(BeginRequest.scheduled(running));
    cohort("overdue", NOW.minusSeconds(90));
    time.pause(Duration.ofSeconds(10));

    new DueSweep(store, new Started(), 2, time, operationsLog).sweep();

    assertThat(metrics)
        .singleElement()
        .asString()
        .contains("\"DueBacklogSeconds\":100", "\"OldestRunningSeconds\":10");
  }

  @Test
  void everyLegIsTold() throws InterruptedException {
    CohortKey cohort = cohort("told", NOW);

    worker().workFrom(cohort, leg(), ImportProgress.SILENT);

    assertThat(metrics)
        .singleElement()
        .asString()
        .contains("\"cohortId\":\"told\"", "\"Outcome\":\"FAILED\"", "\"LegSeconds\"");
  }

  @Test
  void aSweepCountsOnlyWhatStarted() {
    cohort("one", NOW);
    cohort("two", NOW);
    Started started = new Started();
    started.places = 1;

    assertThat(new DueSweep(store, started, 5, time, operationsLog).sweep().dispatched())
        .isEqualTo(1);
  }

  @Test
  void aSweepOfNothingStartsNobody() {
    CohortStore nothing = new InMemoryCohortStore();

    assertThat(new DueSweep(nothing, new Started(), 5, time, operationsLog).sweep())
        .isEqualTo(new DueSweep.Seen(0, false, 0, Duration.ZERO));
  }

  // Workers of this process

  /** Runs what it was given when it is told to. */
  private static final class Later extends AbstractExecutorService {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean closed;

    @Override
    public void execute(Runnable task) {
      if (closed) {
        throw new RejectedExecutionException();
      }
      tasks.add(task);
    }

    @Override
    public void shutdown() {
      closed = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      closed = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return closed;
    }

    @Override
    public boolean isTerminated() {
      return closed;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  @Test
  void noMoreWorkersRunThanAreAllowedAndAPlaceIsFreeAgainAfterAFailure() {
    Later threads = new Later();
    List<CohortKey> worked = new ArrayList<>();
    LocalWorkers workers =
        new LocalWorkers(
            threads,
            1,
            first -> {
              worked.add(first);
              throw new IllegalStateException("a worker failed");
            });

    assertThat(workers.start(ONE)).isTrue();
    assertThat(workers.start(ONE)).isFalse();
    assertThatThrownBy(() -> threads.tasks.remove().run())
        .isInstanceOf(IllegalStateException.class);

    assertThat(workers.start(ONE)).isTrue();
    assertThat(worked).hasSize(1);
  }

  @Test
  void aProcessThatEndsStartsNoWorkerAndKeepsNoPlace() {
    Later threads = new Later();
    threads.shutdown();
    LocalWorkers workers = new LocalWorkers(threads, 1, first -> {});

    assertThat(workers.start(ONE)).isFalse();
    threads.closed = false;
    assertThat(workers.start(ONE)).isTrue();
  }
}

package ai.kubit.cohortimport.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.BeginRequest;
import ai.kubit.cohortimport.ledger.BeginResult;
import ai.kubit.cohortimport.ledger.CohortStore;
import ai.kubit.cohortimport.ledger.Commit;
import ai.kubit.cohortimport.ledger.ImportExecutions;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.InMemoryCohortStore;
import ai.kubit.cohortimport.ledger.LegLease;
import ai.kubit.cohortimport.ledger.Schedules;
import ai.kubit.cohortimport.mail.Samples;
import ai.kubit.cohortimport.schedule.Cadence;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.time.VirtualTime;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the history page is written from. */
class WorkspaceReportTest {
  private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
  private static final CohortKey VIP = new CohortKey("acme", "vip");

  private final VirtualTime time = new VirtualTime(NOW);
  private final InMemoryCohortStore store = new InMemoryCohortStore();
  private final ImportExecutions executions =
      new ImportExecutions(store, time, () -> UUID.randomUUID().toString());
  private final WorkspaceReport report = new WorkspaceReport(store, new HistoryPage(), time);

  private void put(CohortKey cohort, ScheduleState state) {
    put(cohort, Schedules.daily(cohort, "Name of " + cohort.cohortId()), state);
  }

  private void put(CohortKey cohort, ObjectNode definition, ScheduleState state) {
    Schedules.stored(
        store,
        Schedules.entry(cohort, definition, state, Optional.of(NOW.plus(Duration.ofHours(1)))));
  }

  private void importNow(CohortKey cohort, String id) {
    executions.begin(BeginRequest.manual(cohort, id, "ann", ImportOptions.PLAIN));
    LegLease lease = executions.take(cohort, time.now().plusSeconds(60)).orElseThrow();
    executions.commit(
        lease,
        new Commit(
            Samples.finished(lease.execution(), time.now()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            Optional.empty()));
    time.pause(Duration.ofSeconds(1));
  }

  private CohortHistory only() {
    HistoryPageFacts facts = report.facts("acme", MailLocale.ENGLISH);
    assertThat(facts.cohorts()).hasSize(1);
    return facts.cohorts().get(0);
  }

  @Test
  void everyCohortOfTheWorkspaceIsThereAndNoOther() {
    put(VIP, ScheduleState.LIVE);
    put(new CohortKey("acme", "gone"), ScheduleState.CANCELLED);
    put(new CohortKey("other", "vip"), ScheduleState.LIVE);

    HistoryPageFacts facts = report.facts("acme", MailLocale.ENGLISH);

    assertThat(facts.generatedAt()).isEqualTo(NOW);
    assertThat(facts.cohorts())
        .extracting(CohortHistory::name)
        .containsExactly("Name of gone", "Name of vip");
    assertThat(facts.cohorts())
        .extracting(cohort -> cohort.nextRuns().size())
        .containsExactly(0, 3);
    assertThat(facts.cohorts().get(1).cadence()).contains(new Cadence.Daily(LocalTime.of(8, 0)));
  }

  /** Answers only once so many ask at the same time. */
  private static CohortStore together(CohortStore store, int parties, AtomicInteger asked) {
    CyclicBarrier all = new CyclicBarrier(parties);
    return (CohortStore)
        Proxy.newProxyInstance(
            CohortStore.class.getClassLoader(),
            new Class<?>[] {CohortStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("history")) {
                asked.incrementAndGet();
                all.await(30, TimeUnit.SECONDS);
              }
              return method.invoke(store, arguments);
            });
  }

  @Test
  void d31TheHistoriesOfManyCohortsAreReadAtOnceEachByOneQuery() {
    int cohorts = 2 * WorkspaceReport.QUERIES_AT_ONCE;
    for (int i = 0; i < cohorts; i++) {
      put(new CohortKey("acme", "c%03d".formatted(i)), ScheduleState.LIVE);
    }
    AtomicInteger asked = new AtomicInteger();
    CohortStore slow = together(store, WorkspaceReport.QUERIES_AT_ONCE, asked);

    HistoryPageFacts facts =
        new WorkspaceReport(slow, new HistoryPage(), time).facts("acme", MailLocale.ENGLISH);

    assertThat(asked.get()).isEqualTo(cohorts);
    assertThat(facts.cohorts())
        .extracting(cohort -> cohort.cohort().cohortId())
        .hasSize(cohorts)
        .isSorted();
  }

  @Test
  void historyOfSeveralPagesIsReadToItsEnd() {
    put(VIP, ScheduleState.LIVE);
    for (int i = 0; i < 250; i++) {
      importNow(VIP, "m-" + i);
    }

    assertThat(only().executions()).hasSize(250).doesNotHaveDuplicates();
    assertThat(only().older()).isFalse();
  }

  @Test
  void olderOnesThanAPageHoldsAreLeftOutAndItSaysSo() {
    put(VIP, ScheduleState.LIVE);
    for (int i = 0; i <= WorkspaceReport.MOST_OF_A_COHORT; i++) {
      importNow(VIP, "m-" + i);
    }

    assertThat(only().executions()).hasSize(WorkspaceReport.MOST_OF_A_COHORT);
    assertThat(only().executions().get(0).executionId())
        .isEqualTo("m-" + WorkspaceReport.MOST_OF_A_COHORT);
    assertThat(only().older()).isTrue();
  }

  @Test
  void aScheduleThatSomebodyBrokeInTheTableIsShownAllTheSame() {
    ObjectNode broken = Schedules.daily(VIP, "VIP");
    broken.put("timeZone", "Mars/Olympus");
    put(VIP, broken, ScheduleState.LIVE);

    assertThat(only().cadence()).isEmpty();
    assertThat(only().name()).isEqualTo("VIP");
  }

  @Test
  void whatIsUnderWayIsThere() {
    put(VIP, ScheduleState.LIVE);
    BeginResult begun = executions.begin(BeginRequest.scheduled(VIP));
    assertThat(begun).isInstanceOf(BeginResult.NotDue.class);
    time.pause(Duration.ofHours(1));
    executions.begin(BeginRequest.scheduled(VIP));

    assertThat(only().active()).isPresent();
    assertThat(only().executions()).hasSize(1);
  }
}

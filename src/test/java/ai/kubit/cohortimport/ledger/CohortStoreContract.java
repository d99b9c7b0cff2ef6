package ai.kubit.cohortimport.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.guard.ImportGuard;
import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.guard.UsualRows;
import ai.kubit.cohortimport.ledger.CohortRecord.PendingMail;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import ai.kubit.cohortimport.ledger.CohortStore.DueCohort;
import ai.kubit.cohortimport.ledger.CohortStore.ExecutionPage;
import ai.kubit.cohortimport.ledger.CohortStore.HistoryQuery;
import ai.kubit.cohortimport.ledger.CohortStore.StoreWrite;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.ledger.ImportExecution.MailStatus;
import ai.kubit.cohortimport.ledger.ImportExecution.Origin;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.membership.StepOutcomes;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.ScheduleState;
import ai.kubit.cohortimport.verification.Diagnosis;
import ai.kubit.cohortimport.verification.LookTally;
import ai.kubit.cohortimport.verification.ProfileFinding;
import ai.kubit.cohortimport.verification.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every ledger promises. */
abstract class CohortStoreContract {
  /** Earlier than the clock of anybody else who shares a table. */
  static final Instant NOW = Instant.parse("2001-11-22T08:00:00Z");

  private final CohortStore store = ledger();

  /** Ledgers may be shared by tests, so each test has a workspace of its own. */
  final String workspace = newWorkspace();

  final CohortKey cohort = new CohortKey(workspace, "vip");

  abstract CohortStore ledger();

  abstract String newWorkspace();

  CohortRecord fresh() {
    return fresh(cohort, "VIP");
  }

  private CohortRecord fresh(CohortKey whose, String name) {
    return Schedules.entry(
        whose,
        Schedules.daily(whose, name),
        ScheduleState.LIVE,
        Optional.of(Instant.parse("2999-01-01T08:00:00Z")));
  }

  private CohortRecord stored() {
    return Schedules.stored(store, fresh());
  }

  private CohortRecord read() {
    return store.record(cohort).orElseThrow();
  }

  private boolean write(CohortRecord record, Set<String> reserve, Set<String> release) {
    return store.write(new StoreWrite(record, Optional.empty(), reserve, release));
  }

  ImportExecution execution(String id, Instant startedAt, Optional<Outcome> outcome) {
    TestExecution begun =
        TestExecution.scheduled(cohort, "VIP", startedAt).id(id).askedForBy("ann", startedAt);
    return outcome
        .map(how -> begun.ended(new Ending(how, Optional.empty(), "", startedAt)))
        .orElse(begun)
        .build();
  }

  // Records

  @Test
  void aCohortThatWasNeverWrittenHasNoEntry() {
    assertThat(store.record(cohort)).isEmpty();
    assertThat(store.records(workspace)).isEmpty();
  }

  @Test
  void anEntryComesBackWithEveryFieldAndTheNextVersion() {
    CohortRecord full =
        new CohortRecord(
            cohort,
            0,
            new CohortRecord.CohortSchedule(
                Schedules.asStored(cohort, Schedules.daily(cohort, "VIP \"ünïcode\" \uD83D\uDE00")),
                ScheduleState.PAUSED,
                7,
                Optional.of(NOW.plusMillis(1)),
                Optional.of(NOW.minusNanos(1000))),
            new CohortRecord.Belief(
                Optional.of("state/manifest.json"),
                Optional.of(Set.of("Old", "VIP")),
                Optional.of(NOW.plusMillis(6)),
                4,
                new CohortRecord.GuardMemory(
                    Optional.of(
                        new Refusal(
                            "s-0",
                            new Confirmation(
                                Reason.GUARD_GROWTH, "print", 9_000_000_000L, 8_000_000_000L))),
                    new RecentSizes(
                        List.of(
                            new RecentSizes.Point(NOW.plusMillis(1), 5_000_000_000L),
                            new RecentSizes.Point(NOW.plusMillis(3), 7))),
                    Optional.of(new UsualRows(6_000_000_000L, 3)))),
            new CohortRecord.OpenWork(
                Optional.of(
                    new ActiveExecution(
                        "m-1",
                        NOW.plusMillis(3),
                        new ActiveExecution.Hold(
                            State.INTERRUPTED,
                            NOW.plusMillis(2),
                            "owner",
                            Optional.of(NOW.plusMillis(5)),
                            "earlier changes must settle"),
                        new ActiveExecution.Legs(3, 2, true),
                        true)),
                Optional.of(
                    new CohortRecord.KeptRequest(
                        "e-1",
                        new ImportCause(Trigger.EVENT, "ann", Optional.of(NOW.plusMillis(9))),
                        NOW.plusMillis(10),
                        Optional.of(NOW.plusMillis(11)))),
                List.of(
                    new PendingMail("s-1", List.of("ann@example.com", "bob@example.com"), 2, NOW),
                    new PendingMail("s-2", List.of("bob@example.com"), 0, NOW.plusMillis(8))),
                Optional.of(
                    new PlannedLook(
                        "m-1",
                        1000,
                        NOW.plusMillis(9),
                        "looker",
                        new PlannedLook.LookSoFar(
                            "state/membership",
                            17,
                            LookTally.NOTHING
                                .plus(MemberId.Kind.ALIAS, ProfileFinding.ABSENT, true)
                                .plus(MemberId.Kind.EXTERNAL_ID, ProfileFinding.OTHER_TYPE, true)
                                .plus(
                                    MemberId.Kind.DEVICE_ID,
                                    new ProfileFinding(true, true, 2),
                                    true)
                                .plusLeaver(new ProfileFinding(true, true, 2)),
                            List.of(3, 17),
                            2)))));

    assertThat(store.write(StoreWrite.of(full))).isTrue();

    assertThat(read())
        .isEqualTo(new CohortRecord(cohort, 1, full.schedule(), full.belief(), full.work()));
  }

  @Test
  void absentFieldsComeBackAbsent() {
    CohortRecord bare =
        Schedules.entry(
            cohort, Schedules.daily(cohort, "VIP"), ScheduleState.FINISHED, Optional.empty());
    stored();

    store.write(
        StoreWrite.of(
            new CohortRecord(
                cohort, 1, bare.schedule(), bare.belief(), CohortRecord.OpenWork.NONE)));

    assertThat(read().schedule()).isEqualTo(bare.schedule());
    assertThat(read().active()).isEmpty();
    assertThat(read().kept()).isEmpty();
    assertThat(read().belief()).isEqualTo(CohortRecord.Belief.NONE);
  }

  @Test
  void d31CohortsComePageByPageAndMarkersOfNamesAreNone() {
    for (String id : List.of("c", "a", "B", "b")) {
      Schedules.stored(store, fresh(new CohortKey(workspace, id), "Name " + id));
    }
    Schedules.stored(store, fresh(new CohortKey(newWorkspace(), "z"), "Name"));

    assertThat(page(Optional.empty(), 3)).containsExactly("B", "a", "b");
    assertThat(page(Optional.of("b"), 3)).containsExactly("c");
    assertThat(page(Optional.of("c"), 3)).isEmpty();
    assertThat(page(Optional.of("aa"), 1)).containsExactly("b");
  }

  private List<String> page(Optional<String> after, int limit) {
    return store.records(workspace, after, limit).stream()
        .map(record -> record.cohort().cohortId())
        .toList();
  }

  @Test
  void ofTwoWritersOfTheSameVersionTheSecondIsToldNoAndChangesNothing() {
    CohortRecord readByBoth = stored();
    CohortRecord first =
        readByBoth.with(List.of(new PendingMail("first", List.of("a@b.c"), 0, NOW)));
    CohortRecord second =
        readByBoth.with(List.of(new PendingMail("second", List.of("a@b.c"), 0, NOW)));

    assertThat(store.write(StoreWrite.of(first))).isTrue();
    assertThat(
            store.write(
                new StoreWrite(
                    second,
                    Optional.of(execution("m-2", NOW, Optional.empty())),
                    Set.of("Other"),
                    Set.of("VIP"))))
        .isFalse();

    assertThat(read().pendingMails()).isEqualTo(first.pendingMails());
    assertThat(read().version()).isEqualTo(2);
    assertThat(store.execution(cohort, "m-2")).isEmpty();
    assertThat(store.holderOf(workspace, "Other")).isEmpty();
    assertThat(store.holderOf(workspace, "VIP")).contains("vip");
  }

  @Test
  void ofTwoWhoCreateAnEntryTheSecondIsToldNo() {
    assertThat(store.write(StoreWrite.of(fresh()))).isTrue();
    assertThat(store.write(StoreWrite.of(fresh(cohort, "Other")))).isFalse();

    assertThat(read().schedule().stored().cohortName()).isEqualTo("VIP");
  }

  @Test
  void anEntryThatIsGoneIsNotWritten() {
    CohortRecord ofLater =
        new CohortRecord(
            cohort, 5, fresh().schedule(), CohortRecord.Belief.NONE, CohortRecord.OpenWork.NONE);

    assertThat(store.write(StoreWrite.of(ofLater))).isFalse();
    assertThat(store.record(cohort)).isEmpty();
  }

  @Test
  void aTransitionDecidesAnewWhenSomebodyElseWasFaster() {
    stored();
    List<Long> seen = new ArrayList<>();

    store.transition(
        cohort,
        found -> {
          seen.add(found.orElseThrow().version());
          if (seen.size() == 1) {
            store.write(StoreWrite.of(found.get()));
          }
          return CohortStore.Transition.of(StoreWrite.of(found.get()), Boolean.TRUE);
        });

    assertThat(seen).containsExactly(1L, 2L);
    assertThat(read().version()).isEqualTo(3);
  }

  @Test
  void entriesAreThoseOfTheWorkspaceByCohortIdWithoutTheNamesTheyReserve() {
    for (String id : List.of("b", "a", "Z", "0")) {
      Schedules.stored(store, fresh(new CohortKey(workspace, id), "Name " + id));
    }
    String other = newWorkspace();
    Schedules.stored(store, fresh(new CohortKey(other, "elsewhere"), "Name a"));

    assertThat(store.records(workspace).stream().map(record -> record.cohort().cohortId()))
        .containsExactly("0", "Z", "a", "b");
  }

  // Names

  @Test
  void aNameIsHeldByOneCohortOfAWorkspace() {
    stored();
    CohortKey rival = new CohortKey(workspace, "rival");
    CohortKey elsewhere = new CohortKey(newWorkspace(), "rival");

    assertThat(write(fresh(rival, "VIP"), Set.of("VIP"), Set.of())).isFalse();
    assertThat(write(fresh(elsewhere, "VIP"), Set.of("VIP"), Set.of())).isTrue();

    assertThat(store.record(rival)).isEmpty();
    assertThat(store.holderOf(workspace, "VIP")).contains("vip");
    assertThat(store.holderOf(workspace, "vip")).isEmpty();
  }

  @Test
  void aCohortMayReserveItsNameAgain() {
    CohortRecord record = stored();

    assertThat(write(record, Set.of("VIP"), Set.of())).isTrue();
  }

  @Test
  void aReleasedNameMayBeTakenByAnother() {
    CohortRecord record = stored();
    CohortKey rival = new CohortKey(workspace, "rival");

    assertThat(write(record, Set.of("New"), Set.of("VIP", "never reserved"))).isTrue();

    assertThat(store.holderOf(workspace, "VIP")).isEmpty();
    assertThat(store.holderOf(workspace, "New")).contains("vip");
    assertThat(write(fresh(rival, "VIP"), Set.of("VIP"), Set.of())).isTrue();
  }

  @Test
  void releasingANameThatAnotherHoldsNeitherFreesItNorHindersTheWrite() {
    CohortKey rival = new CohortKey(workspace, "rival");
    Schedules.stored(store, fresh(rival, "Theirs"));
    CohortRecord record = stored();

    assertThat(write(record, Set.of(), Set.of("Theirs"))).isTrue();

    assertThat(store.holderOf(workspace, "Theirs")).contains("rival");
  }

  // Due

  private List<DueCohort> due(Instant moment, int limit) {
    return store.due(moment, limit).stream()
        .filter(cohorts -> cohorts.cohort().workspaceId().equals(workspace))
        .toList();
  }

  private CohortKey dueAt(String id, Instant moment) {
    CohortKey whose = new CohortKey(workspace, id);
    Schedules.stored(
        store,
        Schedules.entry(
            whose, Schedules.daily(whose, "Name " + id), ScheduleState.LIVE, Optional.of(moment)));
    return whose;
  }

  @Test
  void whatIsDueComesTheLongestOverdueFirstAndWhatIsNotDueIsHidden() {
    CohortKey late = dueAt("late", NOW.minusSeconds(1));
    CohortKey now = dueAt("now", NOW);
    CohortKey latest = dueAt("a-latest", NOW.minusSeconds(3600));
    dueAt("soon", NOW.plusSeconds(1));

    assertThat(due(NOW, 1000))
        .containsExactly(
            new DueCohort(latest, NOW.minusSeconds(3600)),
            new DueCohort(late, NOW.minusSeconds(1)),
            new DueCohort(now, NOW));
  }

  @Test
  void noMoreThanTheLimitAreDue() {
    for (int i = 0; i < 3; i++) {
      dueAt("c" + i, NOW);
    }

    assertThat(store.due(NOW, 2)).hasSize(2);
  }

  @Test
  void anEntryIsNoLongerDueOnceNothingOfItIs() {
    CohortKey whose = dueAt("vip", NOW);
    assertThat(due(NOW, 1000)).hasSize(1);

    CohortRecord record = store.record(whose).orElseThrow();
    store.write(
        StoreWrite.of(record.with(record.schedule().in(ScheduleState.FINISHED, Optional.empty()))));

    assertThat(due(NOW, 1000)).isEmpty();
  }

  // Executions

  @Test
  void anExecutionIsWrittenWithItsEntryAndComesBackWithEveryField() {
    CohortRecord record = stored();
    Counts counts =
        new Counts(
            new Counts.Rows(1, 2, 3, Map.of("no id", 4L, "too long", 5_000_000_000L)),
            new Counts.Members(6, 7, 8, 9),
            new Counts.Changes(10, 11, 12, 13, 14, 15, 16),
            new Counts.ImportEffort(17, 18, 19, 20, 21, 22));
    DeliveryProgress delivery =
        new DeliveryProgress(
            "plans/plan.json",
            new ImportGuard.Decision(
                Optional.of(Reason.GUARD_REMOVALS),
                true,
                "too many",
                Optional.of(
                    new ImportGuard.GuardTotals(
                        new ImportGuard.GuardMembers(1, 2, 3, 4, 5),
                        new ImportGuard.GuardRows(6, 7, 8_000_000_000L)))),
            new DeliveryProgress.AnsweredSteps(
                new TreeSet<>(Set.of("remove-00", "add-ff")),
                new TreeMap<>(Map.of("add-00", 75L)),
                List.of(
                    new StepOutcomes("add-00", 0, 75, "plans/outcome-1.csv.gz", 3),
                    new StepOutcomes("add-ff", 75, 80, "plans/outcome-2.csv.gz", 1)),
                155),
            new DeliveryProgress.LastAnswers(
                Optional.of(NOW.plusMillis(1)), Optional.of(NOW.plusNanos(2000))),
            new DeliveryProgress.Certainty(3, true));
    ImportExecution full =
        new ImportExecution(
            new ImportExecution.Identity(cohort, "s-20261122T0800Z-r3", "VIP \uD83D\uDE00"),
            new Origin(
                Trigger.SCHEDULED,
                "ann",
                Optional.of(NOW),
                NOW.plusSeconds(1),
                new ImportOptions(
                    true,
                    true,
                    true,
                    Optional.of(new Confirmation(Reason.GUARD_REMOVALS, "print", 110, 2)))),
            new ImportExecution.Lifecycle(
                State.DONE,
                Optional.of(
                    new Ending(
                        Outcome.COMPLETED_WITH_ERRORS,
                        Optional.of(Reason.MEMBERS_REFUSED),
                        "Braze refused.",
                        NOW.plusSeconds(2)))),
            new ImportExecution.WorkDone(
                counts,
                Optional.of(
                    new ExportFacts(
                        "2001-11-22",
                        NOW.minusSeconds(9),
                        3,
                        5_000_000_000L,
                        List.of("The folder 'x' does not count."))),
                Optional.of(delivery)),
            new ImportExecution.Output(
                Map.of("refused", "reports/refused.csv", "rejected-rows", "reports/rejected.csv"),
                new MailStatus(1, 2, 3),
                Optional.of(
                    new Verification(
                        Verification.LookState.CUT_SHORT,
                        NOW.plusSeconds(3),
                        new Verification.LookedUp(5_000_000_000L, 6, 1, 2, 3, 4),
                        Diagnosis.SOME_LACK_IT,
                        "It ended early."))));

    assertThat(store.write(StoreWrite.of(record, full))).isTrue();

    assertThat(store.execution(cohort, full.executionId())).contains(full);
    assertThat(store.execution(cohort, "s-other")).isEmpty();
    assertThat(store.execution(new CohortKey(workspace, "other"), full.executionId())).isEmpty();
  }

  @Test
  void anExecutionIsReplacedByALaterWrite() {
    store.write(StoreWrite.of(stored(), execution("m-1", NOW, Optional.empty())));
    store.write(StoreWrite.of(read(), execution("m-1", NOW, Optional.of(Outcome.FAILED))));

    assertThat(store.execution(cohort, "m-1").orElseThrow().state()).isEqualTo(State.DONE);
    assertThat(ids(store.history(cohort, query(10)))).containsExactly("m-1");
  }

  // History

  private static HistoryQuery query(int limit) {
    return new HistoryQuery(limit, Optional.empty(), Optional.empty());
  }

  private static List<String> ids(ExecutionPage page) {
    return page.executions().stream().map(ImportExecution::executionId).toList();
  }

  /** Executions e-1 to e-n, an hour apart; every third failed. */
  private void history(int executions) {
    stored();
    for (int i = 1; i <= executions; i++) {
      Outcome outcome = i % 3 == 0 ? Outcome.FAILED : Outcome.COMPLETED;
      store.write(
          StoreWrite.of(
              read(), execution("e-" + i, NOW.plus(Duration.ofHours(i)), Optional.of(outcome))));
    }
  }

  private List<List<String>> pages(int limit, Optional<Outcome> outcome) {
    List<List<String>> pages = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      ExecutionPage page = store.history(cohort, new HistoryQuery(limit, outcome, token));
      pages.add(ids(page));
      token = page.nextToken();
    } while (token.isPresent() && pages.size() < 20);
    return pages;
  }

  @Test
  void historyComesNewestFirstPageByPageAndSaysWhetherThereIsMore() {
    history(5);

    assertThat(ids(store.history(cohort, query(10))))
        .containsExactly("e-5", "e-4", "e-3", "e-2", "e-1");
    assertThat(pages(2, Optional.empty()))
        .containsExactly(List.of("e-5", "e-4"), List.of("e-3", "e-2"), List.of("e-1"));
  }

  @Test
  void theLastPageHasNoTokenEvenIfItIsFull() {
    history(4);

    assertThat(pages(2, Optional.empty()))
        .containsExactly(List.of("e-4", "e-3"), List.of("e-2", "e-1"));
    assertThat(store.history(cohort, query(4)).nextToken()).isEmpty();
  }

  @Test
  void historyOfOneOutcomeFillsItsPages() {
    history(9);

    assertThat(pages(2, Optional.of(Outcome.FAILED)))
        .containsExactly(List.of("e-9", "e-6"), List.of("e-3"));
    assertThat(pages(2, Optional.of(Outcome.REFUSED))).containsExactly(List.of());
  }

  @Test
  void aCohortWithoutExecutionsHasAnEmptyHistory() {
    assertThat(store.history(cohort, query(10)))
        .isEqualTo(new ExecutionPage(List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 1_100, 3_000})
  void b14ATokenWithAnIdLongerThanAnyOfOursIsRefusedBeforeTheTableIsAsked(int length) {
    history(1);
    String plain = cohort.path() + " 2026-11-22T09:00:00Z " + "x".repeat(length);
    String token = Base64.getUrlEncoder().encodeToString(plain.getBytes(UTF_8));
    HistoryQuery query = new HistoryQuery(2, Optional.empty(), Optional.of(token));

    assertThatThrownBy(() -> store.history(cohort, query))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anExecutionThatBeginsBetweenTwoPagesShiftsNothing() {
    history(3);
    ExecutionPage first = store.history(cohort, query(2));
    store.write(
        StoreWrite.of(read(), execution("e-9", NOW.plus(Duration.ofHours(9)), Optional.empty())));

    assertThat(ids(store.history(cohort, new HistoryQuery(2, Optional.empty(), first.nextToken()))))
        .containsExactly("e-1");
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<String> brokenTokens() {
    return Stream.of(
        "",
        "%%",
        "-1",
        "x",
        encoded("nospace"),
        encoded(" "),
        encoded("a "),
        encoded(" b"),
        encoded("yesterday e-1"),
        encoded("w vip 2001-11-22 e-1"));
  }

  @ParameterizedTest
  @MethodSource("brokenTokens")
  void aTokenThatIsNotOursIsRefused(String token) {
    history(1);

    assertThatThrownBy(
            () -> store.history(cohort, new HistoryQuery(2, Optional.empty(), Optional.of(token))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTokenOfAnotherCohortIsRefused() {
    history(3);
    Optional<String> token = store.history(cohort, query(1)).nextToken();
    CohortKey other = new CohortKey(workspace, "other");

    assertThatThrownBy(() -> store.history(other, new HistoryQuery(10, Optional.empty(), token)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theOldestImportUnderWayIsKnown() {
    Instant longAgo = NOW.minus(Duration.ofDays(400));
    Schedules.stored(store, fresh().with(ActiveExecution.queued("m-old", longAgo)));

    assertThat(store.oldestUnderWay()).contains(longAgo);

    assertThat(write(read().free(NOW), Set.of(), Set.of())).isTrue();
    assertThat(store.oldestUnderWay()).isNotEqualTo(Optional.of(longAgo));
  }
}

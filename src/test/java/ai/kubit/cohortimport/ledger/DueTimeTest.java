package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.CohortRecord.PendingMail;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportExecution.Trigger;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are minutes from a common moment. */
class DueTimeTest {
  private static final Instant ZERO = Instant.parse("2026-11-22T08:00:00Z");
  private static final CohortKey COHORT = new CohortKey("acme", "vip");

  private static Instant at(long minutes) {
    return ZERO.plus(Duration.ofMinutes(minutes));
  }

  /** Since 1, lease until 20, resume at 30. */
  private static Optional<ActiveExecution> active(String state) {
    if (state == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ActiveExecution(
            "m-1",
            at(0),
            switch (State.valueOf(state)) {
              case QUEUED, DONE -> ActiveExecution.Hold.queued(at(1));
              case RUNNING -> ActiveExecution.Hold.running(at(1), "owner", at(20));
              case INTERRUPTED -> ActiveExecution.Hold.interrupted(at(1), at(30), "");
            },
            ActiveExecution.Legs.NONE.oneMore(),
            false));
  }

  private static List<PendingMail> mails(String lastTries) {
    return lastTries == null
        ? List.of()
        : Arrays.stream(lastTries.split(" "))
            .map(Long::valueOf)
            .map(minutes -> new PendingMail("m-0", List.of("a@b.c"), 1, at(minutes)))
            .toList();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    // state, trigger, free since, active, next, due
    "LIVE,      EVENT,  ,  ,        ,  3",
    "LIVE,      EVENT,  8, ,        10, 8",
    "LIVE,      EVENT,  8, ,        7, 7",
    "LIVE,      EVENT,  ,  RUNNING, 0, 21",
    "PAUSED,    EVENT,  8, ,        10, ",
    "PAUSED,    MANUAL, 8, ,        10, 8",
    "FINISHED,  EVENT,  8, ,        ,  ",
    "FINISHED,  MANUAL, 8, ,        ,  8",
    "CANCELLED, MANUAL, 8, ,        ,  ",
  })
  void d29WhatWasKeptIsDueSinceTheCohortIsFree(
      ScheduleState state, Trigger trigger, Long free, String active, Long next, Long due) {
    CohortRecord record =
        Schedules.entry(
                COHORT,
                Schedules.daily(COHORT, "VIP"),
                state,
                Optional.ofNullable(next).map(DueTimeTest::at))
            .keeping(
                new CohortRecord.KeptRequest(
                    "e-1",
                    new ImportCause(trigger, "", Optional.empty()),
                    at(3),
                    Optional.ofNullable(free).map(DueTimeTest::at)));

    assertThat(DueTime.of(active(active).map(record::with).orElse(record)))
        .isEqualTo(Optional.ofNullable(due).map(DueTimeTest::at));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    // state, active, next, mails, due
    "LIVE,      ,            10, ,      10",
    "PAUSED,    ,            10, ,      ",
    "FINISHED,  ,            10, ,      ",
    "CANCELLED, ,            10, ,      ",
    "LIVE,      ,            , ,        ",
    "LIVE,      QUEUED,      0,  ,      1",
    "PAUSED,    QUEUED,      ,   ,      1",
    "LIVE,      RUNNING,     0,  ,      21",
    "LIVE,      INTERRUPTED, 0,  ,      30",
    "LIVE,      ,            10, 2,     7",
    "LIVE,      ,            10, 6,     10",
    "LIVE,      ,            10, 9 3 4, 8",
    "PAUSED,    ,            10, 9,     14",
    "CANCELLED, ,            ,   0,     5",
    "LIVE,      RUNNING,     0,  10,    15",
    "LIVE,      RUNNING,     0,  30,    21",
  })
  void theEarliestOfWhatIsToCome(
      ScheduleState state, String active, Long next, String mails, Long due) {
    CohortRecord record =
        Schedules.entry(
            COHORT,
            Schedules.daily(COHORT, "VIP"),
            state,
            Optional.ofNullable(next).map(DueTimeTest::at));
    CohortRecord whole = active(active).map(record::with).orElse(record).with(mails(mails));

    assertThat(DueTime.of(whole)).isEqualTo(Optional.ofNullable(due).map(DueTimeTest::at));
  }
}

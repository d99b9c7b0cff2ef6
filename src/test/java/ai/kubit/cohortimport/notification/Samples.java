package ai.kubit.cohortimport.notification;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.execution.Counts;
import ai.kubit.cohortimport.execution.ImportExecution;
import ai.kubit.cohortimport.execution.ImportExecution.Ending;
import ai.kubit.cohortimport.execution.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.execution.ImportExecution.MailStatus;
import ai.kubit.cohortimport.execution.ImportExecution.Origin;
import ai.kubit.cohortimport.execution.ImportExecution.State;
import ai.kubit.cohortimport.execution.ImportExecution.Trigger;
import ai.kubit.cohortimport.execution.ImportExecution.Wish;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.Cadence;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ImportSchedule.Notify;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executions of each kind, with numbers that add up, for the tests of this package. */
final class Samples {
  static final CohortKey COHORT = new CohortKey("acme", "spring-buyers");
  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private Samples() {}

  /** How an import can end in practice. */
  record Ended(Outcome outcome, Optional<Reason> reason) {}

  /** Every outcome with every reason that belongs to it. */
  static List<Ended> endings() {
    List<Ended> endings = new ArrayList<>();
    endings.add(new Ended(Outcome.COMPLETED, Optional.empty()));
    for (Reason reason : Reason.values()) {
      endings.add(new Ended(outcomeOf(reason), Optional.of(reason)));
    }
    return endings;
  }

  static Outcome outcomeOf(Reason reason) {
    return switch (reason) {
      case GUARD_EMPTY, GUARD_REMOVALS -> Outcome.REFUSED;
      case ROWS_REJECTED, REMOVALS_HELD, MEMBERS_REFUSED, MEMBERS_UNKNOWN, DEVICES_UNRESOLVED ->
          Outcome.COMPLETED_WITH_ERRORS;
      case STOPPED -> Outcome.CANCELLED;
      default -> Outcome.FAILED;
    };
  }

  static ImportExecution execution(Ended ended) {
    return execution(ended, countsOf(ended), Wish.PLAIN, "Spring buyers");
  }

  static ImportExecution execution(Ended ended, Counts counts, Wish wish, String name) {
    boolean found =
        ended.reason().map(reason -> !reason.name().startsWith("EXPORT_M")).orElse(true);
    return new ImportExecution(
        COHORT,
        "s-20261122T0800Z-r3",
        name,
        new Origin(Trigger.SCHEDULED, "", Optional.of(NOW), NOW, wish),
        State.DONE,
        Optional.of(new Ending(ended.outcome(), ended.reason(), "", NOW.plusSeconds(95))),
        counts,
        found
            ? Optional.of(
                new ExportFacts("members.csv.gz", Instant.parse("2026-11-22T05:30:00Z"), 1, 98_765))
            : Optional.empty(),
        reportsOf(ended),
        MailStatus.NONE,
        Optional.empty());
  }

  /** A real execution, over and imported. */
  static ImportExecution finished(ImportExecution running, Instant at) {
    return new ImportExecution(
        running.cohort(),
        running.executionId(),
        running.cohortName(),
        running.origin(),
        State.DONE,
        Optional.of(new Ending(Outcome.COMPLETED, Optional.empty(), "", at)),
        running.counts(),
        running.export(),
        running.reports(),
        running.mail(),
        running.delivery());
  }

  private static Map<String, String> reportsOf(Ended ended) {
    String folder = "state/acme/spring-buyers/reports/s-20261122T0800Z-r3/";
    return ended
        .reason()
        .map(
            reason ->
                switch (reason) {
                  case ROWS_REJECTED, REMOVALS_HELD ->
                      Map.of("rejectedRows", folder + "rejected-rows.csv");
                  case MEMBERS_REFUSED -> Map.of("refused", folder + "refused.csv");
                  default -> Map.<String, String>of();
                })
        .orElse(Map.of());
  }

  static Counts countsOf(Ended ended) {
    if (ended.reason().isEmpty()) {
      return counts(1_204, 37, 0, 0, 0);
    }
    return switch (ended.reason().get()) {
      case GUARD_EMPTY ->
          Counts.NONE
              .with(new Counts.Members(0, 0, 0, 11_108))
              .with(new Counts.Changes(0, 11_108, 0, 0, 0, 0, 11_108));
      case GUARD_REMOVALS ->
          Counts.NONE
              .with(new Counts.Rows(2_000, 0, 0, Map.of()))
              .with(new Counts.Members(2_000, 1_900, 0, 11_108))
              .with(new Counts.Changes(100, 9_208, 0, 0, 0, 0, 9_308));
      case ROWS_REJECTED -> counts(1_204, 37, 0, 0, 12);
      case REMOVALS_HELD -> held();
      case MEMBERS_REFUSED -> counts(1_204, 37, 5, 0, 0);
      case MEMBERS_UNKNOWN -> counts(1_204, 37, 0, 75, 0);
      case DEVICES_UNRESOLVED ->
          counts(1_204, 37, 0, 0, 0).with(new Counts.Members(12_444, 11_108, 132, 12_312));
      case BRAZE_UNAVAILABLE, STOPPED ->
          counts(1_204, 37, 0, 0, 0)
              .with(new Counts.Members(12_312, 11_108, 0, 11_558))
              .with(new Counts.Changes(1_204, 37, 0, 450, 0, 0, 791));
      default -> Counts.NONE.with(new Counts.Members(0, 0, 0, 11_108));
    };
  }

  private static Counts held() {
    Counts counts = counts(1_204, 0, 0, 0, 480);
    Counts.Changes changes = counts.changes();
    return counts.with(new Counts.Changes(1_204, 0, 37, changes.accepted(), 0, 0, 0));
  }

  static Counts counts(long adds, long removes, long refused, long unknown, long rejected) {
    long accepted = adds + removes - refused - unknown;
    Map<String, Long> reasons =
        rejected == 0 ? Map.of() : Map.of("BLANK", rejected - 2, "TOO_LONG", 2L);
    return new Counts(
        new Counts.Rows(11_108 + adds + rejected + 3, rejected, 3, reasons),
        new Counts.Members(11_108 + adds, 11_108, 0, 11_108 + adds - refused - unknown),
        new Counts.Changes(adds, removes, 0, accepted, refused, unknown, 0),
        new Counts.Effort(17, 0, 0, accepted + unknown, 95_000, 1));
  }

  static ImportSchedule schedule(MailLocale locale) {
    return new ImportSchedule(
        COHORT,
        "Spring buyers",
        new Cadence.Daily(LocalTime.of(9, 0)),
        ZoneId.of("Europe/Berlin"),
        List.of("marketing@example.com"),
        locale,
        Notify.ALWAYS,
        50,
        1,
        Optional.empty(),
        Optional.empty());
  }

  static List<SizePoint> recent() {
    long[] sizes = {9_400, 9_950, 9_950, 10_020, 10_700, 11_240, 11_108};
    List<SizePoint> points = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      Outcome outcome = i == 2 ? Outcome.FAILED : Outcome.COMPLETED;
      Instant at = NOW.minus(Duration.ofDays(sizes.length - i)).plusSeconds(80);
      points.add(new SizePoint("s-" + i, at, sizes[i], outcome, i != 2));
    }
    return points;
  }

  static MailFacts facts(ImportExecution execution, MailLocale locale) {
    return new MailFacts(
        execution,
        schedule(locale),
        Optional.of(Instant.parse("2026-11-23T08:00:00Z")),
        recent(),
        "kubit-state",
        "prod");
  }
}

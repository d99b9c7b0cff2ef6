package ai.kubit.cohortimport.mail;

import static ai.kubit.cohortimport.ledger.TestChanges.adding;
import static ai.kubit.cohortimport.ledger.TestChanges.onlyRemoving;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.NullWords;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.TestExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.schedule.Cadence;
import ai.kubit.cohortimport.schedule.ImportLimits;
import ai.kubit.cohortimport.schedule.ImportSchedule;
import ai.kubit.cohortimport.schedule.ImportSchedule.MailLocale;
import ai.kubit.cohortimport.schedule.ImportSchedule.Notify;
import ai.kubit.cohortimport.schedule.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executions of each kind, with numbers that add up, for the tests of this package. */
public final class Samples {
  static final CohortKey COHORT = new CohortKey("acme", "spring-buyers");
  public static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  private Samples() {}

  /** How an import can end in practice. */
  public record Ended(Outcome outcome, Optional<Reason> reason) {}

  /** Every outcome with every reason that belongs to it. */
  static List<Ended> endings() {
    List<Ended> endings = new ArrayList<>();
    endings.add(completed());
    for (Reason reason : Reason.values()) {
      endings.add(ended(reason));
    }
    return endings;
  }

  public static Outcome outcomeOf(Reason reason) {
    return switch (reason) {
      case GUARD_EMPTY, GUARD_REMOVALS, GUARD_GROWTH -> Outcome.REFUSED;
      case ROWS_REJECTED, REMOVALS_HELD, MEMBERS_REFUSED, MEMBERS_UNKNOWN, DEVICES_UNRESOLVED ->
          Outcome.COMPLETED_WITH_ERRORS;
      case STOPPED -> Outcome.CANCELLED;
      default -> Outcome.FAILED;
    };
  }

  public static Ended completed() {
    return new Ended(Outcome.COMPLETED, Optional.empty());
  }

  /** With the outcome that belongs to the reason. */
  public static Ended ended(Reason reason) {
    return new Ended(outcomeOf(reason), Optional.of(reason));
  }

  public static ImportExecution execution(Ended ended) {
    return of(ended).build();
  }

  /** A scheduled import of all days that ended so, to tell on from. */
  public static TestExecution of(Ended ended) {
    TestExecution execution =
        TestExecution.scheduled(COHORT, "Spring buyers", NOW)
            .id("s-20261122T0800Z-r3")
            .ended(
                new Ending(ended.outcome(), ended.reason(), messageOf(ended), NOW.plusSeconds(95)))
            .counting(countsOf(ended))
            .reporting(reportsOf(ended));
    return ended.reason().map(Samples::foundAnExport).orElse(true)
        ? execution.reading(new ExportFacts("members.csv.gz", exportedAt(ended), 1, 98_765))
        : execution;
  }

  private static boolean foundAnExport(Reason reason) {
    return switch (reason) {
      case BAD_SCHEDULE, BAD_WORKSPACE, EXPORT_MISSING, EXPORT_INCOMPLETE, EXPORT_UNREADABLE ->
          false;
      default -> true;
    };
  }

  private static Instant exportedAt(Ended ended) {
    return ended.reason().equals(Optional.of(Reason.EXPORT_STALE))
        ? NOW.minus(Duration.ofHours(55))
        : Instant.parse("2026-11-22T05:30:00Z");
  }

  /** What the program itself says of such an ending, in English. */
  static String messageOf(Ended ended) {
    if (ended.reason().isEmpty()) {
      return "Braze accepted 1,204 additions and 37 removals.";
    }
    return switch (ended.reason().get()) {
      case GUARD_EMPTY ->
          "The export names nobody, while the cohort had 11,108 members until now. Nothing was"
              + " sent.";
      case GUARD_REMOVALS ->
          "The export would remove 9,208 of 11,108 members, which is more than 50 %. Nothing was"
              + " sent.";
      case GUARD_GROWTH ->
          "The export names 130,000 members, which is more than 10 times as many as the cohort had"
              + " lately (11,108); 118,892 would be added. Nothing was sent.";
      case ROWS_REJECTED ->
          "12 of 12,327 rows of the export name no usable member; the report lists them.";
      case REMOVALS_HELD ->
          "480 of 12,795 rows could not be read, which is more than 1 %. Users who are missing"
              + " from the rest may be in these rows, so nobody was removed.";
      case MEMBERS_REFUSED -> "Braze refused 5 of 1,241 changes; the report lists them.";
      case MEMBERS_UNKNOWN ->
          "Braze gave no answer that accounts for 75 of 1,241 changes. They may or may not have"
              + " been applied; the next import sends them again.";
      case DEVICES_UNRESOLVED ->
          "132 members are known only by a device id and were left out. Switch the workspace's"
              + " deviceLookup on, or use mode COHORT, which takes device ids as they are.";
      case EXPORT_MISSING ->
          "There is no export of this cohort, which does not mean that the cohort is empty. Export"
              + " the cohort in Kubit again, then import. Nothing was sent to Braze.";
      case EXPORT_INCOMPLETE ->
          "The export '20261122T053000Z' is not finished: it has neither _SUCCESS nor"
              + " manifest.json. Wait until Kubit has finished it, or export the cohort again."
              + " Nothing was sent to Braze.";
      case EXPORT_CORRUPT ->
          "'members.csv.gz' cannot be read from line 4812 on: its gzip data is damaged, cut off, or"
              + " followed by more. Export the cohort again. Nothing was sent to Braze.";
      case EXPORT_UNREADABLE ->
          "The import may not read the export of this cohort. Let its role list and read the bucket"
              + " of the exports, and use the key that encrypts it. Nothing was sent to Braze.";
      case EXPORT_TOO_LARGE ->
          "'members.csv.gz' is too large at line 1048577: it expands to more than 200 times its"
              + " size. Check the export, or divide the cohort into smaller ones. Nothing was sent"
              + " to Braze.";
      case EXPORT_STALE ->
          "The newest export is 55 hours old; the schedule allows 48. Nothing was sent. Find out"
              + " why Kubit has not written a new one.";
      case BAD_SCHEDULE ->
          "The schedule cannot be used: cadence.timeOfDay must be a time of day from 00:00 to"
              + " 23:59, such as 09:00, not \"9am\". Put the schedule again.";
      case BAD_WORKSPACE ->
          "There is no workspace acme. Put the workspace with its Braze REST endpoint, then import"
              + " again.";
      case KEY_MISSING ->
          "There is no REST API key of Braze's for the workspace acme, so nothing was sent. Store"
              + " it in the parameter store, as /kubit-cohort-import/acme/rest-key, and import"
              + " again.";
      case BRAZE_KEY ->
          "Braze refused the REST API key, so nothing more was sent. The key is wrong or was"
              + " revoked, or it belongs to another workspace or cluster than"
              + " rest.iad-01.braze.com. Store the right key as /kubit-cohort-import/acme/rest-key"
              + " and import again.";
      case BRAZE_FORBIDDEN ->
          "Braze knows the REST API key but does not allow it this call, so nothing more was sent."
              + " Check in Braze that the key has the permission users.track, that the account is"
              + " active, and that the key's IP allowlist admits this function; then import again.";
      case BRAZE_NOT_FOUND ->
          "rest.iad-01.braze.com does not answer /users/track as a Braze REST endpoint does, so"
              + " nothing more was sent. Check the workspace's restEndpoint against Settings > APIs"
              + " and Identifiers in the Braze dashboard, then import again.";
      case BRAZE_UNAVAILABLE ->
          "Braze could not be reached, or answered with errors, for a long time. Look at Braze's"
              + " status page. The next import goes on from what Braze accepted.";
      case STUCK ->
          "The import made no progress for a long time and was ended. The engineers who run this"
              + " function must look at its log; the next import goes on from what Braze accepted.";
      case STOPPED ->
          "The import was stopped by a person. What Braze had accepted by then is recorded; the"
              + " next import goes on from there.";
    };
  }

  /** A success that ended then. */
  static ImportExecution endedAt(String executionId, Instant at) {
    return endedAt(executionId, at, ImportOptions.PLAIN);
  }

  static ImportExecution dryRunAt(String executionId, Instant at) {
    return endedAt(executionId, at, new ImportOptions(true, false, false));
  }

  private static ImportExecution endedAt(String executionId, Instant at, ImportOptions options) {
    return of(completed())
        .id(executionId)
        .askedForBy("ann", at.minusSeconds(60))
        .with(options)
        .completed(at)
        .build();
  }

  /** A real execution, over and imported. */
  public static ImportExecution finished(ImportExecution running, Instant at) {
    return TestExecution.like(running).completed(at).build();
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
              .with(onlyRemoving(11_108).changes());
      case GUARD_REMOVALS ->
          Counts.NONE
              .with(new Counts.Rows(2_000, 0, 0, Map.of()))
              .with(new Counts.Members(2_000, 1_900, 0, 11_108))
              .with(adding(100).removing(9_208).changes());
      case GUARD_GROWTH ->
          Counts.NONE
              .with(new Counts.Rows(130_000, 0, 0, Map.of()))
              .with(new Counts.Members(130_000, 11_108, 0, 11_108))
              .with(adding(118_892).changes());
      case ROWS_REJECTED -> counts(1_204, 37, 0, 0, 12);
      case REMOVALS_HELD -> held();
      case MEMBERS_REFUSED -> counts(1_204, 37, 5, 0, 0);
      case MEMBERS_UNKNOWN -> counts(1_204, 37, 0, 75, 0);
      case DEVICES_UNRESOLVED ->
          counts(1_204, 37, 0, 0, 0).with(new Counts.Members(12_444, 11_108, 132, 12_312));
      case BRAZE_UNAVAILABLE, STOPPED ->
          counts(1_204, 37, 0, 0, 0)
              .with(new Counts.Members(12_312, 11_108, 0, 11_558))
              .with(adding(1_204).removing(37).accepted(450).changes());
      case BRAZE_KEY, BRAZE_FORBIDDEN, BRAZE_NOT_FOUND -> planned();
      default -> Counts.NONE.with(new Counts.Members(0, 0, 0, 11_108));
    };
  }

  /** Read and compared, and nothing of it accepted: a dry run, or a key that Braze refuses. */
  static Counts planned() {
    return counts(1_204, 37, 0, 0, 0)
        .with(new Counts.Members(12_312, 11_108, 0, 11_108))
        .with(adding(1_204).removing(37).changes())
        .with(Counts.ImportEffort.NONE);
  }

  static Counts drained() {
    return Counts.NONE
        .with(onlyRemoving(11_108).accepted(11_108).changes())
        .with(new Counts.ImportEffort(149, 0, 0, 11_108, 95_000, 1));
  }

  private static Counts held() {
    Counts counts = counts(1_204, 0, 0, 0, 480);
    return counts
        .with(
            new Counts.Rows(
                counts.rows().read(), 480, 3, Map.of("FIELD_COUNT", 478L, "MALFORMED_TEXT", 2L)))
        .with(adding(1_204).holding(37).accepted(1_204).changes());
  }

  static Counts counts(long adds, long removes, long refused, long unknown, long rejected) {
    long accepted = adds + removes - refused - unknown;
    Map<String, Long> reasons =
        rejected == 0 ? Map.of() : Map.of("BLANK", rejected - 2, "TOO_LONG", 2L);
    return new Counts(
        new Counts.Rows(11_108 + adds + rejected + 3, rejected, 3, reasons),
        new Counts.Members(11_108 + adds, 11_108, 0, 11_108 + adds - refused - unknown),
        adding(adds)
            .removing(removes)
            .accepted(accepted)
            .refused(refused)
            .unknown(unknown)
            .changes(),
        new Counts.ImportEffort(17, 0, 0, accepted + unknown, 95_000, 1));
  }

  static ImportSchedule schedule(MailLocale locale) {
    return schedule(locale, Optional.empty());
  }

  static ImportSchedule schedule(MailLocale locale, Optional<Duration> maxExportAge) {
    return new ImportSchedule(
        COHORT,
        "Spring buyers",
        new ImportSchedule.Timing(
            new Cadence.Daily(LocalTime.of(9, 0)), ZoneId.of("Europe/Berlin"), Optional.empty()),
        new ImportSchedule.MailRules(List.of("marketing@example.com"), locale, Notify.ALWAYS),
        new ImportSchedule.ExportRules(NullWords.DEFAULT, maxExportAge, ImportLimits.DEFAULT));
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
        new MailFacts.ScheduleStanding(
            ScheduleState.LIVE, Optional.of(Instant.parse("2026-11-23T08:00:00Z"))),
        new MailFacts.EarlierImports(recent(), List.of()),
        new MailOutbox.Installation("kubit-state", "prod"));
  }
}

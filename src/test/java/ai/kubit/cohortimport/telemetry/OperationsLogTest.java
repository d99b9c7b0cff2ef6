package ai.kubit.cohortimport.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.Counts;
import ai.kubit.cohortimport.ledger.ImportExecution;
import ai.kubit.cohortimport.ledger.ImportExecution.Ending;
import ai.kubit.cohortimport.ledger.ImportExecution.ExportFacts;
import ai.kubit.cohortimport.ledger.ImportExecution.State;
import ai.kubit.cohortimport.ledger.ImportOptions;
import ai.kubit.cohortimport.ledger.TestExecution;
import ai.kubit.cohortimport.outcome.Outcome;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.verification.Diagnosis;
import ai.kubit.cohortimport.verification.Verification;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsLogTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final CohortKey COHORT = new CohortKey("acme", "vip");

  private final List<String> lines = new ArrayList<>();
  private final OperationsLog operationsLog = OperationsLog.to(lines::add, () -> NOW, "prod");

  private static ImportExecution begun() {
    return scheduled().in(State.RUNNING).build();
  }

  private static ImportExecution done(Outcome outcome, ImportOptions options, Counts counts) {
    Optional<Reason> reason =
        outcome == Outcome.COMPLETED ? Optional.empty() : Optional.of(Reason.MEMBERS_REFUSED);
    return scheduled()
        .ended(new Ending(outcome, reason, "What happened.", NOW))
        .with(options)
        .counting(counts)
        .build();
  }

  private static TestExecution scheduled() {
    return TestExecution.scheduled(COHORT, "VIP", NOW)
        .reading(new ExportFacts("members.csv", NOW, 1, 10));
  }

  private static Counts counts(long refused, long unknown, long notSent) {
    return Counts.NONE
        .with(new Counts.Members(100, 0, 0, 90))
        .with(new Counts.Changes(100, 0, 0, 80, refused, unknown, notSent))
        .with(new Counts.ImportEffort(8, 1, 2, 80, 1500, 1));
  }

  private JsonNode line() {
    assertThat(lines).hasSize(1);
    try {
      return new ObjectMapper().readTree(lines.get(0));
    } catch (JsonProcessingException e) {
      throw new AssertionError(lines.get(0), e);
    }
  }

  private static List<String> names(JsonNode line) {
    List<String> names = new ArrayList<>();
    line.path("_aws")
        .path("CloudWatchMetrics")
        .forEach(
            directive ->
                directive
                    .path("Metrics")
                    .forEach(metric -> names.add(metric.path("Name").asText())));
    return names;
  }

  @Test
  void aSweepTellsThatItWasThereAndWhatWaits() {
    operationsLog.swept(3, 2, Duration.ofMinutes(5), Duration.ofHours(2));

    JsonNode line = line();
    assertThat(names(line))
        .containsExactlyInAnyOrder("SweepCompleted", "DueBacklogSeconds", "OldestRunningSeconds");
    assertThat(line.path("SweepCompleted").asLong()).isEqualTo(1);
    assertThat(line.path("DueBacklogSeconds").asLong()).isEqualTo(300);
    assertThat(line.path("OldestRunningSeconds").asLong()).isEqualTo(7200);
    assertThat(line.path("due").asLong()).isEqualTo(3);
  }

  /** Amazon CloudWatch, "Embedded metric format specification". */
  @Test
  void everyNameThatADirectiveMentionsIsInTheLine() {
    operationsLog.legEnded(
        begun(),
        done(Outcome.COMPLETED, ImportOptions.PLAIN, counts(1, 2, 0)),
        Duration.ofMillis(1234));

    JsonNode line = line();
    assertThat(line.path("_aws").path("Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
    for (JsonNode directive : line.path("_aws").path("CloudWatchMetrics")) {
      assertThat(directive.path("Namespace").asText()).isEqualTo("KubitCohortImport");
      for (JsonNode set : directive.path("Dimensions")) {
        set.forEach(name -> assertThat(line.path(name.asText()).isTextual()).isTrue());
      }
      for (JsonNode metric : directive.path("Metrics")) {
        assertThat(line.path(metric.path("Name").asText()).isNumber()).isTrue();
        assertThat(metric.path("Unit").asText()).isIn("Count", "Seconds", "Percent");
      }
    }
  }

  @Test
  void idsAreNeverDimensions() {
    operationsLog.swept(0, 0, Duration.ZERO, Duration.ZERO);
    operationsLog.mailsFailed(COHORT, 2);
    operationsLog.legEnded(
        begun(), done(Outcome.FAILED, ImportOptions.PLAIN, counts(1, 2, 3)), Duration.ofSeconds(1));

    for (String line : lines) {
      assertThat(line.replaceAll("\\[\"Stage\"(,\"Outcome\")?]", ""))
          .contains("\"Dimensions\":[")
          .doesNotContainPattern("\"Dimensions\":\\[[^]]*\"");
    }
  }

  @Test
  void aLegThatEndsTheExecutionTellsItAll() {
    operationsLog.legEnded(
        begun(),
        done(Outcome.COMPLETED_WITH_ERRORS, ImportOptions.PLAIN, counts(15, 5, 0)),
        Duration.ofMillis(1234));

    JsonNode line = line();
    assertThat(line.path("Stage").asText()).isEqualTo("prod");
    assertThat(line.path("Outcome").asText()).isEqualTo("COMPLETED_WITH_ERRORS");
    assertThat(line.path("reason").asText()).isEqualTo("MEMBERS_REFUSED");
    assertThat(line.path("executionId").asText()).isEqualTo("s-20261122T0800Z-r1");
    assertThat(line.path("Executions").asLong()).isEqualTo(1);
    assertThat(line.path("UsersImported").asLong()).isEqualTo(90);
    assertThat(line.path("MembersUndelivered").asLong()).isEqualTo(20);
    assertThat(line.path("RateLimitedShare").asDouble()).isEqualTo(25);
    assertThat(line.path("LegSeconds").asDouble()).isEqualTo(1.234);
  }

  @Test
  void aLegThatAnotherFollowsTellsOnlyOfItself() {
    ImportExecution before = scheduled().in(State.RUNNING).counting(counts(0, 0, 0)).build();
    ImportExecution after =
        scheduled()
            .in(State.INTERRUPTED)
            .counting(counts(0, 0, 0).with(new Counts.ImportEffort(18, 1, 4, 80, 1500, 2)))
            .build();

    operationsLog.legEnded(before, after, Duration.ofMinutes(14));

    assertThat(names(line())).containsExactlyInAnyOrder("RateLimitedShare", "LegSeconds");
    assertThat(line().path("RateLimitedShare").asDouble()).isEqualTo(20);
  }

  @Test
  void aLegWithoutRequestsHasNoShareOfThem() {
    operationsLog.legEnded(
        begun(), done(Outcome.COMPLETED, ImportOptions.PLAIN, Counts.NONE), Duration.ZERO);

    assertThat(names(line())).doesNotContain("RateLimitedShare");
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED_WITH_ERRORS, 9",
    "FAILED, 9",
    "REFUSED, 5",
    "CANCELLED, 5",
  })
  void whatAGuardOrAPersonHeldBackIsNotUndelivered(Outcome outcome, long undelivered) {
    operationsLog.legEnded(
        begun(), done(outcome, ImportOptions.PLAIN, counts(2, 3, 4)), Duration.ZERO);

    assertThat(line().path("MembersUndelivered").asLong()).isEqualTo(undelivered);
  }

  @Test
  void aDryRunDeliversNothingAndAlarmsNobody() {
    ImportOptions dryRun = new ImportOptions(true, false, false);

    operationsLog.legEnded(
        begun(), done(Outcome.COMPLETED, dryRun, counts(0, 0, 100)), Duration.ZERO);

    assertThat(names(line())).doesNotContain("MembersUndelivered", "UsersImported");
  }

  @Test
  void mailsThatWereGivenUpAreCounted() {
    operationsLog.mailsFailed(COHORT, 0);
    assertThat(lines).isEmpty();

    operationsLog.mailsFailed(COHORT, 2);

    assertThat(names(line())).containsExactly("MailFailures");
    assertThat(line().path("MailFailures").asLong()).isEqualTo(2);
  }

  private static ImportExecution looked() {
    return looked(new Verification.LookedUp(1160, 1160, 60, 1097, 3, 4), Diagnosis.SOME_LACK_IT);
  }

  private static ImportExecution looked(Verification.LookedUp counts, Diagnosis diagnosis) {
    return done(Outcome.COMPLETED, ImportOptions.PLAIN, counts(0, 0, 0))
        .with(
            new Verification(Verification.LookState.DONE, Instant.EPOCH, counts, diagnosis, ""),
            Map.of());
  }

  @Test
  void aLookTellsWhichShareExistsAndHowManyLackTheCohort() {
    operationsLog.lookedAt(looked());

    assertThat(line().path("MatchPercent").asDouble()).isEqualTo(94.8);
    assertThat(line().path("MembersLacking").asLong()).isEqualTo(7);
    assertThat(line().path("diagnosis").asText()).isEqualTo("SOME_LACK_IT");
  }

  /** A share of nobody would be a number that nobody measured. */
  @Test
  void aLookThatSawNobodyTellsNoShare() {
    operationsLog.lookedAt(
        looked(new Verification.LookedUp(1160, 0, 0, 0, 0, 0), Diagnosis.NOTHING_SEEN));

    assertThat(line().has("MatchPercent")).isFalse();
    assertThat(line().path("MembersLacking").asLong()).isZero();
    assertThat(line().path("diagnosis").asText()).isEqualTo("NOTHING_SEEN");
  }

  @Test
  void thereIsNoOtherMetric() {
    operationsLog.swept(0, 0, Duration.ZERO, Duration.ZERO);
    operationsLog.mailsFailed(COHORT, 1);
    operationsLog.lookedAt(looked());
    operationsLog.legEnded(
        begun(), done(Outcome.COMPLETED, ImportOptions.PLAIN, counts(0, 0, 0)), Duration.ZERO);

    TreeSet<String> told = new TreeSet<>();
    for (String line : new ArrayList<>(lines)) {
      lines.clear();
      lines.add(line);
      told.addAll(names(line()));
    }
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            java.util.Arrays.stream(Metric.values()).map(Metric::wireName).toList());
  }

  @Test
  void oneLineTellsTheStory() {
    LegSummary summary = new LegSummary(done(Outcome.FAILED, ImportOptions.PLAIN, counts(2, 3, 4)));

    assertThat(summary.needsALook()).isTrue();
    assertThat(summary.sentence())
        .startsWith("acme/vip s-20261122T0800Z-r1 FAILED (MEMBERS_REFUSED): SCHEDULED")
        .contains("accepted 80, refused 2, unknown 3, not sent 4", "legs 1, 1.5 s")
        .endsWith("What happened.")
        .doesNotContain("\n");
  }

  @Test
  void aSilentJournalTellsNobody() {
    OperationsLog silent = OperationsLog.silent();

    silent.swept(1, 1, Duration.ZERO, Duration.ZERO);
    silent.mailsFailed(COHORT, 1);
    silent.legEnded(
        begun(), done(Outcome.COMPLETED, ImportOptions.PLAIN, counts(0, 0, 0)), Duration.ZERO);

    assertThat(lines).isEmpty();
  }
}

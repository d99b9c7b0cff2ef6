package ai.kubit.cohortimport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.guard.Confirmation;
import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.guard.UsualRows;
import ai.kubit.cohortimport.outcome.Reason;
import ai.kubit.cohortimport.storage.DamagedJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the program stored itself is read strictly: a field that is wrong is never a zero. */
class StoredFormsTest {
  private static final CohortKey COHORT = new CohortKey("acme", "vip");

  private static CohortRecord oldEntry() {
    return CohortRecordJson.read(COHORT, 17, DamagedJson.stored("entry-0.json"));
  }

  private static ImportExecution oldExecution() {
    return ExecutionJson.read(DamagedJson.stored("execution-0.json"));
  }

  private static CohortRecord newEntry() {
    CohortRecord record = oldEntry();
    return record.with(
        new CohortRecord.Belief(
            record.belief().membership(),
            Optional.of(Set.of("VIP")),
            record.belief().lastAnswerAt(),
            4,
            new CohortRecord.GuardMemory(
                Optional.of(
                    new CohortRecord.Refusal(
                        "m-2", new Confirmation(Reason.GUARD_GROWTH, "print", 920, 7))),
                new RecentSizes(List.of(new RecentSizes.Point(Instant.EPOCH, 9))),
                Optional.of(new UsualRows(10, 1)))));
  }

  @Test
  void anEntryFromBeforeItemsHadNumbersIsRead() {
    CohortRecord record = oldEntry();

    assertThat(record.schedule().revision()).isEqualTo(3);
    assertThat(record.active().orElseThrow().legs().withoutProgress()).isEqualTo(1);
    assertThat(record.belief().refusal().orElseThrow().question())
        .isEqualTo(new Confirmation(Reason.GUARD_REMOVALS, "", 920, 0));
    assertThat(record.belief().recentSizes()).isEqualTo(RecentSizes.NONE);
    assertThat(record.belief().usualRows()).isEmpty();
    assertThat(record.pendingMails()).hasSize(1);
  }

  @Test
  void anExecutionFromBeforeItemsHadNumbersIsRead() {
    ImportExecution execution = oldExecution();

    assertThat(execution.counts().members().usersImported()).isEqualTo(7);
    assertThat(execution.ending().orElseThrow().reason()).contains(Reason.BRAZE_KEY);
    assertThat(execution.origin().options().confirmation()).isEmpty();
    assertThat(execution.delivery().orElseThrow().outcomes()).hasSize(1);
    assertThat(execution.delivery().orElseThrow().inDoubt()).isTrue();
    assertThat(execution.guardFigures()).isEmpty();
  }

  static List<DamagedJson> damagedEntries() {
    ObjectNode json = CohortRecordJson.write(newEntry());
    return DamagedJson.of(
            json,
            Set.of("schedule"),
            Set.of(
                "format",
                "schedule",
                "nextRunAt",
                "lastScheduledTime",
                "active",
                "active.leaseUntil",
                "active.resumeAt",
                "active.waitsBecause",
                "membership",
                "lastAnswerAt",
                "refusal",
                "refusal.kind",
                "refusal.exportFingerprint",
                "refusal.additions",
                "recentSizes",
                "usualRows",
                "names"))
        .stream()
        .filter(damaged -> !damaged.path().startsWith("schedule"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("damagedEntries")
  void aFaultOfAnEntryIsNamed(DamagedJson damaged) {
    assertThatThrownBy(() -> CohortRecordJson.read(COHORT, 1, damaged.json()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the entry of acme/vip cannot be read: ");
  }

  static List<DamagedJson> damagedExecutions() {
    return DamagedJson.of(
        ExecutionJson.forTable(oldExecution()),
        Set.of("counts.rejectedByReason", "reports", "delivery.objectsAnswered"),
        Set.of(
            "format",
            "scheduledTime",
            "reason",
            "export",
            "delivery",
            "delivery.lastRemovalAt",
            "delivery.lastAnswerAt",
            "delivery.settledBy",
            "delivery.inDoubt"));
  }

  @ParameterizedTest
  @MethodSource("damagedExecutions")
  void aFaultOfAnExecutionIsNamed(DamagedJson damaged) {
    assertThatThrownBy(() -> ExecutionJson.read(damaged.json()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the execution ")
        .hasMessageContaining(" cannot be read: ");
  }

  @Test
  void theFieldIsNamedAndItsValueIsNot() {
    ObjectNode json = CohortRecordJson.write(oldEntry());
    ((ObjectNode) json.get("active")).put("legsWithoutProgress", "four");

    assertThatThrownBy(() -> CohortRecordJson.read(COHORT, 1, json))
        .hasMessage(
            "the entry of acme/vip cannot be read: active.legsWithoutProgress is not a whole number"
                + " of 0 or more");
  }

  @Test
  void aProgressWithoutTheEndOfARangeIsNotTakenForAccepted() {
    ObjectNode json = ExecutionJson.forTable(oldExecution());
    ((ObjectNode) json.get("delivery").get("exceptions").get(0)).remove("to");

    assertThatThrownBy(() -> ExecutionJson.read(json))
        .hasMessageEndingWith("delivery.exceptions[0].to is missing");
  }

  @Test
  void aFormOfALaterVersionIsNotRead() {
    assertThatThrownBy(
            () ->
                CohortRecordJson.read(
                    COHORT, 1, CohortRecordJson.write(oldEntry()).put("format", 2)))
        .hasMessageEndingWith("format is 2; this version reads 1 to 1");
  }

  @Test
  void whatPeopleMayEditIsNoFaultOfOurs() {
    ObjectNode json = CohortRecordJson.write(oldEntry()).put("schedule", "nonsense");

    assertThat(CohortRecordJson.read(COHORT, 1, json).schedule().stored().asStored())
        .isEqualTo("{}");
  }
}

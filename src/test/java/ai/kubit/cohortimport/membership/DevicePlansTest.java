package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans for members known by device, whose profiles a lookup must find. */
class DevicePlansTest {
  @TempDir Path scratch;
  private Plans plans;

  @BeforeEach
  void start() {
    plans = new Plans(scratch);
  }

  private static List<MemberId> devices(String... ids) {
    return Stream.of(ids).map(MemberId::deviceId).toList();
  }

  private List<MemberChange> changes(PlanStep step) {
    List<MemberChange> changes = new ArrayList<>();
    plans.memberships.changes(step).forEachRemaining(changes::add);
    return changes;
  }

  private List<String> names(ImportPlan plan) {
    return plan.steps().stream().map(PlanStep::name).toList();
  }

  /** Imports devices whose lookups find these profiles. */
  private void deliver(Map<String, String> profiles) {
    ImportPlan plan =
        plans.plan("VIP", profiles.keySet().stream().map(MemberId::deviceId).toList());
    PlanStep step = plan.steps().get(0);
    StepOutcomes.Draft lookups = new StepOutcomes.Draft(step.lookup().name(), 0);
    List<MemberChange> changes = changes(step);
    for (int object = 0; object < changes.size(); object++) {
      MemberChange change = changes.get(object);
      lookups.add(object, change, DeviceFinding.found(profiles.get(change.member().id())));
    }
    lookups.answeredUpTo(changes.size());
    StepOutcomes written = plans.memberships.writeOutcomes(plans.keys(), lookups);
    Set<String> done = Set.of(step.name(), step.lookup().name());
    plans.fold(plan, new PlanFates(done, Map.of(), List.of(written), false));
  }

  @Test
  void whoeverSharesTheProfileOfALeaverIsAddedOnceMore() {
    deliver(Map.of("phone", "b1", "tablet", "b1", "other", "b2"));

    ImportPlan plan = plans.plan("VIP", devices("tablet", "other"));

    assertThat(names(plan)).containsExactly("remove-00", "again-00");
    PlanStep again = plan.steps().get(1);
    assertThat(again.removal()).isFalse();
    assertThat(changes(again))
        .containsExactly(MemberChange.adding(MemberId.deviceId("tablet"), "VIP").of("b1"));
    assertThat(plan.totals().unchanged()).isEqualTo(1);
    plans.deliver(plan);
    assertThat(plans.beliefs()).containsExactly("other:VIP", "tablet:VIP");
    assertThat(plans.believed())
        .extracting(MembershipRow::brazeId)
        .containsExactlyInAnyOrder("b1", "b2");
  }

  @Test
  void noneOfTheLeaversIsAddedOnceMore() {
    deliver(Map.of("phone", "b1", "tablet", "b1"));

    assertThat(names(plans.plan("VIP", devices()))).containsExactly("remove-00");
  }

  @Test
  void whereEveryoneIsSentNobodyIsSentTwice() {
    deliver(Map.of("phone", "b1", "tablet", "b1"));

    ImportPlan plan = plans.plan("VIP", devices("tablet"), true);

    assertThat(names(plan)).containsExactly("remove-00", "add-00");
    assertThat(plan.totals().unchanged()).isZero();
  }

  @Test
  void aRenameSendsNobodyTwice() {
    deliver(Map.of("phone", "b1", "tablet", "b1"));

    assertThat(names(plans.plan("New", devices("tablet")))).containsExactly("remove-00", "add-00");
  }

  @Test
  void whoWasNotAddedOnceMoreIsNoLongerCertain() {
    for (Map<String, Long> notYet : List.of(Map.of("again-00", 0L), Map.<String, Long>of())) {
      plans = new Plans(scratch);
      deliver(Map.of("phone", "b1", "tablet", "b1"));

      ImportPlan plan = plans.plan("VIP", devices("tablet"));
      plans.fold(plan, new PlanFates(Set.of("remove-00"), notYet, List.of(), false));

      assertThat(plans.beliefs()).containsExactly("tablet:VIP?");
      assertThat(plans.committed().settled()).isFalse();
    }
  }

  @Test
  void lookupsBeginWhereTheLastOnesWereGivenUp() {
    List<MemberId> many =
        IntStream.range(0, 1_000).mapToObj(i -> MemberId.deviceId("d" + i)).toList();
    Set<MemberId> asked = new TreeSet<>(java.util.Comparator.comparing(MemberId::id));
    List<Integer> news = new ArrayList<>();
    for (int execution = 0; execution < 4; execution++) {
      int before = asked.size();
      ask(plans.plan("VIP", many), 300, asked);
      news.add(asked.size() - before);
    }

    assertThat(news).containsExactly(300, 300, 300, 100);
    assertThat(names(plans.plan("VIP", many))).containsExactly("device-00", "device-later-00");
  }

  /** Asks about so many devices in the order of the plan; nobody is found. */
  private void ask(ImportPlan plan, int most, Set<MemberId> asked) {
    Map<String, Long> answered = new HashMap<>();
    List<StepOutcomes> outcomes = new ArrayList<>();
    int left = most;
    for (PlanStep step : plan.steps()) {
      StepOutcomes.Draft lookups = new StepOutcomes.Draft(step.lookup().name(), 0);
      List<MemberChange> changes = changes(step);
      int some = Math.min(left, changes.size());
      for (int object = 0; object < some; object++) {
        lookups.add(object, changes.get(object), DeviceFinding.UNKNOWN);
        asked.add(changes.get(object).member());
      }
      lookups.answeredUpTo(some);
      outcomes.add(plans.memberships.writeOutcomes(plans.keys(), lookups));
      answered.put(step.lookup().name(), (long) some);
      answered.put(step.name(), (long) some);
      left -= some;
    }
    FoldedPlan folded =
        plans.fold(plan, new PlanFates(Set.of(), answered, List.copyOf(outcomes), false));
    assertThat(folded.skipped()).isEqualTo(new SkippedDevices(0, most, 1_000 - most));
  }

  @Test
  void lookupsBeginAnywhereOnceAllWereMade() {
    ImportPlan plan = plans.plan("VIP", devices("a", "b"));
    plans.fold(plan, new PlanFates(Set.of("lookup-00", "device-00"), Map.of(), List.of(), false));

    assertThat(plans.committed().lookupsFrom()).isZero();
  }
}

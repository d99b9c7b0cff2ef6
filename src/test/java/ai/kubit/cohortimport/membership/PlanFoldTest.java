package ai.kubit.cohortimport.membership;

import static org.assertj.core.api.Assertions.assertThat;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanFoldTest {
  private static final DeliveryTarget OF_COHORTS =
      new DeliveryTarget(Workspace.DeliveryMode.COHORT, "rest.iad-01.braze.com", "kubit");

  @TempDir Path scratch;
  private Plans plans;

  @BeforeEach
  void start() {
    plans = new Plans(scratch);
  }

  private static List<MemberId> members(String... ids) {
    return List.of(ids).stream().map(MemberId::externalId).toList();
  }

  private static PlanStep step(ImportPlan plan, String name) {
    return plan.steps().stream().filter(step -> step.name().equals(name)).findFirst().orElseThrow();
  }

  private List<MemberChange> changes(PlanStep step) {
    List<MemberChange> changes = new ArrayList<>();
    Iterator<MemberChange> iterator = plans.memberships.changes(step);
    iterator.forEachRemaining(changes::add);
    return changes;
  }

  private static long object(List<MemberChange> changes, String id) {
    return IntStream.range(0, changes.size())
        .filter(i -> changes.get(i).member().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Exceptions of one step's objects, answered in a range. */
  private StepOutcomes exceptions(PlanStep step, long from, long to, Fate fate, long... objects) {
    StepOutcomes.Draft draft = new StepOutcomes.Draft(step.name(), from);
    List<MemberChange> changes = changes(step);
    for (long object : objects) {
      draft.add(object, changes.get((int) object), fate, "reason " + object);
    }
    draft.answeredUpTo(to);
    return plans.memberships.writeOutcomes(plans.keys(), draft);
  }

  @Test
  void whatWasAcceptedIsBelieved() {
    FoldedPlan folded = plans.deliver(plans.plan("VIP", members("a", "b")));

    assertThat(plans.beliefs()).containsExactly("a:VIP", "b:VIP");
    assertThat(folded.accepted()).isEqualTo(2);
    assertThat(folded.manifest().settled()).isTrue();
    assertThat(folded.manifest().values()).containsExactly("VIP");
    assertThat(folded.refusedReport()).isEmpty();
  }

  @Test
  void aRenameLeavesOnlyTheNewValue() {
    plans.deliver(plans.plan("Old", members("a", "b")));
    ImportPlan plan = plans.plan("New", members("a"));

    FoldedPlan folded = plans.deliver(plan);

    assertThat(plans.beliefs()).containsExactly("a:New");
    assertThat(folded.accepted()).isEqualTo(3);
    assertThat(folded.manifest().values()).containsExactly("New");
  }

  @Test
  void aStepThatWasNotDoneIsMaybeBeyondWhatWasAnswered() {
    ImportPlan plan = plans.plan("VIP", members("a", "b", "c"));
    List<MemberChange> order = changes(step(plan, "add-00"));

    FoldedPlan folded =
        plans.fold(plan, new PlanFates(Set.of(), Map.of("add-00", 1L), List.of(), false));

    assertThat(plans.believed().stream().filter(MembershipRow::certain).map(MembershipRow::member))
        .containsExactly(order.get(0).member());
    assertThat(folded.accepted()).isEqualTo(1);
    assertThat(folded.notSent()).isEqualTo(2);
    assertThat(folded.manifest().settled()).isFalse();
  }

  @Test
  void aRemovalThatWasNeverSentChangesNothingAndStaysToBeDone() {
    plans.deliver(plans.plan("VIP", members("a", "b")));
    ImportPlan plan = plans.plan("VIP", members("a"));

    FoldedPlan folded = plans.fold(plan, new PlanFates(Set.of(), Map.of(), List.of(), false));

    assertThat(plans.beliefs()).containsExactly("a:VIP", "b:VIP");
    assertThat(folded.notSent()).isEqualTo(1);
    assertThat(folded.manifest().settled()).isFalse();
  }

  @Test
  void aRemovalThatALegWhichDiedMayHaveSentIsMaybe() {
    plans.deliver(plans.plan("VIP", members("a", "b")));
    ImportPlan plan = plans.plan("VIP", members("a"));

    plans.fold(plan, new PlanFates(Set.of(), Map.of(), List.of(), false, true));

    assertThat(plans.beliefs()).containsExactly("a:VIP", "b:VIP?");
  }

  @Test
  void heldRemovalsFoldAsIfTheyHadNotBeenPlannedAndLeaveTheMembershipUnsettled() {
    plans.deliver(plans.plan("VIP", members("a", "b")));
    ImportPlan plan = plans.plan("VIP", members("a", "c"));

    FoldedPlan folded =
        plans.fold(plan, new PlanFates(Set.of("add-00"), Map.of(), List.of(), true));

    assertThat(plans.beliefs()).containsExactly("a:VIP", "b:VIP", "c:VIP");
    assertThat(folded.accepted()).isEqualTo(1);
    assertThat(folded.notSent()).isZero();
    assertThat(folded.manifest().settled()).isFalse();
  }

  @Test
  void whoWasHeldAndIsBackIsNotSentAgain() {
    plans.deliver(plans.plan("VIP", members("a", "b", "c")));
    ImportPlan bad = plans.plan("VIP", members("a"));
    plans.fold(bad, new PlanFates(Set.of(), Map.of(), List.of(), true));

    ImportPlan clean = plans.plan("VIP", members("a", "b"));

    assertThat(clean.steps()).extracting(PlanStep::name).containsExactly("remove-00");
    assertThat(changes(step(clean, "remove-00")))
        .extracting(c -> c.member().id())
        .containsExactly("c");
  }

  /** The removal is still to come, and may take the value from the one who was added. */
  @Test
  void anAddBesideAHeldRemovalOfWhoMayBeTheSamePersonIsRepeatedAfterIt() {
    plans.deliver(plans.plan("VIP", List.of(MemberId.alias("a", "label"))));
    ImportPlan plan = plans.plan("VIP", members("x"));

    plans.fold(plan, new PlanFates(Set.of("add-00"), Map.of(), List.of(), true));

    assertThat(plans.beliefs()).containsExactly("a:VIP", "x:VIP?");
  }

  /** Nothing was sent about him, so he stays imported, whatever the kinds of the others are. */
  @ParameterizedTest
  @EnumSource(
      value = MemberId.Kind.class,
      names = {"EXTERNAL_ID", "ALIAS"})
  void aHeldLeaverStaysCertainWhoeverWasAddedBeside(MemberId.Kind added) {
    for (MemberId.Kind leaver : List.of(MemberId.Kind.EXTERNAL_ID, MemberId.Kind.ALIAS)) {
      plans.deliver(plans.plan("VIP", List.of(member(leaver, "a"), MemberId.externalId("s"))));
      List<MemberId> export = new ArrayList<>(members("s"));
      export.add(member(added, "x"));
      ImportPlan plan = plans.plan("VIP", export);

      plans.fold(plan, new PlanFates(Set.of("add-00"), Map.of(), List.of(), true));

      assertThat(plans.beliefs()).contains("a:VIP", "s:VIP");
    }
  }

  /** Nothing is sent about a held leaver; H remembers that one like it may have been added. */
  @ParameterizedTest
  @CsvSource({
    "EXTERNAL_ID, EXTERNAL_ID, false",
    "EXTERNAL_ID, ALIAS,       true",
    "ALIAS,       EXTERNAL_ID, true",
    "ALIAS,       ALIAS,       true",
  })
  void aHeldLeaverBecomesHBesideAnAddOfWhoMayBeTheSame(
      MemberId.Kind leaver, MemberId.Kind added, boolean heldBeside) {
    plans.deliver(plans.plan("VIP", List.of(member(leaver, "a"))));
    ImportPlan plan = plans.plan("VIP", List.of(member(added, "x")));

    plans.fold(plan, new PlanFates(Set.of("add-00"), Map.of(), List.of(), true));

    assertThat(plans.believed())
        .filteredOn(belief -> belief.member().id().equals("a"))
        .singleElement()
        .satisfies(
            belief -> {
              assertThat(belief.certain()).isTrue();
              assertThat(belief.heldBeside()).isEqualTo(heldBeside);
            });
  }

  private static MemberId member(MemberId.Kind kind, String id) {
    return kind == MemberId.Kind.ALIAS ? MemberId.alias(id, "label") : MemberId.externalId(id);
  }

  @Test
  void whatWasRefusedOrUnknownIsFoldedByItsObjectAndRefusalsAreReported() throws IOException {
    ImportPlan plan = plans.plan("VIP", members("a", "b", "c"));
    PlanStep step = step(plan, "add-00");
    List<MemberChange> order = changes(step);
    long refused = object(order, "b");
    long unknown = object(order, "c");
    StepOutcomes known =
        plans.memberships.writeOutcomes(
            plans.keys(), draft(order, step, Map.of(refused, Fate.REFUSED, unknown, Fate.UNKNOWN)));

    FoldedPlan folded = plans.fold(plan, Plans.done(plan, List.of(known)));

    assertThat(plans.beliefs()).containsExactly("a:VIP", "c:VIP?");
    assertThat(folded.accepted()).isEqualTo(1);
    assertThat(folded.refused()).isEqualTo(1);
    assertThat(folded.unknown()).isEqualTo(1);
    assertThat(folded.notSent()).isZero();
    assertThat(Files.readAllLines(folded.refusedReport().orElseThrow()))
        .containsExactly("change,kind,id,label,reason", "add,E,b,,because");
  }

  private static StepOutcomes.Draft draft(
      List<MemberChange> order, PlanStep step, Map<Long, Fate> fates) {
    StepOutcomes.Draft draft = new StepOutcomes.Draft(step.name(), 0);
    fates.forEach(
        (object, fate) -> draft.add(object, order.get(object.intValue()), fate, "because"));
    draft.answeredUpTo(step.objects());
    return draft;
  }

  @Test
  void aMembershipWithARefusalIsNotSettled() {
    ImportPlan plan = plans.plan("VIP", members("a"));

    FoldedPlan folded =
        plans.fold(
            plan,
            Plans.done(plan, List.of(exceptions(step(plan, "add-00"), 0, 1, Fate.REFUSED, 0))));

    assertThat(folded.manifest().settled()).isFalse();
    assertThat(folded.manifest().isEmpty()).isTrue();
  }

  @Test
  void aRemovalThatIsRefusedThreeTimesIsGivenUp() {
    plans.deliver(plans.plan("VIP", members("a")));
    List<List<String>> beliefs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ImportPlan plan = plans.plan("VIP", List.of());
      plans.fold(
          plan,
          Plans.done(plan, List.of(exceptions(step(plan, "remove-00"), 0, 1, Fate.REFUSED, 0))));
      beliefs.add(plans.beliefs());
    }

    assertThat(beliefs).containsExactly(List.of("a:VIP"), List.of("a:VIP"), List.of());
  }

  @Test
  void exceptionsBeyondTheRangeOfTheirLegAreVoid() {
    ImportPlan plan = plans.plan("VIP", members("a", "b", "c", "d"));
    PlanStep step = step(plan, "add-00");
    StepOutcomes ofLegThatDied = exceptions(step, 1, 2, Fate.REFUSED, 0, 1, 2, 3);

    FoldedPlan folded = plans.fold(plan, Plans.done(plan, List.of(ofLegThatDied)));

    assertThat(folded.refused()).isEqualTo(1);
    assertThat(folded.accepted()).isEqualTo(3);
  }

  @Test
  void exceptionsOfAnotherStepAreNotTakenForThisOne() {
    plans.deliver(plans.plan("VIP", members("a")));
    ImportPlan plan = plans.plan("VIP", members("b"));
    StepOutcomes ofRemoval = exceptions(step(plan, "remove-00"), 0, 1, Fate.REFUSED, 0);

    FoldedPlan folded = plans.fold(plan, Plans.done(plan, List.of(ofRemoval)));

    assertThat(plans.beliefs()).containsExactly("a:VIP", "b:VIP");
    assertThat(folded.refused()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN", "REFUSED"})
  void whoMayBeALeaverUnderAnotherNameIsAddedAgainAfterTheRemovalsRepetition(Fate removal) {
    MemberId leaver = MemberId.alias("a", "label");

    assertThat(believedBeside(leaver, removal, MemberId.externalId("x"))).contains("x:VIP?");
    assertThat(believedBeside(leaver, removal, MemberId.alias("x", "label"))).contains("x:VIP?");
    assertThat(believedBeside(MemberId.externalId("a"), removal, MemberId.alias("x", "label")))
        .contains("x:VIP?");
  }

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN", "REFUSED"})
  void anExternalIdIsNobodyElsesExternalId(Fate removal) {
    assertThat(believedBeside(MemberId.externalId("a"), removal, MemberId.externalId("x")))
        .contains("x:VIP");
  }

  @Test
  void removalsThatWereAnsweredLeaveTheAddsCertain() {
    assertThat(
            believedBeside(MemberId.alias("a", "label"), Fate.ACCEPTED, MemberId.externalId("x")))
        .containsExactly("x:VIP");
  }

  /** One member leaves, and what became of that removal; another one enters and is accepted. */
  private List<String> believedBeside(MemberId leaver, Fate removal, MemberId added) {
    plans = new Plans(scratch);
    plans.deliver(plans.plan("VIP", List.of(leaver)));
    ImportPlan plan = plans.plan("VIP", List.of(added));
    List<StepOutcomes> ofRemoval =
        removal == Fate.ACCEPTED
            ? List.of()
            : List.of(exceptions(step(plan, "remove-00"), 0, 1, removal, 0));
    plans.fold(plan, Plans.done(plan, ofRemoval));
    return plans.beliefs();
  }

  @ParameterizedTest
  @CsvSource({"0, x:VIP?", "1, x:VIP?", "2, x:VIP"})
  void anAddBesideARemovalThatWasNotAnsweredIsMaybe(long removalsAnswered, String added) {
    plans.deliver(
        plans.plan("VIP", List.of(MemberId.alias("a", "label"), MemberId.alias("b", "label"))));
    ImportPlan plan = plans.plan("VIP", members("x"));

    plans.fold(
        plan,
        new PlanFates(Set.of("add-00"), Map.of("remove-00", removalsAnswered), List.of(), false));

    assertThat(plans.beliefs()).contains(added);
  }

  /** Two leave, one by alias and one by external id; whose removal is open decides. */
  @ParameterizedTest
  @CsvSource({"ALIAS, x:VIP?", "EXTERNAL_ID, x:VIP"})
  void ofSeveralLeaversOnlyThoseCountWhoseRemovalIsOpen(MemberId.Kind open, String added) {
    plans.deliver(
        plans.plan("VIP", List.of(MemberId.alias("a", "label"), MemberId.externalId("b"))));
    ImportPlan plan = plans.plan("VIP", members("x"));
    PlanStep removals = step(plan, "remove-00");
    long object = object(changes(removals), open == MemberId.Kind.ALIAS ? "a" : "b");
    StepOutcomes outcomes = exceptions(removals, 0, 2, Fate.UNKNOWN, object);

    plans.fold(plan, Plans.done(plan, List.of(outcomes)));

    assertThat(plans.beliefs()).contains(added);
  }

  @Test
  void removalsThatWereAllAcceptedAreReadOnceAndOthersTwice() {
    plans.deliver(plans.plan("VIP", members("a")));
    ImportPlan accepted = plans.plan("VIP", members("b"));
    int before = plans.store.calls();
    plans.deliver(accepted);
    int calls = plans.store.calls() - before;

    ImportPlan open = plans.plan("VIP", members("c"));
    before = plans.store.calls();
    plans.fold(open, new PlanFates(Set.of("add-00"), Map.of(), List.of(), false));

    assertThat(plans.store.calls() - before).isEqualTo(calls + 1);
  }

  // Settled: the same export need not be read again

  @Test
  void aMembershipWithAnOpenLookupIsNotSettled() {
    ImportPlan plan = plans.plan("VIP", List.of(MemberId.deviceId("d1")));

    FoldedPlan folded = plans.fold(plan, new PlanFates(Set.of(), Map.of(), List.of(), false));

    assertThat(folded.skipped()).isEqualTo(new SkippedDevices(0, 0, 1));
    assertThat(folded.manifest().maybe()).isZero();
    assertThat(folded.manifest().settled()).isFalse();
  }

  @Test
  void aMembershipIsNotSettledWhereRemovalsWereHeld() {
    ImportPlan plan = plans.plan("VIP", members("a"));

    FoldedPlan folded =
        plans.fold(plan, new PlanFates(Set.of("add-00"), Map.of(), List.of(), true));

    assertThat(folded.manifest().maybe()).isZero();
    assertThat(folded.manifest().settled()).isFalse();
  }

  @Test
  void aMembershipThatStillCountsARefusedRemovalIsNotSettled() {
    plans.deliver(plans.plan("VIP", members("a")));
    ImportPlan leaves = plans.plan("VIP", List.of());
    plans.fold(
        leaves,
        Plans.done(leaves, List.of(exceptions(step(leaves, "remove-00"), 0, 1, Fate.REFUSED, 0))));

    FoldedPlan folded = plans.deliver(plans.plan("VIP", members("a")));

    assertThat(folded.refused()).isZero();
    assertThat(folded.manifest().maybe()).isZero();
    assertThat(folded.manifest().settled()).isFalse();
  }

  // The cohort's name, where Braze knows cohorts

  @Test
  void aNewNameIsTheMembershipsOnceBrazeWasTold() {
    plans = new Plans(scratch, OF_COHORTS);
    plans.fold(plans.plan("VIP", members("a")), fates("add-00", ImportPlan.NAMING));
    assertThat(plans.committed().cohortName()).isEqualTo("VIP");
    assertThat(plans.committed().values()).containsExactly("vip");

    plans.fold(plans.plan("New", members("a", "b")), fates("add-00"));
    assertThat(plans.committed().cohortName()).isEqualTo("VIP");

    plans.fold(plans.plan("New", members("a", "b")), fates(ImportPlan.NAMING));
    assertThat(plans.committed().cohortName()).isEqualTo("New");
  }

  @Test
  void aNameThatBrazeKnowsAlreadyNeedsNoTelling() {
    plans = new Plans(scratch, OF_COHORTS);
    plans.fold(plans.plan("VIP", members("a")), fates("add-00", ImportPlan.NAMING));

    ImportPlan plan = plans.plan("VIP", members("a", "b"));
    plans.fold(plan, fates("add-00"));

    assertThat(plan.announces()).isFalse();
    assertThat(plans.committed().cohortName()).isEqualTo("VIP");
  }

  @Test
  void anAttributeHoldsTheNewNameWithoutTelling() {
    plans.deliver(plans.plan("Old", members("a")));
    plans.deliver(plans.plan("New", members("a")));

    assertThat(plans.committed().cohortName()).isEqualTo("New");
  }

  private static PlanFates fates(String... stepsDone) {
    return new PlanFates(Set.of(stepsDone), Map.of(), List.of(), false);
  }

  @Test
  void ofDevicesOnlyTheFoundAreBelievedInAndWithTheirProfiles() {
    List<MemberId> devices = new ArrayList<>();
    for (String id : List.of("d1", "d2", "d3", "d4", "d5", "d6")) {
      devices.add(MemberId.deviceId(id));
    }
    ImportPlan plan = plans.plan("VIP", devices);
    PlanStep step = step(plan, "device-00");
    StepOutcomes.Draft lookups = new StepOutcomes.Draft(step.lookup().name(), 0);
    MemberChange any = MemberChange.adding(devices.get(0), "VIP");
    lookups.add(0, any, DeviceFinding.found("b1"));
    lookups.add(1, any, DeviceFinding.IDENTIFIED);
    lookups.add(2, any, DeviceFinding.UNKNOWN);
    lookups.add(3, any, Fate.UNKNOWN, "no answer");
    lookups.add(4, any, DeviceFinding.found("b5"));
    lookups.add(5, any, DeviceFinding.found("a leg that died wrote this and did not say so"));
    lookups.answeredUpTo(5);
    StepOutcomes written = plans.memberships.writeOutcomes(plans.keys(), lookups);

    FoldedPlan folded =
        plans.fold(
            plan,
            new PlanFates(
                Set.of(), Map.of("device-00", 4L, "lookup-00", 5L), List.of(written), false));

    assertThat(folded.skipped()).isEqualTo(new SkippedDevices(1, 1, 2));
    assertThat(folded.accepted()).isEqualTo(1);
    assertThat(folded.notSent()).isEqualTo(1);
    assertThat(folded.manifest().settled()).isFalse();
    assertThat(plans.believed()).extracting(MembershipRow::brazeId).containsExactly("b1", "b5");
    assertThat(plans.believed()).extracting(MembershipRow::certain).containsExactly(true, false);
    assertThat(plans.memberships.devices(step, List.of(written)))
        .hasSize(4)
        .containsEntry(0L, DeviceFinding.found("b1"))
        .doesNotContainKey(5L);
  }

  @Test
  void whoeverWasFoundOnceNeedsNoLookupAnyMore() {
    MemberId device = MemberId.deviceId("d1");
    ImportPlan plan = plans.plan("VIP", List.of(device));
    StepOutcomes.Draft lookup = new StepOutcomes.Draft("lookup-00", 0);
    lookup.add(0, MemberChange.adding(device, "VIP"), DeviceFinding.found("b1"));
    lookup.answeredUpTo(1);
    StepOutcomes written = plans.memberships.writeOutcomes(plans.keys(), lookup);
    plans.fold(
        plan, new PlanFates(Set.of("device-00", "lookup-00"), Map.of(), List.of(written), false));

    ImportPlan renamed = plans.plan("New", List.of(device));
    MemberChange change = plans.memberships.changes(step(renamed, "add-00")).next();
    assertThat(change.brazeId()).isEqualTo("b1");
    assertThat(change.remove()).containsExactly("VIP");

    ImportPlan left = plans.plan("VIP", List.of());
    assertThat(plans.memberships.changes(step(left, "remove-00")).next().brazeId()).isEqualTo("b1");
  }

  @Test
  void noDeviceShowsItsProfile() {
    assertThat(DeviceFinding.found("b1").toString()).isEqualTo("FOUND");
  }

  @Test
  void unchangedPartitionsStayWhereTheyAreAndChangedOnesAreWrittenAnew() {
    List<MemberId> many =
        IntStream.range(0, 65_600).mapToObj(i -> MemberId.externalId("u" + i)).toList();
    plans.deliver(plans.plan("VIP", many));
    MembershipManifest before = plans.committed();
    List<MemberId> more = new ArrayList<>(many);
    MemberId entered = MemberId.externalId("new");
    more.add(entered);

    FoldedPlan folded = plans.deliver(plans.plan("VIP", more));

    assertThat(before.files()).hasSize(16);
    int changed = new Partitions(16).of(entered);
    assertThat(folded.manifest().files()).hasSize(16);
    for (int i = 0; i < 16; i++) {
      assertThat(folded.manifest().files().get(i).equals(before.files().get(i)))
          .isEqualTo(i != changed);
    }
    assertThat(folded.manifest().holders("VIP")).isEqualTo(65_601);
  }

  @Test
  void nothingToChangeKeepsEveryFileByReference() {
    plans.deliver(plans.plan("VIP", members("a")));
    MembershipManifest before = plans.committed();

    FoldedPlan folded = plans.deliver(plans.plan("VIP", members("a")));

    assertThat(folded.manifest().files()).isEqualTo(before.files());
    assertThat(folded.manifest().key()).isNotEqualTo(before.key());
    assertThat(folded.manifest().settled()).isTrue();
  }

  @Test
  void onlyWhatTheCommittedManifestNamesIsNeeded() {
    plans.deliver(plans.plan("VIP", members("a")));
    plans.deliver(plans.plan("VIP", members("a", "b")));
    String current = plans.committed().key();

    plans.memberships.delete(
        plans.memberships.superseded(Plans.COHORT, Optional.of(current), Set.of()));

    assertThat(plans.store.keys())
        .containsExactlyInAnyOrder(current, plans.committed().files().get(0).key());
    assertThat(plans.beliefs()).containsExactly("a:VIP", "b:VIP");
  }

  @Test
  void aPlanComesBackAsItWas() {
    plans.deliver(plans.plan("VIP", members("a", "b")));
    ImportPlan plan = plans.plan("New", members("b", "c"));

    assertThat(plans.memberships.plan(plan.key())).isEqualTo(plan);
    assertThat(plan.steps()).extracting(PlanStep::name).containsExactly("remove-00", "add-00");
    assertThat(plan.totals()).isEqualTo(new ImportPlan.PlanTotals(2, 0, 0, 0, 2, 1));
    assertThat(plan.steps(true)).extracting(PlanStep::name).containsExactly("add-00");
  }

  @Test
  void aMembershipOfAnotherTargetCountsAsEmpty() {
    plans.deliver(plans.plan("VIP", members("a")));
    Optional<String> pointer = Optional.of(plans.committed().key());
    DeliveryTarget other =
        new DeliveryTarget(Plans.TARGET.mode(), Plans.TARGET.host(), "Other attribute");

    assertThat(plans.memberships.load(pointer, Plans.TARGET).isEmpty()).isFalse();
    assertThat(plans.memberships.load(pointer, other)).isEqualTo(MembershipManifest.empty(other));
    assertThat(plans.memberships.load(Optional.empty(), other).isEmpty()).isTrue();
  }
}

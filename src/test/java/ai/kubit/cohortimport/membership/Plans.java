package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.InMemoryObjectStore;
import ai.kubit.cohortimport.workspace.Workspace;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A cohort's state in memory, planned and folded as the importer does it. */
final class Plans {
  static final DeliveryTarget TARGET =
      new DeliveryTarget(
          Workspace.DeliveryMode.ATTRIBUTE, "rest.iad-01.braze.com", "Kubit cohorts");
  static final CohortKey COHORT = new CohortKey("acme", "vip");

  final InMemoryObjectStore store = new InMemoryObjectStore();
  final Memberships memberships = new Memberships(store, new ObjectMapper());
  private final Path scratch;
  private MembershipManifest committed;
  private int executions;

  Plans(Path scratch) {
    this(scratch, TARGET);
  }

  Plans(Path scratch, DeliveryTarget target) {
    this.scratch = scratch;
    this.committed = MembershipManifest.empty(target);
  }

  StateKeys keys() {
    return new StateKeys(COHORT, "m-" + executions, 1);
  }

  MembershipManifest committed() {
    return committed;
  }

  ImportPlan plan(String name, List<MemberId> export) {
    return plan(name, export, false);
  }

  ImportPlan plan(String name, List<MemberId> export, boolean refreshAll) {
    return plan(name, committed.target().valueOf(COHORT, name), export, refreshAll);
  }

  private ImportPlan plan(String name, String value, List<MemberId> export, boolean refreshAll) {
    executions++;
    try (MemberScratch members = new MemberScratch(scratch, MemberScratch.MEMORY)) {
      export.forEach(members::add);
      return memberships.plan(
          keys(),
          new PlanRequest(name, value, committed, "print", refreshAll),
          members,
          member -> true);
    }
  }

  FoldedPlan fold(ImportPlan plan, PlanFates fates) {
    FoldedPlan folded = memberships.fold(keys(), plan, fates, scratch);
    committed = memberships.manifest(folded.manifest().key());
    return folded;
  }

  /** Everything accepted. */
  FoldedPlan deliver(ImportPlan plan) {
    return fold(plan, done(plan, List.of()));
  }

  static PlanFates done(ImportPlan plan, List<StepOutcomes> outcomes) {
    return new PlanFates(
        plan.steps().stream().map(PlanStep::name).collect(java.util.stream.Collectors.toSet()),
        java.util.Map.of(),
        outcomes,
        false);
  }

  List<MembershipRow> believed() {
    MembershipReader believed = new MembershipReader(store, committed);
    return IntStream.range(0, Partitions.SLICES)
        .boxed()
        .flatMap(slice -> believed.slice(slice).stream())
        .toList();
  }

  /** What is believed of each member, as {@code id:value} with a question mark for maybe. */
  List<String> beliefs() {
    return believed().stream()
        .map(b -> b.member().id() + ":" + b.value() + (b.certain() ? "" : "?"))
        .sorted()
        .toList();
  }
}

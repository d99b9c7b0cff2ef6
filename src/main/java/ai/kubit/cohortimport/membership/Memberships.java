package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.StoredObject;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Reads and writes the files of cohorts in the state bucket: memberships, plans, outcomes of plans,
 * and reports. Which membership is valid is not decided here, but by the pointer in the table
 * {@code schedules}. The project's page "State" describes the files.
 */
public final class Memberships {
  private final ObjectStore state;
  private final ObjectMapper json;

  public Memberships(ObjectStore state, ObjectMapper json) {
    this.state = state;
    this.json = json;
  }

  /**
   * The membership that a committed pointer names, or an empty membership.
   *
   * @param pointer the key of the manifest; empty before the first commit
   * @param target the target of the import; a membership of another target counts as empty
   */
  public MembershipManifest load(Optional<String> pointer, DeliveryTarget target) {
    return pointer
        .map(this::manifest)
        .filter(manifest -> manifest.target().equals(target))
        .orElseGet(() -> MembershipManifest.empty(target));
  }

  /** The manifest that a committed pointer names, whatever its target. */
  public MembershipManifest manifest(String pointer) {
    return MembershipManifest.read(pointer, read(pointer));
  }

  /**
   * Makes and stores the plan whose changes turn the membership into the export. It sends nothing.
   *
   * @param supported whether a member can be sent to Braze in this workspace's mode
   */
  public ImportPlan plan(
      StateKeys keys, PlanRequest request, MemberScratch export, Predicate<MemberId> supported) {
    return new ImportPlanner(state, keys, request, supported)
        .plan(export, plan -> put(plan.key(), plan.toJson()));
  }

  /** Reads a stored plan. */
  public ImportPlan plan(String key) {
    return ImportPlan.read(key, read(key));
  }

  /** The objects of one step, in the order of delivery. */
  public Iterator<MemberChange> changes(PlanStep step) {
    return PlannedChanges.open(state, step);
  }

  /** Stores the outcomes of a step's objects that are not simply "accepted". */
  public StepOutcomes writeOutcomes(StateKeys keys, StepOutcomes.Draft draft) {
    return draft.write(state, keys.outcome(draft.step()));
  }

  /**
   * The objects of a step that earlier legs left open. The value says whether Braze may have
   * received the object.
   */
  public Map<Long, Boolean> open(PlanStep step, List<StepOutcomes> known) {
    Map<Long, Boolean> open = new HashMap<>();
    for (StepOutcomes outcomes : StepOutcomes.of(step.name(), known)) {
      outcomes.readOpenInto(state, open);
    }
    return open;
  }

  /** What lookups found out about the devices of a step, by the object's position. */
  public Map<Long, DeviceFinding> devices(PlanStep step, List<StepOutcomes> known) {
    Map<Long, DeviceFinding> devices = new HashMap<>();
    for (StepOutcomes outcomes : StepOutcomes.of(step.lookup().name(), known)) {
      outcomes.readDevicesInto(state, devices);
    }
    return devices;
  }

  /** Computes and stores the membership that follows from a plan and its outcomes. */
  public FoldedPlan fold(StateKeys keys, ImportPlan plan, PlanFates fates, Path scratch) {
    MembershipManifest basis =
        plan.basis().isEmpty() ? MembershipManifest.empty(plan.target()) : manifest(plan.basis());
    PlanFold fold = new PlanFold(state, keys, plan, basis, fates);
    FoldedPlan folded = fold.fold(scratch);
    put(folded.manifest().key(), folded.manifest().toJson());
    return folded;
  }

  /**
   * Who certainly holds a value, slice by slice.
   *
   * @param wanted the slices to read
   */
  public HeldSlices held(MembershipManifest manifest, String value, IntPredicate wanted) {
    return new HeldSlices(state, manifest, value, HeldSlices.nobodyLeft(), wanted);
  }

  /** Who certainly holds a value, and whom a plan removed, slice by slice. */
  public HeldSlices held(
      MembershipManifest manifest, String value, ImportPlan plan, IntPredicate wanted) {
    return new HeldSlices(state, manifest, value, removals(plan), wanted);
  }

  /** Of all steps that remove members who left, one after another. */
  private Iterator<MemberChange> removals(ImportPlan plan) {
    Iterator<PlanStep> steps = plan.steps().stream().filter(PlanStep::removal).iterator();
    return new Iterator<>() {
      private Iterator<MemberChange> step = HeldSlices.nobodyLeft();

      @Override
      public boolean hasNext() {
        while (!step.hasNext() && steps.hasNext()) {
          step = changes(steps.next());
        }
        return step.hasNext();
      }

      @Override
      public MemberChange next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return step.next();
      }
    };
  }

  /** Where a look at Braze notes who is missing. */
  public LookFiles lookFiles(CohortKey cohort, String executionId) {
    return new LookFiles(state, cohort, executionId);
  }

  /** A plan that may have been tidied away. */
  public Optional<ImportPlan> planIfKept(String key) {
    return state.get(key).map(content -> ImportPlan.read(key, parse(key, content)));
  }

  /** What a look needs of a plan: itself, and who left. */
  public static Set<String> filesForLook(ImportPlan plan) {
    Set<String> files = new HashSet<>();
    files.add(plan.key());
    plan.steps().stream().filter(PlanStep::removal).forEach(step -> files.add(step.key()));
    return files;
  }

  /** Uploads a report file. */
  public void report(String key, Path file) {
    state.put(key, file);
  }

  /**
   * The files of a cohort that nothing needs any more once {@code current} is committed. Call this
   * while the lease is held, because files that appear later belong to another leg.
   */
  public List<String> superseded(
      CohortKey cohort, Optional<String> current, Set<String> alsoNeeded) {
    Set<String> needed = new HashSet<>(alsoNeeded);
    current.ifPresent(
        key -> {
          needed.add(key);
          manifest(key).files().forEach(file -> needed.add(file.key()));
        });
    Predicate<String> unneeded = key -> !needed.contains(key);
    return java.util.stream.Stream.of(
            StateKeys.memberships(cohort), StateKeys.plans(cohort), StateKeys.looks(cohort))
        .flatMap(prefix -> state.list(prefix).stream())
        .map(StoredObject::key)
        .filter(unneeded)
        .toList();
  }

  /** The cohorts of a workspace that have files of state. */
  public Set<CohortKey> cohortsWithState(String workspaceId) {
    String prefix = StateKeys.workspacePrefix(workspaceId);
    Set<CohortKey> cohorts = new TreeSet<>();
    for (StoredObject object : state.list(prefix)) {
      String rest = object.key().substring(prefix.length());
      String cohortId = rest.substring(0, Math.max(0, rest.indexOf('/')));
      if (CohortKey.isId(cohortId)) {
        cohorts.add(new CohortKey(workspaceId, cohortId));
      }
    }
    return cohorts;
  }

  /**
   * Deletes all files of a workspace.
   *
   * @return how many files were deleted
   */
  public int forget(String workspaceId) {
    List<String> keys =
        state.list(StateKeys.workspacePrefix(workspaceId)).stream().map(StoredObject::key).toList();
    state.delete(keys);
    return keys.size();
  }

  public void delete(List<String> keys) {
    state.delete(keys);
  }

  private void put(String key, ObjectNode content) {
    try {
      state.put(key, json.writeValueAsBytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode read(String key) {
    return parse(
        key,
        state
            .get(key)
            .orElseThrow(() -> new IllegalStateException("a file of state is missing: " + key)));
  }

  private JsonNode parse(String key, byte[] content) {
    try {
      return json.readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException("a file of state cannot be read: " + key, e);
    }
  }
}

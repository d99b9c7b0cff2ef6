package ai.kubit.cohortimport.workspace;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A workspace as it is kept: what a person configured, and what its imports have to tell each
 * other.
 *
 * @param workspace what a person configured
 * @param version the version that was read; 0 for a workspace that is not stored yet
 * @param learnedBatchSize the size that Braze accepted after it had refused a larger one
 * @param active the imports at work, by cohort id (a cohort has one at a time, and a takeover takes
 *     its place), with the end of each one's lease
 */
public record WorkspaceEntry(
    Workspace workspace, long version, OptionalInt learnedBatchSize, Map<String, Instant> active) {

  public WorkspaceEntry {
    Objects.requireNonNull(workspace, "workspace");
    Objects.requireNonNull(learnedBatchSize, "learnedBatchSize");
    active = Collections.unmodifiableMap(new TreeMap<>(active));
  }

  /** A workspace that was never stored. */
  public static WorkspaceEntry first(Workspace workspace) {
    return new WorkspaceEntry(workspace, 0, OptionalInt.empty(), Map.of());
  }

  /** The same entry with another configuration; what was learned of the old one is forgotten. */
  public WorkspaceEntry with(Workspace changed) {
    return new WorkspaceEntry(changed, version, OptionalInt.empty(), active);
  }

  /** The workspace with the limits that hold: what Braze taught us beats what was configured. */
  public Workspace effective() {
    return new Workspace(
        workspace.workspaceId(),
        workspace.restEndpoint(),
        workspace.delivery(),
        workspace.limits().withBatchesUpTo(learnedBatchSize.orElse(Integer.MAX_VALUE)),
        workspace.lookups());
  }

  public WorkspaceEntry withLearnedBatchSize(int size) {
    return new WorkspaceEntry(workspace, version, OptionalInt.of(size), active);
  }

  /** The same entry with an import at work until its lease ends. */
  public WorkspaceEntry withActive(String cohortId, Instant leaseUntil) {
    Map<String, Instant> more = new TreeMap<>(active);
    more.put(cohortId, leaseUntil);
    return new WorkspaceEntry(workspace, version, learnedBatchSize, more);
  }

  /** The same entry without an import that is over. */
  public WorkspaceEntry withoutActive(String cohortId) {
    Map<String, Instant> fewer = new TreeMap<>(active);
    fewer.remove(cohortId);
    return new WorkspaceEntry(workspace, version, learnedBatchSize, fewer);
  }

  /** The same entry with only the imports whose lease has not ended: the living, and no crashed. */
  public WorkspaceEntry activeAt(Instant now) {
    Map<String, Instant> living = new TreeMap<>(active);
    living.values().removeIf(leaseUntil -> !leaseUntil.isAfter(now));
    return new WorkspaceEntry(workspace, version, learnedBatchSize, living);
  }

  /** The entry as it is stored after this one was put. */
  WorkspaceEntry stored() {
    return new WorkspaceEntry(workspace, version + 1, learnedBatchSize, active);
  }
}

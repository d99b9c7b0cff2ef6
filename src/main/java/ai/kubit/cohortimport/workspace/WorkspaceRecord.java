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
public record WorkspaceRecord(
    Workspace workspace, long version, OptionalInt learnedBatchSize, Map<String, Instant> active) {

  public WorkspaceRecord {
    Objects.requireNonNull(workspace, "workspace");
    Objects.requireNonNull(learnedBatchSize, "learnedBatchSize");
    active = Collections.unmodifiableMap(new TreeMap<>(active));
  }

  /** A workspace that was never stored. */
  public static WorkspaceRecord first(Workspace workspace) {
    return new WorkspaceRecord(workspace, 0, OptionalInt.empty(), Map.of());
  }

  /** The same record with another configuration; what was learned of the old one is forgotten. */
  public WorkspaceRecord with(Workspace changed) {
    return new WorkspaceRecord(changed, version, OptionalInt.empty(), active);
  }

  /** The workspace with the limits that hold: what Braze taught us beats what was configured. */
  public Workspace effective() {
    return new Workspace(
        workspace.workspaceId(),
        workspace.restEndpoint(),
        workspace.delivery(),
        workspace.limits().withBatchesUpTo(learnedBatchSize.orElse(Integer.MAX_VALUE)),
        workspace.lookups(),
        workspace.reads());
  }

  public WorkspaceRecord withLearnedBatchSize(int size) {
    return new WorkspaceRecord(workspace, version, OptionalInt.of(size), active);
  }

  /** The same record with an import at work until its lease ends. */
  public WorkspaceRecord withActive(String cohortId, Instant leaseUntil) {
    Map<String, Instant> more = new TreeMap<>(active);
    more.put(cohortId, leaseUntil);
    return new WorkspaceRecord(workspace, version, learnedBatchSize, more);
  }

  /** The same record without an import that is over. */
  public WorkspaceRecord withoutActive(String cohortId) {
    Map<String, Instant> fewer = new TreeMap<>(active);
    fewer.remove(cohortId);
    return new WorkspaceRecord(workspace, version, learnedBatchSize, fewer);
  }

  /**
   * The same record with only the imports whose lease has not ended: the living, and no crashed.
   */
  public WorkspaceRecord activeAt(Instant now) {
    Map<String, Instant> living = new TreeMap<>(active);
    living.values().removeIf(leaseUntil -> !leaseUntil.isAfter(now));
    return new WorkspaceRecord(workspace, version, learnedBatchSize, living);
  }

  /** The record as it is stored after this one was put. */
  WorkspaceRecord stored() {
    return new WorkspaceRecord(workspace, version + 1, learnedBatchSize, active);
  }
}

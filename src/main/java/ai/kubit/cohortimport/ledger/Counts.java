package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.membership.SkippedDevices;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an execution counted. Changes are counted singly: an object that adds one value and removes
 * another counts as one add and one remove. These equations hold for every finished execution:
 *
 * <pre>
 * rows.read               = rows.rejected + rows.duplicates + members.members
 * members.members         = members.unchanged + changes.addsPlanned + members.unsupported
 * addsPlanned + removesPlanned = accepted + refused + unknown + notSent
 * </pre>
 *
 * @param rows what the export held
 * @param members what that meant for the cohort
 * @param changes what was planned and what became of it
 * @param effort what it took
 */
public record Counts(Rows rows, Members members, Changes changes, ImportEffort effort) {

  /**
   * Rows of the export.
   *
   * @param read all rows but headers and blank lines
   * @param rejected rows that name no member
   * @param duplicates rows that name a member once more
   * @param rejectedByReason the rejected rows, by the reason's text
   */
  public record Rows(
      long read, long rejected, long duplicates, Map<String, Long> rejectedByReason) {
    public static final Rows NONE = new Rows(0, 0, 0, Map.of());

    public Rows {
      rejectedByReason = Map.copyOf(new TreeMap<>(rejectedByReason));
    }
  }

  /**
   * Members of the cohort.
   *
   * @param members distinct members in the export
   * @param unchanged members that Braze is believed to hold already
   * @param unsupported members that Braze cannot be told about in this workspace's mode
   * @param usersImported members that Braze certainly accepted, after this execution: "accepted by
   *     Braze", never more
   * @param skipped those of the unsupported that were looked up, or should have been
   */
  public record Members(
      long members, long unchanged, long unsupported, long usersImported, SkippedDevices skipped) {
    public static final Members NONE = new Members(0, 0, 0, 0);

    public Members(long members, long unchanged, long unsupported, long usersImported) {
      this(members, unchanged, unsupported, usersImported, SkippedDevices.NONE);
    }
  }

  /**
   * Changes for Braze.
   *
   * @param addsPlanned values to add
   * @param removesPlanned values to remove
   * @param removesHeld removals held back by the guard on unreadable rows; apart from the equations
   * @param accepted accepted by Braze
   * @param refused refused by Braze, one by one, where no earlier sending may have landed; the
   *     report lists them
   * @param unknown sent, and no answer of Braze's accounts for them
   * @param notSent never written, or turned away by Braze unread with everything else
   */
  public record Changes(
      long addsPlanned,
      long removesPlanned,
      long removesHeld,
      long accepted,
      long refused,
      long unknown,
      long notSent) {
    public static final Changes NONE = new Changes(0, 0, 0, 0, 0, 0, 0);

    public long planned() {
      return addsPlanned + removesPlanned;
    }
  }

  /**
   * What it took.
   *
   * @param requests requests to Braze, retries included
   * @param retries requests that repeated an earlier one
   * @param rateLimited answers 429
   * @param dataPoints an estimate of what Braze bills: one for each single change that was accepted
   *     or may have been
   * @param durationMs time spent working, over all legs; waiting between legs is not in it
   * @param legs invocations that worked on it
   */
  public record ImportEffort(
      long requests, long retries, long rateLimited, long dataPoints, long durationMs, int legs) {
    public static final ImportEffort NONE = new ImportEffort(0, 0, 0, 0, 0, 0);
  }

  public static final Counts NONE =
      new Counts(Rows.NONE, Members.NONE, Changes.NONE, ImportEffort.NONE);

  public Counts {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(members, "members");
    Objects.requireNonNull(changes, "changes");
    Objects.requireNonNull(effort, "effort");
  }

  /** Whether the equations hold. */
  public boolean balanced() {
    return rows.read == rows.rejected + rows.duplicates + members.members
        && members.members == members.unchanged + changes.addsPlanned + members.unsupported
        && changes.planned()
            == changes.accepted + changes.refused + changes.unknown + changes.notSent;
  }

  public Counts with(Rows rows) {
    return new Counts(rows, members, changes, effort);
  }

  public Counts with(Members members) {
    return new Counts(rows, members, changes, effort);
  }

  public Counts with(Changes changes) {
    return new Counts(rows, members, changes, effort);
  }

  public Counts with(ImportEffort effort) {
    return new Counts(rows, members, changes, effort);
  }
}

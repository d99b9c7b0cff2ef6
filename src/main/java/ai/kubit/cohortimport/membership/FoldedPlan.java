package ai.kubit.cohortimport.membership;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What folding a plan gives.
 *
 * @param manifest the membership to commit; it and its files are already stored
 * @param refreshed whether the plan sent every member
 * @param fates how many changes had each result
 * @param skipped planned adds that were not sent, because no profile was found for their devices
 * @param refusedReport a local file with the refused changes; empty if there are none
 */
public record FoldedPlan(
    MembershipManifest manifest,
    boolean refreshed,
    ChangeFates fates,
    SkippedDevices skipped,
    Optional<Path> refusedReport) {

  /**
   * How many single changes had each result.
   *
   * @param accepted accepted by Braze
   * @param refused refused by Braze
   * @param unknown may or may not have taken effect
   * @param notSent certainly not sent
   */
  public record ChangeFates(long accepted, long refused, long unknown, long notSent) {}

  public FoldedPlan {
    Objects.requireNonNull(fates, "fates");
    Objects.requireNonNull(skipped, "skipped");
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(refusedReport, "refusedReport");
  }

  public long accepted() {
    return fates.accepted();
  }

  public long refused() {
    return fates.refused();
  }

  public long unknown() {
    return fates.unknown();
  }

  public long notSent() {
    return fates.notSent();
  }
}

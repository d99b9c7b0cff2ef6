package ai.kubit.cohortimport.membership;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What followed from a plan.
 *
 * @param manifest the membership to commit; its files and itself are written
 * @param refreshed whether the plan sent every member
 * @param fates what became of its changes
 * @param skipped planned adds that turned out to be none: their devices led to nobody
 * @param refusedReport a local file that lists the refused changes; absent where there are none
 */
public record FoldedPlan(
    MembershipManifest manifest,
    boolean refreshed,
    ChangeFates fates,
    SkippedDevices skipped,
    Optional<Path> refusedReport) {

  /**
   * What became of single changes.
   *
   * @param accepted accepted by Braze
   * @param refused refused by Braze
   * @param unknown may or may not have landed
   * @param notSent not sent
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

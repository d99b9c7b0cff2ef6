package ai.kubit.cohortimport.membership;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What followed from a plan.
 *
 * @param manifest the membership to commit; its files and itself are written
 * @param refreshed whether the plan sent every member
 * @param accepted single changes that Braze accepted
 * @param refused single changes that Braze refused
 * @param unknown single changes whose fate is unknown
 * @param notSent single changes that were not sent
 * @param skipped planned adds that turned out to be none: their devices led to nobody
 * @param refusedReport a local file that lists the refused changes; absent where there are none
 */
public record FoldedPlan(
    MembershipManifest manifest,
    boolean refreshed,
    long accepted,
    long refused,
    long unknown,
    long notSent,
    SkippedDevices skipped,
    Optional<Path> refusedReport) {
  public FoldedPlan {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(refusedReport, "refusedReport");
  }
}

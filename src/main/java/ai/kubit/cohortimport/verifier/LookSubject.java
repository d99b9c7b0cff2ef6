package ai.kubit.cohortimport.verifier;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.ledger.PlannedLook;
import ai.kubit.cohortimport.membership.ImportPlan;
import ai.kubit.cohortimport.membership.MembershipManifest;
import ai.kubit.cohortimport.membership.PlanStep;
import ai.kubit.cohortimport.verification.Sample;
import java.util.Optional;

/**
 * What a look is about.
 *
 * @param manifest who is in the cohort by what Braze accepted
 * @param removals the plan of the import, for whom it removed; empty where it was not kept
 * @param valueAsked whether Braze is asked for the attribute
 */
record LookSubject(
    CohortKey cohort,
    PlannedLook look,
    MembershipManifest manifest,
    Optional<ImportPlan> removals,
    boolean valueAsked) {

  /** What members hold. */
  String value() {
    return manifest.target().valueOf(cohort, manifest.cohortName());
  }

  /** How many members there are. */
  long members() {
    return manifest.holders(value());
  }

  /** Who left is of interest where Braze can be asked whether they still hold the value. */
  Optional<ImportPlan> leavers() {
    return valueAsked ? removals : Optional.empty();
  }

  /** How many left. */
  long left() {
    return leavers().stream()
        .flatMap(plan -> plan.steps().stream())
        .filter(PlanStep::removal)
        .mapToLong(PlanStep::objects)
        .sum();
  }

  Sample sampleOfMembers() {
    return sample(look.executionId(), members());
  }

  Sample sampleOfLeavers() {
    return sample(look.executionId() + "/left", left());
  }

  private Sample sample(String seed, long of) {
    return look.sample() == PlannedLook.EVERYONE
        ? Sample.all()
        : Sample.of(seed, of, look.sample());
  }
}

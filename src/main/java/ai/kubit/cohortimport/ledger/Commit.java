package ai.kubit.cohortimport.ledger;

import ai.kubit.cohortimport.guard.RecentSizes;
import ai.kubit.cohortimport.guard.UsualRows;
import ai.kubit.cohortimport.ledger.CohortRecord.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Everything that the end of an execution writes at once.
 *
 * @param execution the finished line of history
 * @param membership the new membership; absent where the old one stays
 * @param lastAnswerAt when Braze last answered; absent where nothing was sent
 * @param refreshed whether every member was sent
 * @param refusal what a person may confirm now
 * @param recipients who is owed a mail
 * @param look the look at Braze that follows; absent where the one before stays
 */
public record Commit(
    ImportExecution execution,
    Optional<NewMembership> membership,
    Optional<Instant> lastAnswerAt,
    boolean refreshed,
    Optional<Refusal> refusal,
    List<String> recipients,
    Optional<PlannedLook> look) {

  /**
   * A membership to point to.
   *
   * @param key the manifest's key
   * @param values every name that members know the cohort by
   * @param valuesBefore every value that the one before held
   * @param recentSizes how large the memberships were lately
   * @param usualRows what is usual from now on; absent where that stays as it was
   */
  public record NewMembership(
      String key,
      SortedSet<String> values,
      SortedSet<String> valuesBefore,
      RecentSizes recentSizes,
      Optional<UsualRows> usualRows) {}

  public Commit {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(membership, "membership");
    Objects.requireNonNull(lastAnswerAt, "lastAnswerAt");
    Objects.requireNonNull(refusal, "refusal");
    recipients = List.copyOf(recipients);
    Objects.requireNonNull(look, "look");
  }
}

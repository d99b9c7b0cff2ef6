package ai.kubit.cohortimport.local.braze;

import java.util.List;

/** One object of the {@code cohort_changes} of a partner's request. */
public record CohortChange(
    List<String> userIds, List<String> deviceIds, List<ProfileAlias> aliases, boolean remove) {

  int size() {
    return userIds.size() + deviceIds.size() + aliases.size();
  }
}

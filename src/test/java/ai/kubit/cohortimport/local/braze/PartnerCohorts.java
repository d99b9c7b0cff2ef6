package ai.kubit.cohortimport.local.braze;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The partner cohorts by id. Braze has no call that deletes one. */
final class PartnerCohorts {
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Set<BrazeProfile>> members = new HashMap<>();

  void name(String cohortId, String name) {
    names.put(cohortId, name);
  }

  String name(String cohortId) {
    return names.getOrDefault(cohortId, "");
  }

  boolean isNamed(String cohortId) {
    return names.containsKey(cohortId);
  }

  Set<BrazeProfile> members(String cohortId) {
    return members.computeIfAbsent(cohortId, id -> new LinkedHashSet<>());
  }
}

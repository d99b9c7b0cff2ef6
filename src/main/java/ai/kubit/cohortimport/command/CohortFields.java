package ai.kubit.cohortimport.command;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.input.Fields;
import java.util.Optional;

/** Reads the two ids that name a cohort, so that both are named when both are wrong. */
final class CohortFields {
  private CohortFields() {}

  static Optional<CohortKey> read(Fields fields) {
    Optional<String> workspaceId = workspaceId(fields);
    Optional<String> cohortId =
        fields.required("cohortId").matching(CohortKey.ID_RULE, CohortKey::isId);
    return workspaceId.flatMap(workspace -> cohortId.map(id -> new CohortKey(workspace, id)));
  }

  /** Where an event need not name a cohort, and does not: both ids are known nevertheless. */
  static void mayBeAbsent(Fields fields) {
    fields.optional("workspaceId");
    fields.optional("cohortId");
  }

  static Optional<String> workspaceId(Fields fields) {
    return fields.required("workspaceId").matching(CohortKey.ID_RULE, CohortKey::isId);
  }
}

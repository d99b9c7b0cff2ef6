package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.storage.StoredObject;
import java.util.List;
import java.util.OptionalLong;

/**
 * The parts that belong to an export.
 *
 * @param parts in the byte order of their keys
 * @param rows how many rows they hold together, if their writer says so
 */
record WrittenParts(List<StoredObject> parts, OptionalLong rows) {
  WrittenParts {
    parts = List.copyOf(parts);
  }

  static WrittenParts of(List<StoredObject> parts) {
    return new WrittenParts(parts, OptionalLong.empty());
  }
}

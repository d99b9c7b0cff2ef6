package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.CohortKey;
import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import ai.kubit.cohortimport.storage.ReportFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom a look at Braze found missing: a file for each stretch of slices while it looks, then one
 * report for people. Files are named by where they begin and end, so that a leg that was frozen
 * past its lease can only write again what its successor would.
 */
public final class LookFiles {
  private static final List<String> HEADER = List.of("finding", "kind", "id", "label", "braze_id");
  private static final List<String> REPORT = List.of("finding", "kind", "id", "label");

  private final ObjectStore store;
  private final CohortKey cohort;
  private final String executionId;

  LookFiles(ObjectStore store, CohortKey cohort, String executionId) {
    this.store = store;
    this.cohort = cohort;
    this.executionId = executionId;
  }

  /** Members, each with what is wrong about it, until they are written. */
  public static final class LookNotes {
    private final StateFile.StateWriter file = new StateFile.StateWriter(HEADER);

    public void add(String finding, MemberId member, String brazeId) {
      file.add(finding, member.kind().letter(), member.id(), member.label(), brazeId);
    }

    public boolean isEmpty() {
      return file.records() == 0;
    }
  }

  /** Writes the notes of the slices from one to before another one. */
  public void write(int from, int to, LookNotes notes) {
    store.put(StateKeys.lookFile(cohort, executionId, from, to), notes.file.finish());
  }

  /**
   * The report of all notes.
   *
   * @param ends where the files end
   * @param directory where it is made
   * @return its key; empty where nobody is missing
   */
  public Optional<String> report(List<Integer> ends, Path directory) {
    try (ReportFile report = new ReportFile(directory, REPORT)) {
      for (String key : keys(ends)) {
        StateRows rows = StateFile.readAtLeast(store, key, HEADER, 0);
        while (rows.advance()) {
          report.add(rows.field(0), rows.field(1), rows.field(2), rows.field(3));
        }
      }
      Optional<Path> file = report.finish();
      String key = StateKeys.notInBraze(cohort, executionId);
      file.ifPresent(path -> store.put(key, path));
      return file.map(path -> key);
    }
  }

  /** Deletes the files; the report stays. */
  public void tidyUp(List<Integer> ends) {
    store.delete(keys(ends));
  }

  private List<String> keys(List<Integer> ends) {
    List<String> keys = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      keys.add(StateKeys.lookFile(cohort, executionId, from, end));
      from = end;
    }
    return keys;
  }
}

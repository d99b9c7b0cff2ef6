package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.ReportFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code refused.csv}: the changes that Braze refused, for engineers who can look them up.
 */
final class RefusedReport implements AutoCloseable {
  private static final List<String> HEADER = List.of("change", "kind", "id", "label", "reason");

  private final ReportFile file;

  RefusedReport(Path directory) {
    this.file = new ReportFile(directory, HEADER);
  }

  void add(MemberChange change, String reason) {
    if (change.add() != null) {
      add("add", change, reason);
    }
    for (int i = 0; i < change.remove().size(); i++) {
      add("remove", change, reason);
    }
  }

  private void add(String verb, MemberChange change, String reason) {
    file.add(
        verb,
        change.member().kind().letter(),
        change.member().id(),
        change.member().label(),
        reason);
  }

  Optional<Path> finish() {
    return file.finish();
  }

  @Override
  public void close() {
    file.close();
  }
}

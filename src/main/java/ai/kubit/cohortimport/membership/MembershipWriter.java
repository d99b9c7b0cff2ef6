package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.storage.ObjectStore;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes one partition of a membership, slice by slice. */
final class MembershipWriter {
  private StateFile.StateWriter writer = new StateFile.StateWriter(MembershipReader.HEADER);
  private boolean refusals;
  private long certain;
  private final Map<String, long[]> certainByValue = new HashMap<>();

  void add(MembershipRow row) {
    if (row.removalsRefused() > 0 && !refusals) {
      widen();
    }
    certain += row.certain() ? 1 : 0;
    certainByValue.computeIfAbsent(row.value(), value -> new long[1])[0] += row.certain() ? 1 : 0;
    String state = row.certain() ? MembershipReader.certainty(row) : "M";
    String kind = row.member().kind().letter();
    String id = row.member().id();
    String label = row.member().label();
    if (refusals) {
      String times = Integer.toString(row.removalsRefused());
      writer.add(state, kind, id, label, row.value(), row.brazeId(), times);
    } else {
      writer.add(state, kind, id, label, row.value(), row.brazeId());
    }
  }

  /**
   * Writes all rows once more, with the additional column for refused removals, which is rarely
   * needed.
   */
  private void widen() {
    long records = writer.records();
    StateRows narrow =
        StateFile.read(
            "what was written so far",
            new ByteArrayInputStream(writer.finish()),
            MembershipReader.HEADER,
            records);
    writer = new StateFile.StateWriter(MembershipReader.HEADER_WITH_REFUSALS);
    while (narrow.advance()) {
      writer.add(
          narrow.field(0),
          narrow.field(1),
          narrow.field(2),
          narrow.field(3),
          narrow.field(4),
          narrow.field(5),
          "0");
    }
    refusals = true;
  }

  /**
   * Stores the file. Returns what it holds; empty if the partition is empty, which then has no
   * file.
   */
  Optional<MembershipManifest.PartitionFile> store(ObjectStore store, String key, int partition) {
    long rows = writer.records();
    if (rows == 0) {
      return Optional.empty();
    }
    store.put(key, writer.finish());
    Map<String, Long> values = new HashMap<>();
    certainByValue.forEach((value, members) -> values.put(value, members[0]));
    return Optional.of(
        new MembershipManifest.PartitionFile(
            partition, key, certain, rows - certain, refusals, values));
  }
}

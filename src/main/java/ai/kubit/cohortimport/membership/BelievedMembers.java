package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a committed membership partition by partition, in any cut. Asked for the partitions in
 * ascending order, it reads each file once.
 */
final class BelievedMembers {
  private static final List<String> HEADER =
      List.of("state", "kind", "id", "label", "value", "braze_id");

  /** Only files that need the last column have it. */
  private static final List<String> HEADER_WITH_REFUSALS =
      List.of("state", "kind", "id", "label", "value", "braze_id", "removals_refused");

  private final ObjectStore store;
  private final MembershipManifest manifest;
  private final Partitions cut;
  private int splitFile = -1;
  private Map<Integer, List<Believed>> split = Map.of();

  /**
   * A reader.
   *
   * @param cut how the reader wants the membership cut
   */
  BelievedMembers(ObjectStore store, MembershipManifest manifest, Partitions cut) {
    this.store = store;
    this.manifest = manifest;
    this.cut = cut;
  }

  List<Believed> partition(int partition) {
    int filesPerPartition = manifest.partitions().count() / cut.count();
    if (filesPerPartition >= 1) {
      List<Believed> all = new ArrayList<>();
      for (int i = 0; i < filesPerPartition; i++) {
        all.addAll(file(partition * filesPerPartition + i));
      }
      return all;
    }
    int coarse = partition / (cut.count() / manifest.partitions().count());
    if (coarse != splitFile) {
      split = new HashMap<>();
      for (Believed believed : file(coarse)) {
        split.computeIfAbsent(cut.of(believed.member()), p -> new ArrayList<>()).add(believed);
      }
      splitFile = coarse;
    }
    return split.getOrDefault(partition, List.of());
  }

  private List<Believed> file(int partition) {
    for (MembershipManifest.PartitionFile file : manifest.files()) {
      if (file.partition() == partition) {
        return read(store, file);
      }
    }
    return List.of();
  }

  private static List<Believed> read(ObjectStore store, MembershipManifest.PartitionFile file) {
    List<Believed> rows = new ArrayList<>(Math.toIntExact(file.rows()));
    StateRows row =
        StateFile.read(
            store, file.key(), file.refusals() ? HEADER_WITH_REFUSALS : HEADER, file.rows());
    while (row.advance()) {
      rows.add(
          new Believed(
              new MemberId(
                  MemberId.Kind.ofCode(row.field(1).charAt(0)), row.field(2), row.field(3)),
              row.field(4),
              row.field(0).equals("C"),
              row.field(5),
              file.refusals() ? Integer.parseInt(row.field(6)) : 0));
    }
    return rows;
  }

  /** Writes one partition's file and says what it holds; empty partitions have no file. */
  static MembershipManifest.PartitionFile write(
      ObjectStore store, String key, int partition, List<Believed> rows) {
    boolean refusals = rows.stream().anyMatch(row -> row.removalsRefused() > 0);
    StateFile.Writer writer = new StateFile.Writer(refusals ? HEADER_WITH_REFUSALS : HEADER);
    Map<String, Long> values = new HashMap<>();
    long certain = 0;
    for (Believed row : rows) {
      certain += row.certain() ? 1 : 0;
      values.merge(row.value(), row.certain() ? 1L : 0L, Long::sum);
      writer.add(fields(row, refusals));
    }
    store.put(key, writer.finish());
    return new MembershipManifest.PartitionFile(
        partition, key, certain, rows.size() - certain, refusals, values);
  }

  private static String[] fields(Believed row, boolean refusals) {
    String state = row.certain() ? "C" : "M";
    String kind = String.valueOf(row.member().kind().code());
    String id = row.member().id();
    String label = row.member().label();
    return refusals
        ? new String[] {
          state,
          kind,
          id,
          label,
          row.value(),
          row.brazeId(),
          Integer.toString(row.removalsRefused())
        }
        : new String[] {state, kind, id, label, row.value(), row.brazeId()};
  }
}

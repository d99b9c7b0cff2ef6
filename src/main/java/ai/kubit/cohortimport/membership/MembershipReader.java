package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a committed membership slice by slice, in ascending order, and each file once. In a file
 * the slices follow one another, so memory holds only one slice, whatever the size of the cohort.
 */
final class MembershipReader {
  static final List<String> HEADER = List.of("state", "kind", "id", "label", "value", "braze_id");

  /** The header of a file with refused removals. Other files lack the last column. */
  static final List<String> HEADER_WITH_REFUSALS =
      List.of("state", "kind", "id", "label", "value", "braze_id", "removals_refused");

  /** The state of a row with {@link MembershipRow#heldBeside}, which is certain, too. */
  private static final String HELD_BESIDE = "H";

  private final ObjectStore store;
  private final MembershipManifest manifest;
  private int openPartition = -1;
  private boolean anyHeldBeside;
  private Optional<PartitionRows> rows = Optional.empty();

  MembershipReader(ObjectStore store, MembershipManifest manifest) {
    this.store = store;
    this.manifest = manifest;
  }

  static String certainty(MembershipRow row) {
    return row.heldBeside() ? HELD_BESIDE : "C";
  }

  /** Whether any row that was read so far is {@link MembershipRow#heldBeside}. */
  boolean anyHeldBeside() {
    return anyHeldBeside;
  }

  /**
   * The rows of one slice.
   *
   * @param slice a slice below {@link Partitions#SLICES}, higher than those asked for before; no
   *     slice of a file may be left out
   */
  List<MembershipRow> slice(int slice) {
    int partition = slice / manifest.partitions().slicesPerPartition();
    if (partition != openPartition) {
      rows.ifPresent(PartitionRows::end);
      rows = file(partition).map(file -> new PartitionRows(store, file));
      openPartition = partition;
    }
    return rows.map(open -> open.slice(slice)).orElse(List.of());
  }

  private Optional<MembershipManifest.PartitionFile> file(int partition) {
    return manifest.files().stream().filter(file -> file.partition() == partition).findFirst();
  }

  /** One file that is being read. */
  private final class PartitionRows {
    private final MembershipManifest.PartitionFile file;
    private final StateRows row;
    private MembershipRow next;
    private int nextSlice;

    PartitionRows(ObjectStore store, MembershipManifest.PartitionFile file) {
      this.file = file;
      this.row =
          StateFile.read(
              store, file.key(), file.refusals() ? HEADER_WITH_REFUSALS : HEADER, file.rows());
      advance();
    }

    List<MembershipRow> slice(int slice) {
      List<MembershipRow> members = new ArrayList<>();
      while (next != null && nextSlice == slice) {
        members.add(next);
        advance();
      }
      if (next != null && nextSlice < slice) {
        throw outOfOrder();
      }
      return members;
    }

    void end() {
      if (next != null) {
        throw outOfOrder();
      }
    }

    private void advance() {
      if (!row.advance()) {
        next = null;
        return;
      }
      MemberId member =
          new MemberId(MemberId.Kind.ofCode(row.field(1).charAt(0)), row.field(2), row.field(3));
      boolean certain = row.field(0).equals("C");
      next =
          new MembershipRow(
              member,
              row.field(4),
              certain,
              row.field(5),
              file.refusals() ? Integer.parseInt(row.field(6)) : 0);
      if (!certain && row.field(0).equals(HELD_BESIDE)) {
        anyHeldBeside = true;
        next =
            new MembershipRow(
                member, next.value(), true, next.brazeId(), next.removalsRefused(), true);
      }
      nextSlice = Partitions.sliceOf(member);
    }

    private IllegalStateException outOfOrder() {
      return new IllegalStateException("a file of state is not in order: " + file.key());
    }
  }
}

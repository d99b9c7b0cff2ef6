package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads and writes the file of one step. It has one row for each single change. The rows of one
 * object are together. Objects are in the order of delivery, which is the order of slices. The
 * column {@code object} numbers the objects from 0.
 */
final class PlannedChanges implements Iterator<MemberChange> {
  private static final List<String> HEADER =
      List.of("object", "change", "kind", "id", "label", "value", "braze_id");

  private final StateRows rows;
  private boolean more;

  private PlannedChanges(StateRows rows) {
    this.rows = rows;
    this.more = rows.advance();
  }

  static PlannedChanges open(ObjectStore store, PlanStep step) {
    return new PlannedChanges(StateFile.read(store, step.key(), HEADER, step.changes()));
  }

  /** Collects the objects of one step. */
  static final class ChangeWriter {
    private final StateFile.StateWriter file = new StateFile.StateWriter(HEADER);
    private long objects;
    private long adds;

    void add(MemberChange change) {
      String index = Long.toString(objects++);
      if (change.add() != null) {
        adds++;
        file.add(row(index, "add", change, change.add()));
      }
      for (int i = 0; i < change.remove().size(); i++) {
        file.add(row(index, "remove", change, change.remove().get(i)));
      }
    }

    /**
     * Stores the step. Returns empty if it has no objects; then nothing is stored.
     *
     * @param kind the beginning of its name
     */
    Optional<PlanStep> store(ObjectStore store, StateKeys keys, String kind, int partition) {
      if (objects == 0) {
        return Optional.empty();
      }
      String name = kind + Partitions.name(partition);
      String key = keys.planStep(name);
      long changes = file.records();
      store.put(key, file.finish());
      return Optional.of(
          new PlanStep(
              name, kind.equals(PlanStep.REMOVE), partition, key, objects, adds, changes - adds));
    }
  }

  private static String[] row(String index, String verb, MemberChange change, String value) {
    return new String[] {
      index,
      verb,
      change.member().kind().letter(),
      change.member().id(),
      change.member().label(),
      value,
      change.brazeId()
    };
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public MemberChange next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    String object = rows.field(0);
    MemberId member =
        new MemberId(MemberId.Kind.ofCode(rows.field(2).charAt(0)), rows.field(3), rows.field(4));
    String brazeId = rows.field(6);
    String add = null;
    List<String> remove = List.of();
    do {
      if (rows.field(1).equals("add")) {
        add = rows.field(5);
      } else if (remove.isEmpty()) {
        remove = List.of(rows.field(5));
      } else {
        remove = Stream.concat(remove.stream(), Stream.of(rows.field(5))).toList();
      }
      more = rows.advance();
    } while (more && rows.field(0).equals(object));
    return new MemberChange(member, brazeId, add, remove);
  }
}

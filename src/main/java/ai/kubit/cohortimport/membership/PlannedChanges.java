package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The file of one step: a row for each single change; rows of one object stand together, in the
 * order of delivery. {@code object} counts the objects of the step from 0.
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

  static byte[] write(List<MemberChange> changes) {
    StateFile.Writer writer = new StateFile.Writer(HEADER);
    long object = 0;
    for (MemberChange change : changes) {
      String index = Long.toString(object++);
      if (change.add() != null) {
        writer.add(row(index, "add", change, change.add()));
      }
      for (String value : change.remove()) {
        writer.add(row(index, "remove", change, value));
      }
    }
    return writer.finish();
  }

  private static String[] row(String index, String verb, MemberChange change, String value) {
    return new String[] {
      index,
      verb,
      String.valueOf(change.member().kind().code()),
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

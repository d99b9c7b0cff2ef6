package ai.kubit.cohortimport.membership;

import ai.kubit.cohortimport.cohort.MemberId;
import ai.kubit.cohortimport.storage.ObjectStore;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The file of one step: a row for each single change; rows of one object stand together, in the
 * order of delivery. {@code object} counts the objects of the step from 0.
 */
final class PlannedChanges implements Iterator<MemberChange> {
  private static final List<String> HEADER =
      List.of("object", "change", "kind", "id", "label", "value", "braze_id");

  private final Iterator<CsvRecord> rows;
  private final Map<String, String> values = new HashMap<>();
  private CsvRecord ahead;

  private PlannedChanges(Iterator<CsvRecord> rows) {
    this.rows = rows;
    this.ahead = rows.hasNext() ? rows.next() : null;
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
    return ahead != null;
  }

  @Override
  public MemberChange next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    CsvRecord first = ahead;
    String add = null;
    List<String> remove = new ArrayList<>(1);
    do {
      String value = values.computeIfAbsent(ahead.getField(5), v -> v);
      if (ahead.getField(1).equals("add")) {
        add = value;
      } else {
        remove.add(value);
      }
      ahead = rows.hasNext() ? rows.next() : null;
    } while (ahead != null && ahead.getField(0).equals(first.getField(0)));
    MemberId member =
        new MemberId(
            MemberId.Kind.ofCode(first.getField(2).charAt(0)),
            first.getField(3),
            first.getField(4));
    return new MemberChange(member, first.getField(6), add, remove);
  }
}

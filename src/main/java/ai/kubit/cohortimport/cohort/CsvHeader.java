package ai.kubit.cohortimport.cohort;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Says which field of a CSV row is which column. Names may be in any order and case. */
final class CsvHeader {
  private static final String UNNAMED =
      "its first line names no column that the import knows: " + IdentityColumn.NAMES;

  private static final String NAME_THEM =
      "Write these names, with commas between them, as its first line. If the file is no part of the"
          + " export, move it elsewhere or let its name begin with _";

  private final IdentityColumn[] columns;

  private CsvHeader(IdentityColumn[] columns) {
    this.columns = columns;
  }

  /**
   * Reads the first row. No message quotes its fields, because in a file without a header they are
   * a member's ids.
   *
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException EXPORT_CORRUPT if no column names
   *     a member, if only one of the two alias columns is there, or if a column is there twice
   */
  static CsvHeader of(List<String> names, ReadTally tally) {
    IdentityColumn[] columns = new IdentityColumn[names.size()];
    Set<IdentityColumn> seen = EnumSet.noneOf(IdentityColumn.class);
    for (int i = 0; i < columns.length; i++) {
      columns[i] = IdentityColumn.named(names.get(i).strip());
      if (columns[i] != null && !seen.add(columns[i])) {
        throw ExportFault.corruptObject(
            tally.object(),
            "its header names " + columns[i].columnName() + " twice",
            "Name the column once");
      }
    }
    if (seen.size() == 1 && !IdentityColumn.nameMembers(seen)) {
      throw tally.foreignText(
          "",
          "its first line names only a part of an alias: it needs both alias_name and alias_label",
          "Add the other column, or name external_id or device_id");
    }
    if (!IdentityColumn.nameMembers(seen)) {
      throw tally.foreignText("", UNNAMED, NAME_THEM);
    }
    return new CsvHeader(columns);
  }

  int size() {
    return columns.length;
  }

  /**
   * The column of a field. Null if the import does not use the column, or if the header has no such
   * field.
   */
  IdentityColumn column(int field) {
    return field < columns.length ? columns[field] : null;
  }
}

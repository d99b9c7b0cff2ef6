package ai.kubit.cohortimport.cohort;

import ai.kubit.cohortimport.cohort.parquet.ParquetColumn;
import java.util.ArrayList;
import java.util.List;

/** Says which columns of a Parquet file name members, and checks that their types can. */
final class ParquetHeader {
  private ParquetHeader() {}

  /**
   * The identity column for each of these columns.
   *
   * @throws ai.kubit.cohortimport.outcome.ImportStoppedException EXPORT_CORRUPT if no column names
   *     a member, if only one of the two alias columns is there, if a column is there twice, or if
   *     its values cannot be read as text
   */
  static List<IdentityColumn> of(List<ParquetColumn> columns, ReadTally tally) {
    List<IdentityColumn> named = new ArrayList<>();
    for (ParquetColumn column : columns) {
      IdentityColumn identity = IdentityColumn.named(column.name());
      if (named.contains(identity)) {
        throw ExportFault.corruptObject(
            tally.object(),
            "it is a Parquet file with two columns " + identity.columnName(),
            "Name the column once");
      }
      if (!column.type().isText()) {
        throw ExportFault.corruptObject(
            tally.object(),
            "it is a Parquet file whose column %s is of type %s, which cannot be an id"
                .formatted(identity.columnName(), column.type().shown()),
            "Write the column as text, such as by CAST(… AS VARCHAR)");
      }
      named.add(identity);
    }
    if (!IdentityColumn.nameMembers(named)) {
      throw named.isEmpty() ? nothing(tally) : half(tally);
    }
    return named;
  }

  private static RuntimeException nothing(ReadTally tally) {
    return ExportFault.corruptObject(
        tally.object(),
        "it is a Parquet file without a column that the import knows: " + IdentityColumn.NAMES,
        "Give the column of the ids one of these names. If the file is no part of the export, move it elsewhere or"
            + " let its name begin with _");
  }

  private static RuntimeException half(ReadTally tally) {
    return ExportFault.corruptObject(
        tally.object(),
        "it is a Parquet file with only a part of an alias: it needs both alias_name and alias_label",
        "Add the other column, or name external_id or device_id");
  }
}

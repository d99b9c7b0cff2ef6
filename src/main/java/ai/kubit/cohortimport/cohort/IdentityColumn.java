package ai.kubit.cohortimport.cohort;

import java.util.Locale;

/** The columns of an export that name a member, with Braze's limits for their values. */
enum IdentityColumn {
  EXTERNAL_ID(987),
  ALIAS_NAME(236),
  ALIAS_LABEL(236),
  DEVICE_ID(255);

  /** For messages: what names a member. */
  static final String NAMES = "external_id, or alias_name and alias_label, or device_id";

  private static final IdentityColumn[] COLUMNS = values();

  private final String columnName = name().toLowerCase(Locale.ROOT);
  private final int maxBytes;

  IdentityColumn(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The column of that name in any case, or null: it is asked for every field of every row. */
  static IdentityColumn named(String name) {
    for (IdentityColumn column : COLUMNS) {
      if (column.columnName.equalsIgnoreCase(name)) {
        return column;
      }
    }
    return null;
  }

  String columnName() {
    return columnName;
  }

  /** How long a value may be, in bytes of UTF-8. */
  int maxBytes() {
    return maxBytes;
  }
}

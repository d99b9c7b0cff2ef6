package ai.kubit.cohortimport.cohort;

import java.util.Collection;
import java.util.Locale;

/**
 * The columns of an export that name a member, with the longest value that Braze takes, in bytes of
 * UTF-8.
 *
 * <ul>
 *   <li>987 for {@code external_id}: error {@code EXTERNAL_USER_ID_TOO_LARGE} of <a
 *       href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Braze, "POST:
 *       Track users"</a>
 *   <li>236 for {@code alias_name} and {@code alias_label}: <a
 *       href="https://www.braze.com/docs/api/objects_filters/user_alias_object/">Braze, "User alias
 *       object"</a>
 *   <li>255 for {@code device_id}: Braze documents a limit only in imports of push tokens, where a
 *       device id has 8 to 255 bytes (error {@code BAD_DEVICE_ID} of "POST: Track users"). This
 *       program applies the upper limit everywhere
 * </ul>
 */
enum IdentityColumn {
  EXTERNAL_ID(987),
  ALIAS_NAME(236),
  ALIAS_LABEL(236),
  DEVICE_ID(255);

  /** The columns as messages name them. */
  static final String NAMES = "external_id, or alias_name and alias_label, or device_id";

  private static final IdentityColumn[] COLUMNS = values();

  private final String columnName = name().toLowerCase(Locale.ROOT);
  private final int maxBytes;

  IdentityColumn(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The column of that name, in any case. Null if there is none; not {@code Optional}, because this
   * is called for each field of each row of NDJSON.
   */
  static IdentityColumn named(String name) {
    for (IdentityColumn column : COLUMNS) {
      if (column.columnName.equalsIgnoreCase(name)) {
        return column;
      }
    }
    return null;
  }

  /** Whether these columns can name a member: both columns of an alias, or one of the others. */
  static boolean nameMembers(Collection<IdentityColumn> columns) {
    return columns.contains(EXTERNAL_ID)
        || columns.contains(DEVICE_ID)
        || (columns.contains(ALIAS_NAME) && columns.contains(ALIAS_LABEL));
  }

  String columnName() {
    return columnName;
  }

  /** The longest value, in bytes of UTF-8. */
  int maxBytes() {
    return maxBytes;
  }
}

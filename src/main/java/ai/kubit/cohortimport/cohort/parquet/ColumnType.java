package ai.kubit.cohortimport.cohort.parquet;

import java.util.List;

/**
 * The type of a column's values.
 *
 * @param physical the format's number of the physical type; -1 for a group
 * @param length the length of each value if all have the same, otherwise 0
 * @param optional whether values may be null
 * @param repeated whether a row may have several values
 * @param logical what the values mean
 */
public record ColumnType(
    int physical, int length, boolean optional, boolean repeated, LogicalType logical) {
  static final int INT32 = 1;
  static final int INT64 = 2;
  static final int BYTE_ARRAY = 6;
  static final int FIXED_LEN_BYTE_ARRAY = 7;
  private static final int UUID_BYTES = 16;

  private static final List<String> PHYSICAL =
      List.of(
          "BOOLEAN",
          "INT32",
          "INT64",
          "INT96",
          "FLOAT",
          "DOUBLE",
          "BYTE_ARRAY",
          "FIXED_LEN_BYTE_ARRAY");

  /**
   * What a value means, by the format's old and new annotations (<a
   * href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">Parquet, "Logical
   * types"</a>).
   */
  public enum LogicalType {
    /** The value has no annotation. */
    PLAIN,
    STRING,
    ENUM,
    SIGNED,
    UNSIGNED,
    UUID,
    /** All values are null. */
    UNKNOWN,
    DECIMAL,
    DATE,
    TIME,
    TIMESTAMP,
    INTERVAL,
    JSON,
    BSON,
    FLOAT16,
    LIST,
    MAP,
    /** An annotation that this program does not know, because it is newer. */
    OTHER
  }

  /** Whether each value can be read as one text. */
  public boolean isText() {
    return !repeated
        && switch (physical) {
          case INT32, INT64 ->
              switch (logical) {
                case PLAIN, SIGNED, UNSIGNED, UNKNOWN -> true;
                default -> false;
              };
          case BYTE_ARRAY ->
              switch (logical) {
                case PLAIN, STRING, ENUM, UNKNOWN -> true;
                default -> false;
              };
          case FIXED_LEN_BYTE_ARRAY -> logical == LogicalType.UUID && length == UUID_BYTES;
          default -> false;
        };
  }

  /** The type for messages, such as {@code DOUBLE}, {@code INT64 (TIMESTAMP)} or {@code LIST}. */
  public String shown() {
    if (physical < 0 || physical >= PHYSICAL.size()) {
      return logical == LogicalType.LIST || logical == LogicalType.MAP ? logical.name() : "nested";
    }
    String name = PHYSICAL.get(physical) + (repeated ? ", repeated" : "");
    return logical == LogicalType.PLAIN ? name : name + " (" + logical.name() + ")";
  }
}

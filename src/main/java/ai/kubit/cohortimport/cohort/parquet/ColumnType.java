package ai.kubit.cohortimport.cohort.parquet;

import java.util.List;

/**
 * How a column's values are written.
 *
 * @param physical the format's number of the physical type; -1 for a group
 * @param length of each value where all have the same, else 0
 * @param optional whether there may be nulls
 * @param repeated whether there may be several in a row
 * @param logical what the values stand for
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

  /** What a value stands for, by the format's annotations, old and new. */
  public enum LogicalType {
    /** The value itself. */
    PLAIN,
    STRING,
    ENUM,
    SIGNED,
    UNSIGNED,
    UUID,
    /** There are only nulls. */
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
    /** An annotation that is younger than this program. */
    OTHER
  }

  /** Whether each of its values is one text. */
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

  /** For people: {@code DOUBLE}, {@code INT64 (TIMESTAMP)}, a list. */
  public String shown() {
    if (physical < 0 || physical >= PHYSICAL.size()) {
      return logical == LogicalType.LIST || logical == LogicalType.MAP ? logical.name() : "nested";
    }
    String name = PHYSICAL.get(physical) + (repeated ? ", repeated" : "");
    return logical == LogicalType.PLAIN ? name : name + " (" + logical.name() + ")";
  }
}

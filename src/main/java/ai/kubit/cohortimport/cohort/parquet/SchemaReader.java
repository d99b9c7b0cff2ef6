package ai.kubit.cohortimport.cohort.parquet;

import ai.kubit.cohortimport.cohort.parquet.ColumnType.LogicalType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds columns at the top of a schema. A schema is a tree, which is stored as a list in which each
 * element comes before its children. The reader keeps only the columns that are asked for.
 */
final class SchemaReader {
  private static final int MAX_DEPTH = 64;

  /** The most columns with names that are asked for. No table has more. */
  private static final int MOST_COLUMNS = 64;

  private static final int REPEATED = 2;
  private static final int OPTIONAL = 1;

  /** The format's ConvertedType, by its number. */
  private static final LogicalType[] CONVERTED = {
    LogicalType.STRING,
    LogicalType.MAP,
    LogicalType.MAP,
    LogicalType.LIST,
    LogicalType.ENUM,
    LogicalType.DECIMAL,
    LogicalType.DATE,
    LogicalType.TIME,
    LogicalType.TIME,
    LogicalType.TIMESTAMP,
    LogicalType.TIMESTAMP,
    LogicalType.UNSIGNED,
    LogicalType.UNSIGNED,
    LogicalType.UNSIGNED,
    LogicalType.UNSIGNED,
    LogicalType.SIGNED,
    LogicalType.SIGNED,
    LogicalType.SIGNED,
    LogicalType.SIGNED,
    LogicalType.JSON,
    LogicalType.BSON,
    LogicalType.INTERVAL
  };

  private final ThriftReader thrift;
  private final Predicate<String> wanted;
  private final List<ParquetColumn> columns = new ArrayList<>();
  private final int[] childrenLeft = new int[MAX_DEPTH];
  private int depth;
  private int leaves;
  private boolean rooted;

  private int physical;
  private int length;
  private int repetition;
  private int children;
  private String name;
  private LogicalType logical;

  SchemaReader(ThriftReader thrift, Predicate<String> wanted) {
    this.thrift = thrift;
    this.wanted = wanted;
  }

  List<ParquetColumn> read(int type) throws IOException, ParquetException {
    thrift.list(type, (i, elementType) -> element(elementType));
    if (!rooted || depth > 0) {
      throw contradiction();
    }
    return columns;
  }

  private void element(int type) throws IOException, ParquetException {
    physical = -1;
    length = 0;
    repetition = 0;
    children = 0;
    name = "";
    logical = LogicalType.PLAIN;
    thrift.struct(type, this::field);
    if (!rooted) {
      rooted = true;
      begin(children);
      return;
    }
    if (depth == 0 || children < 0) {
      throw contradiction();
    }
    childrenLeft[depth - 1]--;
    if (depth == 1 && wanted.test(name)) {
      keep();
    }
    if (children > 0) {
      begin(children);
    } else if (physical >= 0) {
      leaves++;
    }
    leaveFinished();
  }

  private void keep() throws ParquetException {
    if (columns.size() == MOST_COLUMNS) {
      throw contradiction();
    }
    ColumnType type =
        new ColumnType(
            children > 0 ? -1 : physical,
            length,
            repetition == OPTIONAL,
            repetition == REPEATED,
            logical);
    columns.add(new ParquetColumn(name, leaves, type));
  }

  private void begin(int count) throws ParquetException {
    if (depth == MAX_DEPTH || count < 0) {
      throw contradiction();
    }
    childrenLeft[depth++] = count;
    leaveFinished();
  }

  private void leaveFinished() {
    while (depth > 0 && childrenLeft[depth - 1] == 0) {
      depth--;
    }
  }

  private void field(int id, int type) throws IOException, ParquetException {
    switch (id) {
      case 1 -> physical = thrift.int32(type);
      case 2 -> length = thrift.int32(type);
      case 3 -> repetition = thrift.int32(type);
      case 4 -> name = thrift.name(type);
      case 5 -> children = thrift.int32(type);
      case 6 -> converted(thrift.int32(type));
      case 10 -> thrift.struct(type, this::logical);
      default -> thrift.skip(type);
    }
  }

  /** Takes the old annotation. If there is a new one, it comes later and replaces this. */
  private void converted(int number) {
    logical = number >= 0 && number < CONVERTED.length ? CONVERTED[number] : LogicalType.OTHER;
  }

  private void logical(int id, int type) throws IOException, ParquetException {
    logical =
        switch (id) {
          case 1 -> LogicalType.STRING;
          case 2 -> LogicalType.MAP;
          case 3 -> LogicalType.LIST;
          case 4 -> LogicalType.ENUM;
          case 5 -> LogicalType.DECIMAL;
          case 6 -> LogicalType.DATE;
          case 7 -> LogicalType.TIME;
          case 8 -> LogicalType.TIMESTAMP;
          case 10 -> LogicalType.SIGNED;
          case 11 -> LogicalType.UNKNOWN;
          case 12 -> LogicalType.JSON;
          case 13 -> LogicalType.BSON;
          case 14 -> LogicalType.UUID;
          case 15 -> LogicalType.FLOAT16;
          default -> LogicalType.OTHER;
        };
    if (logical == LogicalType.SIGNED) {
      thrift.struct(type, this::integer);
    } else {
      thrift.skip(type);
    }
  }

  private void integer(int id, int type) throws IOException, ParquetException {
    if (id == 2) {
      logical = ThriftReader.bool(type) ? LogicalType.SIGNED : LogicalType.UNSIGNED;
    } else {
      thrift.skip(type);
    }
  }

  private static ParquetException contradiction() {
    return ParquetException.damaged("its schema makes no sense");
  }
}

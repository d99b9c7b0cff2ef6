package ai.kubit.cohortimport.cohort.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the metadata at the end of a file: its columns, and where their values are. It parses the
 * bytes once for each question, so that it keeps only the answers in memory.
 */
final class FooterReader {
  private static final int SCHEMA = 2;
  private static final int NUM_ROWS = 3;
  private static final int ROW_GROUPS = 4;
  private static final int ENCRYPTION = 8;

  private final byte[] footer;
  private final long dataEnd;
  private final ParquetLimits limits;

  /** Creates a reader of these metadata. The data of the file end at {@code dataEnd}. */
  FooterReader(byte[] footer, long dataEnd, ParquetLimits limits) {
    this.footer = footer;
    this.dataEnd = dataEnd;
    this.limits = limits;
  }

  /** The columns at the top of the schema whose names match. */
  List<ParquetColumn> columns(Predicate<String> wanted) throws IOException, ParquetException {
    List<ParquetColumn> columns = new ArrayList<>();
    boolean[] seen = new boolean[1];
    fields(
        (thrift, id, type) -> {
          if (id == SCHEMA) {
            seen[0] = true;
            columns.addAll(new SchemaReader(thrift, wanted).read(type));
          } else if (id == ENCRYPTION) {
            throw ParquetException.unsupported("that is encrypted", "Write it unencrypted");
          } else {
            thrift.skip(type);
          }
        });
    if (!seen[0]) {
      throw ParquetException.damaged("it has no schema");
    }
    return columns;
  }

  /** How many rows the file declares. */
  long rows() throws IOException, ParquetException {
    long[] rows = {-1};
    fields(
        (thrift, id, type) -> {
          if (id == NUM_ROWS) {
            rows[0] = thrift.integer(type);
          } else {
            thrift.skip(type);
          }
        });
    if (rows[0] < 0) {
      throw ParquetException.damaged("it does not say how many rows it has");
    }
    return rows[0];
  }

  /** The row groups, with the chunks of these columns. */
  List<RowGroup> rowGroups(List<ParquetColumn> columns) throws IOException, ParquetException {
    List<RowGroup> groups = new ArrayList<>();
    fields(
        (thrift, id, type) -> {
          if (id == ROW_GROUPS) {
            RowGroupReader reader = new RowGroupReader(thrift, columns, dataEnd);
            thrift.list(
                type,
                (i, groupType) -> {
                  if (groups.size() == limits.maxRowGroups()) {
                    throw ParquetException.tooLarge(
                        "it has more than %,d row groups".formatted(limits.maxRowGroups()),
                        "Write it with larger row groups");
                  }
                  groups.add(reader.read(groupType));
                });
          } else {
            thrift.skip(type);
          }
        });
    return groups;
  }

  @FunctionalInterface
  private interface FooterField {
    void take(ThriftReader thrift, int id, int type) throws IOException, ParquetException;
  }

  private void fields(FooterField field) throws IOException, ParquetException {
    ThriftReader thrift = new ThriftReader(new ByteArrayInputStream(footer), footer.length);
    thrift.struct((id, type) -> field.take(thrift, id, type));
  }
}

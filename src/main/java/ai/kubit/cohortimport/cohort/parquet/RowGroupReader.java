package ai.kubit.cohortimport.cohort.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads where the values of some columns are, from the metadata of row groups. A position outside
 * the data is refused.
 */
final class RowGroupReader {
  /** Where the data begin: after the magic number. */
  private static final long DATA_START = 4;

  private final ThriftReader thrift;
  private final List<ParquetColumn> columns;
  private final long dataEnd;

  private ColumnChunk[] chunks;
  private long rows;
  private long codec;
  private long values;
  private long size;
  private long dataPage;
  private long dictionaryPage;

  RowGroupReader(ThriftReader thrift, List<ParquetColumn> columns, long dataEnd) {
    this.thrift = thrift;
    this.columns = columns;
    this.dataEnd = dataEnd;
  }

  RowGroup read(int type) throws IOException, ParquetException {
    rows = -1;
    chunks = new ColumnChunk[columns.size()];
    thrift.struct(
        type,
        (id, fieldType) -> {
          switch (id) {
            case 1 -> thrift.list(fieldType, this::chunk);
            case 3 -> rows = thrift.integer(fieldType);
            default -> thrift.skip(fieldType);
          }
        });
    List<ColumnChunk> found = new ArrayList<>();
    for (ColumnChunk chunk : chunks) {
      // A flat column has one value for each row, which may be null.
      if (chunk == null || rows < 0 || chunk.values() != rows) {
        throw ParquetException.damaged("a row group has not as many values as rows");
      }
      found.add(chunk);
    }
    return new RowGroup(rows, found);
  }

  private void chunk(int leaf, int type) throws IOException, ParquetException {
    int column = columnAt(leaf);
    if (column < 0) {
      thrift.skip(type);
      return;
    }
    codec = -1;
    values = -1;
    size = -1;
    dataPage = -1;
    dictionaryPage = -1;
    thrift.struct(type, this::chunkField);
    long start = dictionaryPage > 0 && dictionaryPage < dataPage ? dictionaryPage : dataPage;
    if (values == 0) {
      chunks[column] = new ColumnChunk((int) codec, DATA_START, DATA_START, 0);
      return;
    }
    if (codec < 0 || start < DATA_START || size < 0 || size > dataEnd - start) {
      throw ParquetException.damaged("a column lies where the file has no data");
    }
    chunks[column] = new ColumnChunk((int) codec, start, start + size, values);
  }

  private int columnAt(int leaf) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).leaf() == leaf) {
        return i;
      }
    }
    return -1;
  }

  private void chunkField(int id, int type) throws IOException, ParquetException {
    switch (id) {
      case 1 ->
          throw ParquetException.unsupported(
              "whose values lie in another file", "Write the values into the file itself");
      case 3 -> thrift.struct(type, this::metadata);
      case 8, 9 ->
          throw ParquetException.unsupported("whose columns are encrypted", "Write it unencrypted");
      default -> thrift.skip(type);
    }
  }

  private void metadata(int id, int type) throws IOException, ParquetException {
    switch (id) {
      case 4 -> codec = thrift.int32(type);
      case 5 -> values = thrift.integer(type);
      case 7 -> size = thrift.integer(type);
      case 9 -> dataPage = thrift.integer(type);
      case 11 -> dictionaryPage = thrift.integer(type);
      default -> thrift.skip(type);
    }
  }
}

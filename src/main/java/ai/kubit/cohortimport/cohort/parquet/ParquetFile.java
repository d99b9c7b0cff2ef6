package ai.kubit.cohortimport.cohort.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Reads a Parquet file: only its metadata and the columns that are asked for. For each column, one
 * page and its dictionary are in memory at a time. Not safe for several threads.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">the format</a>
 */
public final class ParquetFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);

  /** The size of the end of a file: the length of the metadata, and the magic number once more. */
  private static final int TRAILER = 8;

  /**
   * How many bytes the first read takes from the end: enough for the metadata of most files, and
   * for small files completely.
   */
  private static final int FIRST_READ = 1 << 16;

  private final ParquetSource source;
  private final ParquetLimits limits;
  private final FooterReader footer;
  private final List<ParquetColumn> columns;
  private final long rows;

  private ParquetFile(
      ParquetSource source,
      ParquetLimits limits,
      FooterReader footer,
      List<ParquetColumn> columns,
      long rows) {
    this.source = source;
    this.limits = limits;
    this.footer = footer;
    this.columns = List.copyOf(columns);
    this.rows = rows;
  }

  /**
   * Reads the metadata.
   *
   * @param wanted whether a column of this name is of interest
   */
  public static ParquetFile open(
      ParquetSource source, Predicate<String> wanted, ParquetLimits limits)
      throws IOException, ParquetException {
    Objects.requireNonNull(limits, "limits");
    long size = source.size();
    if (size < MAGIC.length + TRAILER) {
      throw ParquetException.damaged("its end is missing");
    }
    byte[] tail = read(source, Math.max(0, size - FIRST_READ), size);
    int length = footerLength(tail, size, limits);
    long footerStart = size - TRAILER - length;
    byte[] bytes =
        length + TRAILER <= tail.length
            ? Arrays.copyOfRange(tail, tail.length - TRAILER - length, tail.length - TRAILER)
            : read(source, footerStart, size - TRAILER);
    ParquetSource rest = tail.length == size ? new BytesInMemory(source, tail) : source;
    FooterReader footer = new FooterReader(bytes, footerStart, limits);
    return new ParquetFile(rest, limits, footer, footer.columns(wanted), footer.rows());
  }

  private static int footerLength(byte[] tail, long size, ParquetLimits limits)
      throws ParquetException {
    byte[] magic = Arrays.copyOfRange(tail, tail.length - MAGIC.length, tail.length);
    if (Arrays.equals(magic, ENCRYPTED)) {
      throw ParquetException.unsupported("that is encrypted", "Write it unencrypted");
    }
    int length = PageBytes.int32At(tail, tail.length - TRAILER);
    if (!Arrays.equals(magic, MAGIC) || length <= 0 || length > size - TRAILER - MAGIC.length) {
      throw ParquetException.damaged("its end is missing");
    }
    if (length > limits.maxFooterBytes()) {
      throw ParquetException.tooLarge(
          "its metadata has more than %,d bytes".formatted(limits.maxFooterBytes()),
          "Write it with larger row groups, or with the columns of the ids alone");
    }
    return length;
  }

  private static byte[] read(ParquetSource source, long from, long to)
      throws IOException, ParquetException {
    try (InputStream in = source.open(from, to)) {
      byte[] bytes = in.readNBytes((int) (to - from));
      if (bytes.length != to - from) {
        throw ParquetException.damaged("its end is missing");
      }
      return bytes;
    }
  }

  /** The columns of interest, in the order of the file. Names may come twice. */
  public List<ParquetColumn> columns() {
    return columns;
  }

  /** How many rows the file declares. {@link #read} checks it. */
  public long rows() {
    return rows;
  }

  /**
   * Opens the rows. No row is read before the first {@link ParquetRows#advance}.
   *
   * @param wanted columns of this file for which {@link ColumnType#isText()} is true
   * @param decoder decodes values from UTF-8
   */
  public ParquetRows read(List<ParquetColumn> wanted, ValueDecoder decoder)
      throws IOException, ParquetException {
    List<RowGroup> groups = footer.rowGroups(wanted);
    long inGroups = 0;
    for (RowGroup group : groups) {
      inGroups += group.rows();
      if (inGroups < 0 || inGroups > rows) {
        break;
      }
    }
    if (inGroups != rows) {
      throw ParquetException.damaged("its row groups have not as many rows as the file");
    }
    PageMemory memory = new PageMemory(limits.maxPageMemory());
    List<ColumnReader> readers = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      int column = i;
      ValueText text = new ValueText(wanted.get(i).type(), decoder, limits.maxValueBytes());
      List<ColumnChunk> chunks = groups.stream().map(group -> group.chunks().get(column)).toList();
      readers.add(new ColumnReader(new PageReader(source, chunks, text, memory)));
    }
    return new ParquetRows(groups, readers);
  }
}

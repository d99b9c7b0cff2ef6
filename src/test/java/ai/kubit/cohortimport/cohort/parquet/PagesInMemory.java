package ai.kubit.cohortimport.cohort.parquet;

import io.airlift.compress.Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** The pages of one column chunk, compressed and with checksums. */
final class PagesInMemory implements PageWriter {
  private final CompressionCodec codec;
  private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
  private final ByteArrayOutputStream pages = new ByteArrayOutputStream();

  PagesInMemory(CompressionCodec codec) {
    this.codec = codec;
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    dictionary.writeTo(all);
    pages.writeTo(all);
    return all.toByteArray();
  }

  int dictionaryBytes() {
    return dictionary.size();
  }

  @Override
  @Deprecated
  public void writePage(
      BytesInput bytes,
      int values,
      Statistics<?> statistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    writePage(bytes, values, values, statistics, repetition, definition, encoding);
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int values,
      int rows,
      Statistics<?> statistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    byte[] raw = bytesOf(bytes);
    byte[] stored = compressed(raw);
    PageHeader header = header(PageType.DATA_PAGE, raw.length, stored);
    header.setData_page_header(
        new DataPageHeader(values, number(encoding), number(definition), number(repetition)));
    write(header, stored, pages);
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int values,
      int rows,
      Statistics<?> statistics,
      SizeStatistics sizes,
      GeospatialStatistics places,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    writePage(bytes, values, rows, statistics, repetition, definition, encoding);
  }

  @Override
  public void writePageV2(
      int rows,
      int nulls,
      int values,
      BytesInput repetition,
      BytesInput definition,
      Encoding encoding,
      BytesInput data,
      Statistics<?> statistics,
      SizeStatistics sizes,
      GeospatialStatistics places)
      throws IOException {
    writePageV2(rows, nulls, values, repetition, definition, encoding, data, statistics);
  }

  @Override
  public void writePageV2(
      int rows,
      int nulls,
      int values,
      BytesInput repetition,
      BytesInput definition,
      Encoding encoding,
      BytesInput data,
      Statistics<?> statistics)
      throws IOException {
    byte[] repeated = bytesOf(repetition);
    byte[] defined = bytesOf(definition);
    byte[] raw = bytesOf(data);
    byte[] small = compressed(raw);
    boolean worthIt = small.length < raw.length;
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    stored.writeBytes(repeated);
    stored.writeBytes(defined);
    stored.writeBytes(worthIt ? small : raw);
    PageHeader header =
        header(
            PageType.DATA_PAGE_V2,
            repeated.length + defined.length + raw.length,
            stored.toByteArray());
    DataPageHeaderV2 data2 =
        new DataPageHeaderV2(
            values, nulls, rows, number(encoding), defined.length, repeated.length);
    data2.setIs_compressed(worthIt);
    header.setData_page_header_v2(data2);
    write(header, stored.toByteArray(), pages);
  }

  @Override
  public void writeDictionaryPage(DictionaryPage page) throws IOException {
    byte[] raw = bytesOf(page.getBytes());
    byte[] stored = compressed(raw);
    PageHeader header = header(PageType.DICTIONARY_PAGE, raw.length, stored);
    header.setDictionary_page_header(
        new DictionaryPageHeader(page.getDictionarySize(), number(page.getEncoding())));
    write(header, stored, dictionary);
  }

  private static byte[] bytesOf(BytesInput input) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    input.writeAllTo(bytes);
    return bytes.toByteArray();
  }

  private static PageHeader header(PageType type, int size, byte[] stored) {
    CRC32 crc = new CRC32();
    crc.update(stored);
    PageHeader header = new PageHeader(type, size, stored.length);
    header.setCrc((int) crc.getValue());
    return header;
  }

  private static void write(PageHeader header, byte[] stored, OutputStream to) throws IOException {
    Util.writePageHeader(header, to);
    to.write(stored);
  }

  private static org.apache.parquet.format.Encoding number(Encoding encoding) {
    return org.apache.parquet.format.Encoding.valueOf(encoding.name());
  }

  private byte[] compressed(byte[] raw) throws IOException {
    return switch (codec) {
      case SNAPPY -> compressed(new SnappyCompressor(), raw);
      case ZSTD -> compressed(new ZstdCompressor(), raw);
      case GZIP -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(raw);
        }
        yield bytes.toByteArray();
      }
      default -> raw;
    };
  }

  private static byte[] compressed(Compressor compressor, byte[] raw) {
    byte[] room = new byte[compressor.maxCompressedLength(raw.length)];
    return Arrays.copyOf(room, compressor.compress(raw, 0, raw.length, room, 0, room.length));
  }

  @Override
  public long getMemSize() {
    return pages.size();
  }

  @Override
  public long allocatedSize() {
    return pages.size();
  }

  @Override
  public String memUsageString(String prefix) {
    return prefix + pages.size();
  }
}

package ai.kubit.cohortimport.cohort.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32;

/** Reads the pages of one column, one at a time, with the dictionary that they use. */
final class PageReader implements Closeable {
  private static final byte[] NOTHING = {};

  private final ParquetSource source;
  private final List<ColumnChunk> chunks;
  private final ChunkStream stream;
  private final ValueText text;
  private final PageMemory memory;
  private final PageDecoder decoder;
  private final Compression compression = new Compression();
  private final CRC32 crc = new CRC32();
  private final PageHeader header = new PageHeader();
  private byte[] stored = NOTHING;
  private byte[] expanded = NOTHING;
  private byte[] dictionaryBytes = NOTHING;
  private int codec;
  private long valuesLeft;

  PageReader(ParquetSource source, List<ColumnChunk> chunks, ValueText text, PageMemory memory) {
    this.source = source;
    this.chunks = chunks;
    this.stream = new ChunkStream(source, chunks);
    this.text = text;
    this.memory = memory;
    this.decoder = new PageDecoder(text, memory);
  }

  void begin(int rowGroup) throws IOException, ParquetException {
    ColumnChunk chunk = chunks.get(rowGroup);
    Compression.check(chunk.codec());
    stream.begin(rowGroup);
    codec = chunk.codec();
    valuesLeft = chunk.values();
    decoder.forgetDictionary();
  }

  /** The next page that has values. */
  DataPage next() throws IOException, ParquetException {
    while (true) {
      if (valuesLeft == 0) {
        throw ParquetException.damaged("a column has fewer values than its row group has rows");
      }
      header.read(stream);
      readStored();
      switch (header.kind()) {
        case PageHeader.DATA, PageHeader.DATA_V2 -> {
          return dataPage();
        }
        case PageHeader.DICTIONARY -> readDictionary();
        case PageHeader.INDEX -> {}
        default -> throw ParquetException.damaged("a page is of an unknown kind");
      }
    }
  }

  private void readStored() throws IOException, ParquetException {
    int size = header.storedSize();
    if (size > stream.left()) {
      throw ParquetException.damaged("a page is longer than its column");
    }
    stored = memory.room(stored, size);
    if (stream.readNBytes(stored, 0, size) != size) {
      throw ParquetException.damaged("a page is longer than its column");
    }
    if (header.isChecked()) {
      crc.reset();
      crc.update(stored, 0, size);
      if (header.contradicts((int) crc.getValue())) {
        throw ParquetException.damaged("the checksum of a page is wrong");
      }
    }
  }

  private DataPage dataPage() throws ParquetException {
    if (header.values() > valuesLeft) {
      throw ParquetException.damaged("a page has more values than its row group has rows");
    }
    valuesLeft -= header.values();
    return header.kind() == PageHeader.DATA ? firstVersion() : secondVersion();
  }

  private DataPage firstVersion() throws ParquetException {
    PageBytes bytes = expand(0);
    RunLengths defined = null;
    if (text.type().optional()) {
      if (header.levelEncoding() != PageValues.RLE) {
        throw PageDecoder.unsupported(header.levelEncoding());
      }
      defined = new RunLengths(bytes.section(bytes.int32()), 1);
    }
    return new DataPage(header.values(), defined, decoder.values(header, bytes));
  }

  /** Reads a page of version 2. Its levels are before the part that may be compressed. */
  private DataPage secondVersion() throws ParquetException {
    int levels = header.repetitionBytes() + header.definitionBytes();
    RunLengths defined =
        text.type().optional()
            ? new RunLengths(new PageBytes(stored, header.repetitionBytes(), levels), 1)
            : null;
    return new DataPage(header.values(), defined, decoder.values(header, expand(levels)));
  }

  /** The uncompressed bytes of the page, without its levels. */
  private PageBytes expand(int levels) throws ParquetException {
    int size = header.expandedSize() - levels;
    source.expanded(header.expandedSize());
    if (size == 0) {
      return new PageBytes(NOTHING, 0, 0);
    }
    if (Compression.isNone(codec) || !header.isCompressed()) {
      return new PageBytes(stored, levels, header.storedSize());
    }
    expanded = memory.room(expanded, size);
    compression.expand(codec, new PageBytes(stored, levels, header.storedSize()), expanded, size);
    return new PageBytes(expanded, 0, size);
  }

  /** Reads a dictionary. Its array is kept, and reused for the next dictionary. */
  private void readDictionary() throws ParquetException {
    if (header.encoding() != PageValues.PLAIN && header.encoding() != PageValues.PLAIN_DICTIONARY) {
      throw PageDecoder.unsupported(header.encoding());
    }
    PageBytes bytes = expand(0);
    decoder.dictionary(new Dictionary(bytes, header.values(), text, memory));
    byte[] free = dictionaryBytes;
    dictionaryBytes = bytes.array();
    if (dictionaryBytes == expanded) {
      expanded = free;
    } else if (dictionaryBytes == stored) {
      stored = free;
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}

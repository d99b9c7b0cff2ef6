package ai.kubit.cohortimport.cohort.parquet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The bytes of one column: the chunk of each row group, one after another. Chunks that are close
 * together in the file are read with one request.
 */
final class ChunkStream extends InputStream {
  /** The largest gap between two chunks that is read over: that is faster than another request. */
  private static final long SMALL_GAP = 1 << 18;

  private static final int BUFFER = 1 << 16;

  private final ParquetSource source;
  private final List<ColumnChunk> chunks;
  private InputStream body;
  private long position;
  private long bodyEnd;
  private long chunkEnd;

  ChunkStream(ParquetSource source, List<ColumnChunk> chunks) {
    this.source = source;
    this.chunks = chunks;
  }

  /** Goes to the beginning of a chunk. The stream then ends at the chunk's end. */
  void begin(int index) throws IOException {
    ColumnChunk chunk = chunks.get(index);
    if (body == null || chunk.start() < position || chunk.end() > bodyEnd) {
      close();
      bodyEnd = endOfNeighbours(index);
      body = new BufferedInputStream(source.open(chunk.start(), bodyEnd), BUFFER);
    } else {
      body.skipNBytes(chunk.start() - position);
    }
    position = chunk.start();
    chunkEnd = chunk.end();
  }

  private long endOfNeighbours(int index) {
    long end = chunks.get(index).end();
    for (ColumnChunk next : chunks.subList(index + 1, chunks.size())) {
      if (next.start() < end || next.start() - end > SMALL_GAP) {
        break;
      }
      end = next.end();
    }
    return end;
  }

  /** How many bytes the chunk still has. */
  long left() {
    return chunkEnd - position;
  }

  @Override
  public int read() throws IOException {
    if (position >= chunkEnd) {
      return -1;
    }
    int next = body.read();
    position += next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (position >= chunkEnd) {
      return -1;
    }
    int count = body.read(buffer, offset, (int) Math.min(length, chunkEnd - position));
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public void close() throws IOException {
    if (body != null) {
      body.close();
      body = null;
    }
  }
}

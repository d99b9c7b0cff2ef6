package ai.kubit.cohortimport.cohort;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a gzip header that has no end. Its name and comment end with a zero byte, and the reader
 * keeps them in memory until that comes. It takes headers byte by byte and the data in blocks, so
 * too many single bytes in a row are such a header; its test fails where the reader changes that.
 */
final class GzipHeaderLimit extends FilterInputStream {
  /** Name, comment and extra fields of any real file are shorter by far. */
  static final int MOST_BYTES = 1 << 17;

  private final String object;
  private int singleBytes;

  GzipHeaderLimit(InputStream stored, String object) {
    super(stored);
    this.object = object;
  }

  @Override
  public int read() throws IOException {
    if (++singleBytes > MOST_BYTES) {
      throw ExportFault.corruptObject(
          object, "the header of its gzip data has no end", "Export the cohort again");
    }
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    singleBytes = 0;
    return super.read(buffer, offset, length);
  }
}

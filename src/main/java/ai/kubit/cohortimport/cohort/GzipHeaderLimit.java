package ai.kubit.cohortimport.cohort;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses a gzip header that never ends. The name and comment in a header (<a
 * href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>) end with a zero byte, and
 * commons-compress keeps them in memory until that byte comes. That library reads headers byte by
 * byte, and data in blocks. So very many single reads in a row mean a header without an end. A test
 * fails if the library changes how it reads.
 */
final class GzipHeaderLimit extends FilterInputStream {
  /**
   * The longest header that is accepted. In real files, name, comment and extra fields are far
   * shorter.
   */
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

package ai.kubit.cohortimport.cohort;

import java.io.IOException;
import java.io.InputStream;

/** The uncompressed bytes of a part. They count towards the limits of the whole export. */
final class ExpandedStream extends InputStream {
  private final InputStream content;
  private final ReadTally tally;

  ExpandedStream(InputStream content, ReadTally tally) {
    this.content = content;
    this.tally = tally;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = content.read(buffer, offset, length);
    tally.expanded(count);
    return count;
  }
}

package ai.kubit.cohortimport.storage;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.storage.ObjectStore.ChangedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Bytes of one version of an object, all that were asked for or an error. A download that breaks,
 * or ends too early, goes on at the same byte of the same version, {@value #MAX_RESUMES} times at
 * most.
 */
final class S3PinnedStream extends InputStream {
  private static final int MAX_RESUMES = 5;

  private final S3Client s3;
  private final String bucket;
  private final StoredObject object;
  private ResponseInputStream<GetObjectResponse> body;
  private final long end;
  private long position;
  private int resumes;
  private boolean complete;

  private S3PinnedStream(S3Client s3, String bucket, StoredObject object, long from, long to) {
    this.s3 = s3;
    this.bucket = bucket;
    this.object = object;
    this.position = Objects.checkFromToIndex(from, to, object.size());
    this.end = to;
  }

  static S3PinnedStream open(S3Client s3, String bucket, StoredObject object, long from, long to) {
    S3PinnedStream stream = new S3PinnedStream(s3, bucket, object, from, to);
    stream.body = stream.request();
    return stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    while (!complete) {
      int count = readOrResume(buffer, offset, length);
      if (count > 0) {
        position += count;
        return checked(count);
      }
      complete = position == end;
    }
    return -1;
  }

  /** The count of bytes read; zero where the download broke and goes on, or has all its bytes. */
  private int readOrResume(byte[] buffer, int offset, int length) throws IOException {
    Exception broken;
    try {
      int count = body.read(buffer, offset, length);
      if (count >= 0 || position == end) {
        return Math.max(count, 0);
      }
      broken = new IOException("the answer ended too early");
    } catch (IOException | SdkException e) {
      broken = e;
    }
    // At the end there is nothing to resume: what broke is the checksum of what was read.
    if (position >= end) {
      throw new IOException("the bytes read are not those of " + shownKey(), broken);
    }
    resume(broken);
    return 0;
  }

  private int checked(int count) throws IOException {
    if (position > end) {
      throw new IOException("more bytes than up to " + end + " of " + shownKey());
    }
    return count;
  }

  private void resume(Exception broken) throws IOException {
    body.abort();
    if (++resumes > MAX_RESUMES) {
      throw new IOException(
          "only %d of %d bytes of %s arrived".formatted(position, end, shownKey()), broken);
    }
    try {
      body = request();
    } catch (StorageException e) {
      throw new IOException("could not go on reading " + shownKey(), e);
    }
  }

  private ResponseInputStream<GetObjectResponse> request() {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(object.key())
            .ifMatch('"' + object.etag() + '"');
    if (isRange()) {
      request.range("bytes=" + position + "-" + (end < object.size() ? end - 1 : ""));
    }
    try {
      return pinned(s3.getObject(request.build()));
    } catch (SdkException e) {
      throw S3Failure.whileReading(object.key(), e);
    }
  }

  /** Some S3-compatible stores ignore If-Match or Range; the answer itself says what it is. */
  private ResponseInputStream<GetObjectResponse> pinned(
      ResponseInputStream<GetObjectResponse> answer) {
    GetObjectResponse facts = answer.response();
    if (!object.etag().equals(S3ObjectStore.unquoted(facts.eTag()))) {
      answer.abort();
      throw new ChangedException("no longer the listed version: " + shownKey(), null);
    }
    String range = facts.contentRange();
    if (isRange() && (range == null || !range.startsWith("bytes " + position + "-"))) {
      answer.abort();
      throw new StorageException("S3 answered with other bytes of " + shownKey(), null);
    }
    return answer;
  }

  private boolean isRange() {
    return position > 0 || end < object.size();
  }

  /** Whoever writes to the bucket chooses its keys. */
  private String shownKey() {
    return CleanText.oneLine(object.key());
  }

  /** Leaving early drops the connection: the rest of a large object is not worth reading. */
  @Override
  public void close() throws IOException {
    if (complete) {
      body.close();
    } else {
      body.abort();
    }
  }
}

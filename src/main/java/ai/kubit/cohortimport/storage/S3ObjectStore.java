package ai.kubit.cohortimport.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of Amazon S3. Safe for use by several threads; the client stays its owner's to close. A
 * file to write may have 5 GB at most, S3's own limit for one request.
 */
public final class S3ObjectStore implements ObjectStore {
  /** What people open from the bucket: a browser shows it only by its content type. */
  private static final String PAGE = ".html";

  /** The most keys that S3 takes in one DeleteObjects request. */
  private static final int DELETE_BATCH = 1_000;

  private final S3Client s3;
  private final String bucket;

  public S3ObjectStore(S3Client s3, String bucket) {
    this.s3 = Objects.requireNonNull(s3, "s3");
    this.bucket = Objects.requireNonNull(bucket, "bucket");
  }

  @Override
  public List<StoredObject> list(String prefix) {
    try {
      List<StoredObject> objects = new ArrayList<>();
      s3
          // XML cannot carry every character that a key may have; the client decodes them again.
          .listObjectsV2Paginator(
              request -> request.bucket(bucket).prefix(prefix).encodingType(EncodingType.URL))
          .contents()
          .stream()
          .map(S3ObjectStore::storedObject)
          .forEach(objects::add);
      return objects;
    } catch (SdkException e) {
      throw S3Failure.of("list " + prefix, e);
    }
  }

  @Override
  public Optional<StoredObject> find(String key) {
    try {
      HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key(key));
      return Optional.of(storedObject(key, head.contentLength(), head.eTag(), head.lastModified()));
    } catch (SdkException e) {
      if (S3Failure.isMissingObject(e)) {
        return Optional.empty();
      }
      throw S3Failure.of("look up " + key, e);
    }
  }

  @Override
  public InputStream open(StoredObject object, long from, long to) {
    return S3PinnedStream.open(s3, bucket, object, from, to);
  }

  @Override
  public Optional<byte[]> get(String key) {
    try {
      return Optional.of(
          s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArrayUnsafe());
    } catch (SdkException e) {
      if (S3Failure.isMissingObject(e)) {
        return Optional.empty();
      }
      throw S3Failure.of("read " + key, e);
    }
  }

  @Override
  public void put(String key, byte[] content) {
    put(key, RequestBody.fromBytes(content));
  }

  @Override
  public void put(String key, Path file) {
    put(key, RequestBody.fromFile(file));
  }

  private void put(String key, RequestBody body) {
    try {
      s3.putObject(
          request -> {
            request.bucket(bucket).key(key);
            if (key.endsWith(PAGE)) {
              request.contentType("text/html; charset=utf-8");
            }
          },
          body);
    } catch (SdkException e) {
      throw S3Failure.of("write " + key, e);
    }
  }

  @Override
  public void delete(Collection<String> keys) {
    List<ObjectIdentifier> objects = new ArrayList<>();
    for (String key : keys) {
      objects.add(ObjectIdentifier.builder().key(key).build());
    }
    for (int from = 0; from < objects.size(); from += DELETE_BATCH) {
      deleteBatch(objects.subList(from, Math.min(from + DELETE_BATCH, objects.size())));
    }
  }

  private void deleteBatch(List<ObjectIdentifier> objects) {
    DeleteObjectsResponse response;
    try {
      response =
          s3.deleteObjects(
              request ->
                  request.bucket(bucket).delete(batch -> batch.objects(objects).quiet(true)));
    } catch (SdkException e) {
      throw S3Failure.of("delete " + objects.size() + " objects", e);
    }
    // S3 answers 200 even when it deleted none of them.
    if (response.hasErrors() && !response.errors().isEmpty()) {
      S3Error first = response.errors().get(0);
      throw new StorageException(
          "S3 could not delete %d of %d objects, the first because of %s: %s"
              .formatted(response.errors().size(), objects.size(), first.code(), first.key()),
          null);
    }
  }

  private static StoredObject storedObject(S3Object object) {
    return storedObject(object.key(), object.size(), object.eTag(), object.lastModified());
  }

  private static StoredObject storedObject(
      String key, long size, String etag, Instant lastModified) {
    return new StoredObject(
        key, size, unquoted(etag), lastModified.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Amazon quotes ETags everywhere, other stores nowhere or in some places. */
  static String unquoted(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}

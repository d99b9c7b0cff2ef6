package ai.kubit.cohortimport.storage;

import ai.kubit.cohortimport.input.CleanText;
import ai.kubit.cohortimport.storage.ObjectStore.AccessDeniedException;
import ai.kubit.cohortimport.storage.ObjectStore.ArchivedException;
import ai.kubit.cohortimport.storage.ObjectStore.ChangedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3's errors mean in the words of {@link ObjectStore}. */
final class S3Failure {
  private S3Failure() {}

  /** Any request but one that reads a pinned version. */
  static StorageException of(String action, SdkException error) {
    String message = "S3 could not " + CleanText.oneLine(action);
    if ("NoSuchBucket".equals(codeOf(error))) {
      return new StorageException(
          message
              + ": there is no such bucket; KUBIT_BUCKET_EXPORTS and KUBIT_BUCKET_STATE name them",
          error);
    }
    return isAccessDenied(error)
        ? new AccessDeniedException(message + ": access denied", error)
        : new StorageException(message, error);
  }

  /**
   * A request for one version of an object: gone and replaced are the same to its reader. So is a
   * range (416) that the listed version had. An archived object (S3 Glacier) is listed like any
   * other, and refused with 403 when it is read.
   */
  static StorageException whileReading(String key, SdkException error) {
    int status = statusOf(error);
    if (status == 412 || status == 416 || isMissingObject(error)) {
      return new ChangedException("no longer the listed version: " + CleanText.oneLine(key), error);
    }
    if ("InvalidObjectState".equals(codeOf(error))) {
      return new ArchivedException("archived: " + CleanText.oneLine(key), error);
    }
    return of("read " + key, error);
  }

  /** HEAD answers have no body, so their 404 has no code; a missing bucket is our own fault. */
  static boolean isMissingObject(SdkException error) {
    return statusOf(error) == 404 && !"NoSuchBucket".equals(codeOf(error));
  }

  /** A disabled or deleted key of KMS is answered with 400 and a code that names KMS. */
  private static boolean isAccessDenied(SdkException error) {
    return statusOf(error) == 403 || codeOf(error).startsWith("KMS.");
  }

  private static int statusOf(SdkException error) {
    return error instanceof S3Exception answer ? answer.statusCode() : 0;
  }

  private static String codeOf(SdkException error) {
    boolean named =
        error instanceof S3Exception answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null;
    return named ? ((S3Exception) error).awsErrorDetails().errorCode() : "";
  }
}

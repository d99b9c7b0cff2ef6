package ai.kubit.cohortimport.storage;

import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * A table by the name that a setting gives it. A wrong name is the commonest mistake of a first
 * start, so whoever meets it is told the setting, not only that something was not found.
 *
 * @param name the table's name
 * @param setting the variable that says so
 */
public record DynamoTable(String name, String setting) {
  public DynamoTable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(setting, "setting");
  }

  /**
   * What a call that reads answers.
   *
   * @throws StorageException naming the setting, where there is no such table or it is another one
   *     than the program needs
   */
  public <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw named(failure);
    }
  }

  /** What a write answers. What DynamoDB objects to may be the item, so no setting is named. */
  public static <T> T write(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw failed(failure);
    }
  }

  /** Makes a write under a condition; answers whether the condition held. */
  public static boolean succeeds(Runnable write) {
    try {
      write.run();
      return true;
    } catch (ConditionalCheckFailedException changedMeanwhile) {
      return false;
    } catch (SdkException failure) {
      throw failed(failure);
    }
  }

  /** A failure that names no setting. */
  public static StorageException failed(SdkException failure) {
    return new StorageException(failure.getMessage(), failure);
  }

  /** The failure, naming the setting if that may be wrong. */
  public StorageException named(SdkException failure) {
    if (failure instanceof ResourceNotFoundException) {
      return wrong("and there is none of this name in this account and region", failure);
    }
    return failure instanceof DynamoDbException answer && isOfAnotherShape(answer)
        ? wrong("and that one has other keys or indexes than this table must have", failure)
        : failed(failure);
  }

  private static boolean isOfAnotherShape(DynamoDbException answer) {
    return answer.awsErrorDetails() != null
        && "ValidationException".equals(answer.awsErrorDetails().errorCode());
  }

  private StorageException wrong(String why, SdkException failure) {
    return new StorageException(
        "%s names the table %s, %s. Set it to the right name.".formatted(setting, name, why),
        failure);
  }
}

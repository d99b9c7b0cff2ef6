package ai.kubit.cohortimport.storage;

/**
 * A table, a bucket or the parameter store did not do what it was asked. It is the one failure that
 * the ports to them have; whoever called the function tries again. The message is a sentence for a
 * person. It names the setting to put right where a setting is to blame.
 */
public class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}

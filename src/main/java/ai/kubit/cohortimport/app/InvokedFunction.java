package ai.kubit.cohortimport.app;

/**
 * The function as it was invoked last. Its workers are invoked in the same way, so that what came
 * by an alias stays with the versions that the alias stands for.
 */
public final class InvokedFunction {
  private static final int QUALIFIER = 7;

  private final String name;
  private volatile String qualifier = "";

  /**
   * A function.
   *
   * @param name as Lambda tells it; empty elsewhere
   */
  InvokedFunction(String name) {
    this.name = name;
  }

  boolean inLambda() {
    return !name.isEmpty();
  }

  /**
   * An invocation begins.
   *
   * @param arn {@code arn:aws:lambda:region:account:function:name}, with {@code :qualifier} where
   *     an alias or a version was invoked; may be null in stand-ins for Lambda
   */
  public void invokedAs(String arn) {
    String[] parts = arn == null ? new String[0] : arn.split(":", QUALIFIER + 1);
    qualifier = parts.length > QUALIFIER ? ":" + parts[QUALIFIER] : "";
  }

  /** What to invoke: the name, with the qualifier if there is one. */
  String nameWithQualifier() {
    return name + qualifier;
  }
}
